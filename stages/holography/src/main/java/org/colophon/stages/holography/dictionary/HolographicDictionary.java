package org.colophon.stages.holography.dictionary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;

/**
 * {@code HolographicDictionary@0.1}: the atlas of operators, system by system.
 *
 * @param interpretation what it may be called
 * @param relation what stage 07 says of the relation of mass and dimension
 */
public record HolographicDictionary(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    String interpretation,
    Relation relation,
    List<SystemEntry> systems,
    List<FamilyEntry> families,
    List<ExcludedSystem> excludedSystems,
    AtlasParams tolerances) {

  static final String SCHEMA_NAME = "HolographicDictionary";
  static final String SCHEMA_VERSION = "0.1";

  /**
   * @param sha256 of the dictionary's file
   */
  public record Relation(String statement, Status verdict, String reason, String sha256) {}

  /**
   * @param dimension D in Δ(Δ - D) = m²L²
   * @param horizon absent where the data resolve none
   * @param thermal coefficient of the first thermal correction
   * @param status FAIL if a contract fails
   */
  public record SystemEntry(
      String systemId,
      String family,
      int d,
      @JsonProperty("D") double dimension,
      OptionalDouble temperature,
      @JsonProperty("z_h") OptionalDouble horizon,
      @JsonProperty("z_h_sigma") OptionalDouble horizonSigma,
      OptionalDouble p,
      ThermalCoefficient thermal,
      Status status,
      List<OperatorEntry> operators,
      List<Contract> contracts) {
    public SystemEntry {
      operators = List.copyOf(operators);
      contracts = List.copyOf(contracts);
    }
  }

  /**
   * c in L = 2 ln ℓ + c (ℓ/z_h)^p + ….
   *
   * @param value at the fitted exponent p
   * @param expected at p = d; the AdS black brane
   */
  public record ThermalCoefficient(OptionalDouble value, OptionalDouble sigma, double expected) {}

  /**
   * @param horizon z_h from this operator's correlator alone
   * @param fittedM2 m²L² by the relation that stage 07 fitted
   */
  public record OperatorEntry(
      String name,
      @JsonProperty("Delta") double delta,
      @JsonProperty("Delta_sigma") double sigma,
      BulkField field,
      @JsonProperty("m2L2_fitted") double fittedM2,
      @JsonProperty("z_h") OptionalDouble horizon,
      @JsonProperty("z_h_sigma") OptionalDouble horizonSigma) {}

  /**
   * @param value absent where there is nothing to test
   */
  public record Contract(
      String id, OptionalDouble value, double tolerance, Status status, String reason) {}

  public record FamilyEntry(String family, List<String> systemIds, int operators, int failed) {
    public FamilyEntry {
      systemIds = List.copyOf(systemIds);
    }
  }

  public record ExcludedSystem(String systemId, String family, String reason) {}

  public HolographicDictionary {
    systemIds = List.copyOf(systemIds);
    systems = List.copyOf(systems);
    families = List.copyOf(families);
    excludedSystems = List.copyOf(excludedSystems);
  }
}
