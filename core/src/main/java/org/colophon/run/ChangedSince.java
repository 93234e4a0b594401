package org.colophon.run;

import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.RunManifest.InputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.StageKey;

/** What has changed since an attempt failed: without anything, it would fail again. */
final class ChangedSince {
  private ChangedSince() {}

  /**
   * What is not as it was; empty if nothing is.
   *
   * @param answer of the gate now
   * @param key now
   * @param changes of the key, if the parts of the old one are kept
   * @param pipelineSha256 of the pipeline file now
   */
  static List<String> of(
      Standing run,
      StageEntry failure,
      ArtifactGate.Answer answer,
      StageKey key,
      List<StageKey.Change> changes,
      String pipelineSha256) {
    return switch (answer) {
      // the gate will say what is missing; that starts nothing
      case ArtifactGate.Answer.Refused _ -> List.of("its inputs");
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) ->
          changes.isEmpty()
              ? otherwise(run, failure, inputs, key, pipelineSha256)
              : List.of(StageKey.text(changes));
    };
  }

  /** Of an attempt whose key is the same, or of which the parts are not kept. */
  private static List<String> otherwise(
      Standing run,
      StageEntry failure,
      List<AdmittedInput> inputs,
      StageKey key,
      String pipelineSha256) {
    List<String> changed = new ArrayList<>();
    inputs.stream()
        .map(AdmittedInput::entry)
        .filter(input -> failure.inputs().stream().noneMatch(old -> same(old, input)))
        .forEach(input -> changed.add("its input " + input.alias()));
    if (changed.isEmpty() && !key.sha256().equals(failure.cacheKey())) {
      changed.add("its code, command or parameters");
    }
    if (changed.isEmpty() && !pipelineSha256.equals(pipelineOf(run, failure))) {
      changed.add("the pipeline file");
    }
    return changed;
  }

  private static boolean same(InputEntry before, InputEntry now) {
    return before.alias().equals(now.alias()) && before.sha256().equals(now.sha256());
  }

  /** Digest of the pipeline file of the invocation in which an attempt ended. */
  private static String pipelineOf(Standing run, StageEntry entry) {
    String sha256 = "";
    for (JournalRecord record : run.records()) {
      if (record.body() instanceof RunEvent.Started started) {
        sha256 = started.pipeline().sha256();
      }
      if (record.body() instanceof RunEvent.StageFailed(StageEntry failed)
          && failed.stage().equals(entry.stage())
          && failed.attempt().equals(entry.attempt())) {
        return sha256;
      }
    }
    return sha256;
  }
}
