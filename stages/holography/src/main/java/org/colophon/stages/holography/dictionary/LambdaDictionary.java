package org.colophon.stages.holography.dictionary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * {@code Dictionary@0.2}: the relation of mass and dimension that the eigenmodes are consistent
 * with.
 *
 * @param interpretation what the relation may be called
 * @param verdict PASS if the fit and every spectrum pass
 * @param reason why, in a sentence
 */
public record LambdaDictionary(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    String interpretation,
    Status verdict,
    String reason,
    List<String> designColumns,
    List<Fit> fits,
    List<Transfer> transfers,
    List<SpectrumTest> spectra,
    Map<String, Integer> spectraSkipped,
    Independence independence,
    DictionaryParams tolerances,
    Map<String, Integer> excludedRows,
    List<ExcludedSystem> excludedSystems) {

  static final String SCHEMA_NAME = "Dictionary";
  static final String SCHEMA_VERSION = "0.2";

  /**
   * @param points one for each field of each system
   * @param permutation the same fit with Δ shuffled, which must find nothing
   */
  record Fit(
      String id,
      String target,
      Status status,
      String reason,
      int points,
      int freeParameters,
      int pointsNeeded,
      List<String> selected,
      List<Coefficient> coefficients,
      double r2,
      double residualRms,
      double residualMax,
      HeldOut heldOut,
      Permutation permutation) {
    Fit {
      selected = List.copyOf(selected);
      coefficients = List.copyOf(coefficients);
    }
  }

  /**
   * @param sigma from the scatter of the residuals; 0 for a dropped term
   */
  record Coefficient(String term, double value, double sigma, double expected) {}

  /**
   * Each system predicted from the others.
   *
   * @param r2 of all points held out, about their mean; absent if no system can be
   * @param kept systems without which the others would not tell all terms apart
   */
  record HeldOut(OptionalDouble r2, List<HeldOutSystem> systems, List<String> kept) {
    HeldOut {
      systems = List.copyOf(systems);
      kept = List.copyOf(kept);
    }
  }

  record HeldOutSystem(String systemId, int points, double residualRms, double residualMax) {}

  record Permutation(int replicates, double medianR2, double maximumR2) {}

  /** The fit carried to a system it was not made from, with its own D in the place of d. */
  record Transfer(
      String systemId,
      String family,
      @JsonProperty("D") double dimension,
      int points,
      double residualRms,
      double residualMax) {}

  /**
   * Δ from the eigenvalues against Δ from the boundary.
   *
   * @param deltaSpectrum absent where no Δ has such eigenvalues
   * @param tolerance of the difference
   */
  record SpectrumTest(
      String systemId,
      @JsonProperty("m2L2_input") double m2,
      String branch,
      String method,
      String source,
      @JsonProperty("Delta_spectrum") OptionalDouble deltaSpectrum,
      @JsonProperty("Delta_spectrum_err") OptionalDouble deltaSpectrumError,
      @JsonProperty("Delta_UV") double deltaUv,
      double tolerance,
      Status status,
      String reason) {}

  record ExcludedSystem(String systemId, String reason) {}

  public LambdaDictionary {
    systemIds = List.copyOf(systemIds);
    designColumns = List.copyOf(designColumns);
    fits = List.copyOf(fits);
    transfers = List.copyOf(transfers);
    spectra = List.copyOf(spectra);
    spectraSkipped = new TreeMap<>(spectraSkipped);
    excludedRows = new TreeMap<>(excludedRows);
    excludedSystems = List.copyOf(excludedSystems);
  }

  /** The coefficient of a term in the relation of mass and dimension. */
  double coefficient(MassTerm term) {
    return fits.getFirst().coefficients().stream()
        .filter(one -> one.term().equals(term.id))
        .mapToDouble(Coefficient::value)
        .sum();
  }

  /** m²L² that the fitted relation gives a field of dimension {@code delta}. */
  double m2(double delta, double dimension) {
    double sum = 0;
    for (MassTerm term : MassTerm.values()) {
      sum += coefficient(term) * term.at(delta, dimension);
    }
    return sum;
  }
}
