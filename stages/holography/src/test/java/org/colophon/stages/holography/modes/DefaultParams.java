package org.colophon.stages.holography.modes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.colophon.contract.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The section {@code modes} with the defaults of its schema. */
public final class DefaultParams {
  private DefaultParams() {}

  public static ObjectNode section() throws IOException {
    Path schema =
        Path.of(System.getProperty("colophon.home"), "stages/holography/params/modes.schema.json");
    ObjectNode section = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> property : Json.read(schema).path("properties").properties()) {
      section.set(property.getKey(), property.getValue().path("default"));
    }
    return section;
  }

  static ModesParams with(Map<String, Object> values) throws IOException {
    ObjectNode section = section();
    values.forEach((key, value) -> section.set(key, Json.mapper().valueToTree(value)));
    return ModesParams.read(section);
  }
}
