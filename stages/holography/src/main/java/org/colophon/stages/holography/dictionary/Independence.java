package org.colophon.stages.holography.dictionary;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.Sha256;

/**
 * Whether m² and Δ were made independently of each other, which is what makes a relation between
 * them more than the formula that one was computed with.
 *
 * @param deltaSource who made Delta_UV
 * @param m2Source who made m2L2_input
 * @param deltaProducerSha256 digest of deltaSource
 * @param m2ProducerSha256 digest of m2Source; the two must differ
 * @param shareDeltaFromLambda share of all modes with Δ(Δ - D) = λ: 1 where Δ was computed from λ
 * @param circular whether the data must be refused
 * @param reason what was found
 */
record Independence(
    @JsonProperty("Delta_source") String deltaSource,
    @JsonProperty("m2_source") String m2Source,
    @JsonProperty("Delta_producer_sha256") String deltaProducerSha256,
    @JsonProperty("m2_producer_sha256") String m2ProducerSha256,
    double shareDeltaFromLambda,
    boolean circular,
    String reason) {

  /** Producers of Δ that use neither λ nor m² = Δ(Δ - d); any other has to be examined first. */
  private static final Map<String, String> INDEPENDENT_DELTA =
      Map.of("uv_riccati", "fall-off of the radial equation's solution at the boundary");

  /** Producers of m² that are inputs. */
  private static final List<String> GIVEN_M2 = List.of("params.modes.m2");

  private static final double EQUAL = 1e-6;
  private static final double TOO_MANY = 0.5;

  static Independence of(ModeTable table) {
    String deltaDigest = Sha256.of(table.deltaSource());
    String m2Digest = Sha256.of(table.m2Source());
    double share = shareFromLambda(table.fields());
    Optional<String> fault = fault(table, deltaDigest.equals(m2Digest), share);
    return new Independence(
        table.deltaSource(),
        table.m2Source(),
        deltaDigest,
        m2Digest,
        share,
        fault.isPresent(),
        fault.orElse(
            "the producers differ; m2 is given, Delta is the "
                + INDEPENDENT_DELTA.getOrDefault(table.deltaSource(), "")));
  }

  @JsonIgnore
  String refusal() {
    return "circular_dictionary: " + reason;
  }

  private static Optional<String> fault(ModeTable table, boolean sameProducer, double share) {
    if (sameProducer) {
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
