package org.colophon.stages.holography.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.stages.holography.contracts.ContractsParams;
import org.colophon.stages.holography.equations.analysis.AnalysisParams;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas state the defaults to users, the records to the stages: they must be the same. */
class ParameterDefaultsTest {

  @Test
  void theEquationsSchemaStatesTheDefaults() throws IOException {
    assertThat(Json.mapper().treeToValue(defaultsOf("equations"), EquationsParams.class))
        .isEqualTo(EquationsParams.DEFAULTS);
  }

  @Test
  void theContractsSchemaStatesTheDefaults() throws IOException {
    assertThat(Json.mapper().treeToValue(defaultsOf("contracts"), ContractsParams.class))
        .isEqualTo(ContractsParams.DEFAULTS);
  }

  @Test
  void theAnalysisSchemaStatesTheDefaults() throws IOException {
    assertThat(Json.mapper().treeToValue(defaultsOf("equations_analysis"), AnalysisParams.class))
        .isEqualTo(AnalysisParams.DEFAULTS);
  }

  @Test
  void oneToleranceCanBeChangedAlone() {
    JsonNode params =
        Json.mapper().readTree("{\"contracts\": {\"tolerances\": {\"uv_exponent\": 0.5}}}");

    ContractsParams read = ContractsParams.of(params);

    assertThat(read.tolerances().uvExponent()).isEqualTo(0.5);
    assertThat(read.tolerances().nullEnergy())
        .isEqualTo(ContractsParams.DEFAULTS.tolerances().nullEnergy());
  }

  @Test
  void aValueOutOfRangeIsNamedWithItsSection() {
    JsonNode params = Json.mapper().readTree("{\"equations\": {\"edge_trim\": 0.7}}");

    assertThatThrownBy(() -> EquationsParams.of(params))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("params.equations")
        .hasMessageContaining("edge_trim must be in [0, 0.4], was 0.7");
  }

  private static JsonNode defaultsOf(String section) throws IOException {
    Path params = Path.of(System.getProperty("colophon.home"), "stages/holography/params");
    return defaults(Json.read(params.resolve(section + ".schema.json")));
  }

  private static JsonNode defaults(JsonNode schema) {
    ObjectNode defaults = Json.mapper().createObjectNode();
    schema
        .path("properties")
        .forEachEntry((name, property) ->
            defaults.set(
                name, property.has("properties") ? defaults(property) : property.path("default")));
    return defaults;
  }
}
