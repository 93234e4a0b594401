package org.colophon.stages.holography.contracts;

import java.util.Arrays;
import java.util.List;

/**
 * The artifact {@code GeometryContracts@0.1}: every contract on every system.
 *
 * @param claims what is tested, in the order of every system's results
 * @param systems sorted by id
 */
public record GeometryContracts(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    Tolerances tolerances,
    List<Statement> claims,
    List<SystemContracts> systems) {

  public static final String SCHEMA_NAME = "GeometryContracts";
  public static final String SCHEMA_VERSION = "0.1";

  /** What a claim says. */
  public record Statement(String id, String claimFamily, String statement) {}

  static GeometryContracts of(String stage, Tolerances tolerances, List<SystemContracts> systems) {
    return new GeometryContracts(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        stage,
        systems.stream().map(SystemContracts::systemId).toList(),
        tolerances,
        Arrays.stream(Claim.values())
            .map(claim -> new Statement(claim.contract(), claim.family(), claim.statement()))
            .toList(),
        systems);
  }
}
