package org.colophon.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.pipeline.StageSpec;
import org.colophon.run.Verification;
import org.colophon.sandbox.Promise;

/**
 * Everything that was seen of a stage.
 *
 * @param sandbox name of the backend
 * @param first with its inputs where they were made
 * @param second under another name, with copies of its inputs elsewhere
 * @param cause why the two gave different outputs; empty if they did not
 */
record Evidence(
    StageSpec stage,
    String sandbox,
    Set<Promise> kept,
    Trial first,
    Trial second,
    Optional<Cause> cause,
    List<OfInput> inputs,
    List<OfOutput> outputs,
    boolean strayFileRefused,
    List<String> missingRecords,
    Verification.Result verification) {

  Evidence {
    kept = Set.copyOf(kept);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    missingRecords = List.copyOf(missingRecords);
  }

  /** Why two trials gave different outputs. */
  enum Cause {
    /** They differ even under the same name and in the same place. */
    CHANCE,
    NAME,
    PLACE,
    NAME_AND_PLACE
  }

  /**
   * One declared input.
   *
   * @param given whether the first trial had it
   * @param missing with the gate, the input not there
   * @param missingUngated started without it
   * @param spoiled with a bad file; empty if none was given, or its type takes any bytes
   */
  record OfInput(
      String alias,
      StageSpec.Input declared,
      boolean given,
      Trial missing,
      Trial missingUngated,
      Optional<Spoiled> spoiled) {}

  /**
   * An input with a bad file.
   *
   * @param gated with the gate
   * @param ungated started on it all the same
   */
  record Spoiled(Damage damage, Trial gated, Trial ungated) {}

  /**
   * One output of the first trial.
   *
   * @param linked whether the alias leads to it
   * @param damage how a copy was spoiled; empty if the type takes any bytes
   * @param refused whether the check of outputs refused the copy
   */
  record OfOutput(
      String alias,
      String type,
      int files,
      String path,
      boolean linked,
      Optional<Damage> damage,
      boolean refused) {}
}
