package org.colophon.stages.holography.contracts;

import java.util.List;
import org.colophon.stages.holography.equations.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * What stage 04 is told: the config section {@code contracts}.
 *
 * @param controls ids of systems that must not pass
 */
public record ContractsParams(List<String> controls, Tolerances tolerances) {
  public static final ContractsParams DEFAULTS =
      new ContractsParams(List.of(), Tolerances.DEFAULTS);

  public ContractsParams {
    controls = List.copyOf(controls);
  }

  public static ContractsParams of(JsonNode params) {
    return Parameters.section(params, "contracts", DEFAULTS, ContractsParams.class);
  }
}
