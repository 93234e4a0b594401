package org.colophon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.colophon.pipeline.Bytes;
import tools.jackson.databind.JsonNode;

/**
 * What a profile says of the machine's size; absent where the machine is asked itself.
 *
 * @param cpus processors
 * @param memory bytes
 * @param gpus ids of devices
 */
public record CapacityLimits(OptionalDouble cpus, OptionalLong memory, List<String> gpus) {
  public CapacityLimits {
    gpus = List.copyOf(gpus);
  }

  static CapacityLimits read(JsonNode node) {
    List<String> gpus = new ArrayList<>();
    node.path("gpus").forEach(id -> gpus.add(id.asString()));
    return new CapacityLimits(
        node.has("cpus") ? OptionalDouble.of(node.get("cpus").asDouble()) : OptionalDouble.empty(),
        node.has("memory")
            ? OptionalLong.of(Bytes.parse(node.get("memory").asString()))
            : OptionalLong.empty(),
        gpus);
  }
}
