package org.colophon.stages.holography.dictionary;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.stages.holography.dictionary.ModeTable.Provenance;
import org.colophon.stages.holography.modes.EigenmodesMeta;

/**
 * Whether m² and Δ were made independently of each other, which is what makes a relation between
 * them more than the formula that one was computed with. Digests prove what each column was made
 * of: the masses are those of the config, to the bit, and Δ comes of the geometries that this stage
 * is given too. That the integration uses no relation of mass and dimension is a property of its
 * code, which tests hold to known cases.
 *
 * @param deltaSource who made Delta_UV
 * @param m2Source who made m2L2_input
 * @param deltaProducerSha256 digest of the record of its producer
 * @param m2ProducerSha256 digest of the record of its producer; the two must differ
 * @param shareDeltaFromLambda share of all modes with Δ(Δ - D) = λ: 1 where Δ was computed from λ
 * @param circular whether the data must be refused
 * @param reason what was found
 * @param m2Read what the masses were made of
 * @param deltaRead what Δ was made of
 */
record Independence(
    @JsonProperty("Delta_source") String deltaSource,
    @JsonProperty("m2_source") String m2Source,
    @JsonProperty("Delta_producer_sha256") String deltaProducerSha256,
    @JsonProperty("m2_producer_sha256") String m2ProducerSha256,
    double shareDeltaFromLambda,
    boolean circular,
    String reason,
    @JsonProperty("m2_read") Read m2Read,
    @JsonProperty("Delta_read") Read deltaRead) {

  /** How a digest of what a producer read was checked. */
  enum Verified {
    /** It was computed again from the column. */
    RECOMPUTED,
    /** The artifact given to this stage has it. */
    SAME_AS_INPUT,
    /** There was nothing to compare it with. */
    NOT_GIVEN
  }

  record Read(String from, String sha256, Verified verified) {}

  /** Producers of Δ that use neither λ nor m² = Δ(Δ - d); any other has to be examined first. */
  private static final Map<String, String> INDEPENDENT_DELTA =
      Map.of("uv_riccati", "fall-off of the radial equation's solution at the boundary");

  /** Producers of m² that are inputs. */
  private static final List<String> GIVEN_M2 = List.of("params.modes.m2");

  private static final double EQUAL = 1e-6;
  private static final double TOO_MANY = 0.5;

  /** Independent, or why not. */
  sealed interface Finding {
    record Independent(Independence independence) implements Finding {}

    record Circular(String reason) implements Finding {}
  }

  /**
   * @param geometrySha256 digest of the geometries that the stage is given; empty if it is not
   */
  static Finding of(ModeTable table, Optional<String> geometrySha256) {
    if (table.provenance().isEmpty()) {
      return circular(
          "bulk_modes_meta.json does not say what m2L2_input and Delta_UV were made of"
              + " (provenance, EigenmodesMeta@0.2); run --from 06");
    }
    Provenance provenance = table.provenance().get();
    double share = shareFromLambda(table.fields());
    return fault(table, provenance, geometrySha256, share)
        .<Finding>map(Independence::circular)
        .orElseGet(() -> new Finding.Independent(proof(table, provenance, geometrySha256, share)));
  }

  private static Finding circular(String reason) {
    return new Finding.Circular("circular_dictionary: " + reason);
  }

  private static Independence proof(
      ModeTable table, Provenance provenance, Optional<String> geometrySha256, double share) {
    return new Independence(
        table.deltaSource(),
        table.m2Source(),
        provenance.delta().digest(),
        provenance.m2().digest(),
        share,
        false,
        "the producers differ; m2 is given, Delta is the "
            + INDEPENDENT_DELTA.getOrDefault(table.deltaSource(), ""),
        new Read(provenance.m2().read(), provenance.m2().sha256(), Verified.RECOMPUTED),
        new Read(
            provenance.delta().read(),
            provenance.delta().sha256(),
            geometrySha256.isPresent() ? Verified.SAME_AS_INPUT : Verified.NOT_GIVEN));
  }

  private static Optional<String> fault(
      ModeTable table, Provenance provenance, Optional<String> geometrySha256, double share) {
    if (table.m2Source().equals(table.deltaSource())
        || provenance.m2().digest().equals(provenance.delta().digest())
        || provenance.m2().sha256().equals(provenance.delta().sha256())) {
      return Optional.of("m2L2_input and Delta_UV have one producer, " + table.m2Source());
    }
    if (!GIVEN_M2.contains(table.m2Source())) {
      return Optional.of("m2L2_input must be an input, its m2_source is " + table.m2Source());
    }
    if (!INDEPENDENT_DELTA.containsKey(table.deltaSource())) {
      return Optional.of(
          "Delta_UV must be measured, its delta_source is "
              + table.deltaSource()
              + "; known as independent: "
              + INDEPENDENT_DELTA.keySet());
    }
    if (!provenance.m2().producer().equals(table.m2Source())
        || !provenance.delta().producer().equals(table.deltaSource())) {
      return Optional.of("provenance names other producers than m2_source and delta_source");
    }
    String masses = Sha256.of(EigenmodesMeta.masses(table.masses()));
    if (!masses.equals(provenance.m2().sha256())) {
      return Optional.of(
          "the masses in the table are not those that were given: their digest is "
              + masses
              + ", the given one "
              + provenance.m2().sha256());
    }
    if (geometrySha256.filter(own -> !own.equals(provenance.delta().sha256())).isPresent()) {
      return Optional.of(
          "Delta_UV was not made of the geometries of this run: it read "
              + provenance.delta().sha256()
              + ", predictions has the digest "
              + geometrySha256.get()
              + "; run --from 06");
    }
    if (share > TOO_MANY) {
      return Optional.of(
          "Delta_UV was computed from lambda_sl: Delta(Delta - D) = lambda in "
              + Math.round(100 * share)
              + " % of the fields, whatever delta_source says");
    }
    return Optional.empty();
  }

  /** A measured Δ solves Δ(Δ - D) = m², not λ; λ has another unit and rises from mode to mode. */
  private static double shareFromLambda(List<FieldPoint> fields) {
    long equal = fields.stream().filter(Independence::isFromLambda).count();
    return fields.isEmpty() ? 0 : (double) equal / fields.size();
  }

  private static boolean isFromLambda(FieldPoint field) {
    double lambda = field.lambdas().getFirst();
    double computed = field.delta() * (field.delta() - field.dimension());
    return Math.abs(computed - lambda) <= EQUAL * Math.max(1, Math.abs(lambda));
  }
}
