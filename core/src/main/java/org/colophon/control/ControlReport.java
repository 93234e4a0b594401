package org.colophon.control;

import java.util.List;
import java.util.OptionalDouble;
import org.colophon.control.Control.Kind;
import org.colophon.control.Judgement.Verdict;

/**
 * What the controls say of a pipeline.
 *
 * @param held whether every control ran and is held
 * @param falsePositiveRate negative controls that the pipeline accepts, over those that it judges;
 *     must be 0. Nothing if it judges none
 * @param coverage rejections seen, over all that the negative controls specify; must be 1. Nothing
 *     if none is specified
 */
public record ControlReport(
    String schemaName,
    String schemaVersion,
    String pipeline,
    boolean held,
    Counts counts,
    OptionalDouble falsePositiveRate,
    OptionalDouble coverage,
    List<ControlOutcome> controls) {

  public static final String SCHEMA_NAME = "ControlReport";
  public static final String SCHEMA_VERSION = "1.0";

  /**
   * @param judged negative controls that the pipeline accepts or rejects
   * @param accepted negative controls that it accepts
   * @param rejections that the negative controls specify
   * @param positivesAccepted positive controls that it accepts
   */
  public record Counts(
      int controls,
      int held,
      int negatives,
      int judged,
      int accepted,
      int rejections,
      int rejectionsSeen,
      int positives,
      int positivesAccepted) {}

  public ControlReport {
    controls = List.copyOf(controls);
  }

  /**
   * @param asked how many controls there are to hold; one that did not run is not held
   */
  static ControlReport of(String pipeline, int asked, List<ControlOutcome> controls) {
    List<ControlOutcome> negatives = of(Kind.NEGATIVE, controls);
    List<ControlOutcome> positives = of(Kind.POSITIVE, controls);
    int judged = negatives.size() - with(Verdict.NONE, negatives);
    int accepted = with(Verdict.ACCEPTED, negatives);
    int rejections = negatives.stream().mapToInt(ControlOutcome::decisive).sum();
    int seen = negatives.stream().mapToInt(ControlOutcome::decisiveSeen).sum();
    int held = (int) controls.stream().filter(ControlOutcome::held).count();
    return new ControlReport(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        pipeline,
        held == asked,
        new Counts(
            asked,
            held,
            negatives.size(),
            judged,
            accepted,
            rejections,
            seen,
            positives.size(),
            with(Verdict.ACCEPTED, positives)),
        ratio(accepted, judged),
        ratio(seen, rejections),
        controls);
  }

  private static List<ControlOutcome> of(Kind kind, List<ControlOutcome> controls) {
    return controls.stream().filter(one -> one.kind() == kind).toList();
  }

  private static int with(Verdict verdict, List<ControlOutcome> controls) {
    return (int) controls.stream().filter(one -> one.verdict() == verdict).count();
  }

  private static OptionalDouble ratio(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
