package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.config.RunConfig;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.RunManifest;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;

/**
 * A new run with the config of an existing one and something changed in it. What stages before the
 * first one have made is taken from the existing run, as inputs from outside with their digests;
 * but only if the change would not have made them different.
 */
final class Offshoot {
  private Offshoot() {}

  /**
   * Artifacts to take from {@code existing}, by alias.
   *
   * @param config of the new run
   * @param stages that the new run runs itself
   * @throws BadRequest if a stage that would not be run again depends on what was changed
   */
  static Map<String, Path> inputs(
      RunDirectory existing, Pipeline pipeline, RunConfig config, List<StageSpec> stages)
      throws IOException {
    RunConfig before = RunConfig.read(existing.config());
    Map<String, Path> taken = new TreeMap<>();
    for (RunManifest.Published published : ReadRun.of(existing).manifest().published().values()) {
      String alias = published.output().alias();
      boolean wanted = stages.stream().anyMatch(stage -> stage.inputs().containsKey(alias));
      boolean madeAnew = stages.stream().anyMatch(stage -> stage.outputs().containsKey(alias));
      if (wanted && !madeAnew) {
        refuseIfItWouldDiffer(pipeline.stage(published.stage().stage()), pipeline, before, config);
        taken.put(alias, existing.root().resolve(published.output().path()));
      }
    }
    return taken;
  }

  /** Looks at the stage and at all that it depends on. */
  private static void refuseIfItWouldDiffer(
      StageSpec stage, Pipeline pipeline, RunConfig before, RunConfig after) {
    boolean same =
        before.seed() == after.seed()
            && before.sections(stage.params()).equals(after.sections(stage.params()));
    if (!same) {
      throw new BadRequest(
          stage.id()
              + " would make something else with the changed config; run --from "
              + stage.number()
              + ":\n  "
              + String.join("\n  ", before.differencesTo(after)));
    }
    for (String alias : stage.inputs().keySet()) {
      pipeline
          .producer(alias)
          .ifPresent(maker -> refuseIfItWouldDiffer(maker, pipeline, before, after));
    }
  }
}
