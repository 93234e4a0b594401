package org.colophon.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the Java stages of a finished run again, all in one JVM and into a scratch folder, so that
 * an ahead-of-time cache can be laid that holds the classes of every stage. Its results are thrown
 * away.
 */
public final class StageTraining {
  private StageTraining() {}

  /**
   * Takes the run folder and an empty scratch folder.
   *
   * @throws Exception if a stage fails; no cache should be laid from a failure
   */
  public static void main(String[] args) throws Exception {
    Path run = Path.of(args[0]);
    Path scratch = Path.of(args[1]);
    RunManifest manifest = Json.read(run.resolve("run_manifest.json"), RunManifest.class);
    for (RunManifest.StageEntry stage : manifest.stages()) {
      StageContext context =
          StageContext.read(run.resolve(stage.stage()).resolve("stage_inputs.json"));
      program(stage.command())
          .run(into(context, scratch.resolve(stage.stage())), new StageReport());
    }
  }

  private static StageProgram program(List<String> command) throws ReflectiveOperationException {
    String mainClass = command.get(command.indexOf("-cp") + 2);
    return Class.forName(mainClass)
        .asSubclass(StageProgram.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  private static StageContext into(StageContext context, Path folder) throws IOException {
    Map<String, StageContext.Output> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, StageContext.Output> output : context.outputs().entrySet()) {
      Path target = Files.createDirectories(folder.resolve(output.getKey()));
      outputs.put(output.getKey(), new StageContext.Output(output.getValue().type(), target));
    }
    return new StageContext(
        context.schemaName(),
        context.schemaVersion(),
        context.stage(),
        context.experiment(),
        context.pipeline(),
        context.attempt(),
        context.seed(),
        context.gitSha(),
        context.params(),
        context.inputs(),
        outputs,
        context.limits());
  }
}
