package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --jobs}: stages that do not wait for each other run side by side. */
final class SideBySideTest {
  private static final String OUTPUT = "outputs: { %s: { type: Numbers@0.1, files: '*.json' } }";

  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void theDigestIsTheSameForAnyNumberOfJobs() throws IOException {
    diamond("");
    pipeline.run().exits(0);
    RunManifest one = manifest();
    pipeline.experiment("y").run("--jobs", "8").exits(0);
    RunManifest eight = manifest();
    assertThat(eight.runDigest()).isEqualTo(one.runDigest());
    assertThat(eight.stages().stream().map(RunManifest.StageEntry::stage))
        .containsExactlyElementsOf(
            one.stages().stream().map(RunManifest.StageEntry::stage).toList());
    pipeline.command("verify", "y").exits(0);
  }

  @Test
  void twoStagesAreAtWorkAtOnce() throws IOException {
    diamond("sleep 1\n");
    pipeline.run("--jobs", "2").exits(0);
    List<String> events = Files.readAllLines(pipeline.runFolder().resolve("events.jsonl"));
    int secondStart = indexOf(events, "stage_started", "03_right");
    int firstEnd = indexOf(events, "stage_published", "02_left");
    assertThat(secondStart).as("02 and 03 overlap").isLessThan(firstEnd);
  }

  @Test
  void afterAFailureNothingNewBeginsAndWhatIsAtWorkEnds() throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .stage("02_left", "inputs: { numbers: Numbers@0.1 }", "exit 7\n")
        .stage("03_right", "inputs: { numbers: Numbers@0.1 }", "sleep 1\n" + OK_SUMMARY)
        .stage("04_last", "inputs: { numbers: Numbers@0.1 }", OK_SUMMARY)
        .run("--jobs", "2")
        .exits(3)
        .leaves("03_right/stage_summary.json")
        .leavesNo("04_last");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aDeviceIsLeasedToOneStage() throws IOException {
    Path profile = pipeline.folder().resolve("gpus.yaml");
    Files.writeString(profile, "schema: env/1.1\ncapacity: { gpus: ['3'] }\n");
    String tells = "echo \"gpus=$CUDA_VISIBLE_DEVICES.\"\n";
    pipeline
        .stage("01_one", "resources: { gpus: 1 }", tells + OK_SUMMARY)
        .stage("02_two", "resources: { gpus: 1 }", tells + OK_SUMMARY)
        .stage("03_none", "resources: { cpus: 1 }", tells + OK_SUMMARY);
    newest();
    pipeline.run("--jobs", "3", "--env", profile.toString()).exits(0);
    assertThat(log("01_one")).contains("gpus=3.");
    assertThat(log("02_two")).contains("gpus=3.");
    assertThat(log("03_none")).contains("gpus=.");
    pipeline.experiment("y").run("--jobs", "3").exits(64).stderrContains("asks for 1 GPUs");
    assertThat(pipeline.runFolder()).as("refused before anything began").doesNotExist();
  }

  @Test
  void atLeastOneStageRunsAtATime() throws IOException {
    pipeline.maker(MAKES_NUMBERS).run("--jobs", "0").exits(64).stderrContains("--jobs");
  }

  private void diamond(String before) throws IOException {
    pipeline
        .maker(MAKES_NUMBERS)
        .stage("02_left", reads("numbers", "left"), before + makes("left"))
        .stage("03_right", reads("numbers", "right"), before + makes("right"))
        .stage(
            "04_join",
            "inputs: { left: Numbers@0.1, right: Numbers@0.1 }\n    " + OUTPUT.formatted("joined"),
            makes("joined"));
  }

  private static String reads(String input, String output) {
    return "inputs: { " + input + ": Numbers@0.1 }\n    " + OUTPUT.formatted(output);
  }

  private static String makes(String alias) {
    return MAKES_NUMBERS.replace("/numbers/", "/" + alias + "/");
  }

  private void newest() throws IOException {
    Path file = pipeline.folder().resolve("pipeline.yaml");
    Files.writeString(file, Files.readString(file).replace("pipeline/1.0", "pipeline/1.1"));
  }

  private static int indexOf(List<String> events, String type, String stage) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).contains(type) && events.get(i).contains(stage)) {
        return i;
      }
    }
    throw new AssertionError("no " + type + " of " + stage + " in " + events);
  }

  private String log(String stage) throws IOException {
    return Files.readString(pipeline.runFolder().resolve(stage).resolve("logs/stdout.log"));
  }

  private RunManifest manifest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class);
  }
}
