package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code golden check|diff|update} on a golden run of a small pipeline. */
final class GoldenTest {
  @TempDir private Path folder;
  private TestPipeline pipeline;
  private Path golden;
  private int made;

  @BeforeEach
  void aGoldenRunOfTwoStages() throws IOException {
    pipeline = new TestPipeline(Files.createDirectory(folder.resolve("here")));
    pipeline
        .maker(makes("numbers", "2.0"))
        .stage(
            "02_more",
            "inputs: { numbers: Numbers@0.1 }\n"
                + "    outputs: { more: { type: Numbers@0.1, files: '*.json' } }",
            makes("more", "3.0"));
    golden = Files.createDirectories(pipeline.folder().resolve("golden/small"));
    Files.writeString(
        golden.resolve("golden.yaml"),
        "schema: golden/1.0\nabout: two\nconfig: config.yaml\nstages: ['01', '02']\n");
    Files.writeString(
        golden.resolve("config.yaml"),
        "schema: config/1.0\npipeline: ../../pipeline.yaml\nseed: 5\n");
    Files.writeString(
        pipeline.folder().resolve("tolerances.yaml"),
        """
        schema: tolerances/1.0
        tolerances:
          - { type: Numbers@0.1, fields: 'numbers/*', relative: 0.1, reason: rounding }
        """);
  }

  @Test
  void whatDidNotChangeIsIdentical() throws IOException {
    golden("update", "small").exits(0);
    golden("check").exits(0).stdoutContains("identical").stderrContains("small: as it was");
  }

  @Test
  void aSmallChangeIsWithinToleranceAndNamed() throws IOException {
    golden("update", "small").exits(0);
    script("02_more", makes("more", "3.2"));
    golden("check", "small")
        .exits(0)
        .stdoutContains("within tolerance, 1 field, worst made.json#numbers/0: 3.0 → 3.2");
  }

  @Test
  void aLargeChangeDivergesAndTheFirstStageIsNamed() throws IOException {
    golden("update", "small").exits(0);
    script("01_make", makes("numbers", "2.5"));
    script("02_more", makes("more", "4"));
    golden("check")
        .exits(3)
        .stdoutContains("DIVERGED in 1 field")
        .stderrContains("the first stage that diverged is 01_make");
    golden("diff", "small").exits(3).stdoutContains("made.json#numbers/0: 3.0 → 4");
  }

  @Test
  void anUpdateThatDivergesIsWrittenOnlyWithYes() throws IOException {
    golden("update", "small").exits(0);
    script("02_more", makes("more", "4"));
    golden("update", "small").exits(3).stderrContains("nothing was written");
    golden("check").exits(3);
    golden("update", "small", "--yes").exits(0).stdoutContains("3.0 → 4");
    golden("check").exits(0);
  }

  @Test
  void aStageThatFailsDiverges() throws IOException {
    golden("update", "small").exits(0);
    script("02_more", "exit 5\n");
    golden("check").exits(3).stdoutContains("02_more  OK → ERROR");
  }

  @Test
  void aChangedConfigDiverges() throws IOException {
    golden("update", "small").exits(0);
    Path config = golden.resolve("config.yaml");
    Files.writeString(config, Files.readString(config).replace("seed: 5", "seed: 6"));
    golden("check").exits(3).stdoutContains("seed: 5 → 6");
  }

  @Test
  void whatIsKeptHoldsNeitherTimesNorPlaces() throws IOException {
    golden("update", "small").exits(0);
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(golden.resolve("run"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.add(Files.readString(file));
        assertThat(file.toString()).doesNotContain("logs").doesNotContain("cmd.txt");
      }
    }
    assertThat(texts)
        .hasSizeGreaterThan(5)
        .noneMatch(text -> text.contains(folder.toString()))
        .noneMatch(text -> text.contains("created_at"))
        .noneMatch(text -> text.matches("(?s).*\"20[2-9][0-9]-[01].*"));
  }

  @Test
  void aKeptFileThatIsGoneDivergesAndNamesFileAndStage() throws IOException {
    golden("update", "small").exits(0);
    Files.delete(golden.resolve("run/02_more/more/made.json"));
    golden("check")
        .exits(3)
        .stdoutContains("run/02_more/more/made.json is missing, which 02_more left")
        .stderrContains("the first stage that diverged is 02_more");
    golden("update", "small", "--yes").exits(0);
    golden("check").exits(0);
  }

  @Test
  void onlyWhatIsListedMayBeKeptByItsDigest() throws IOException {
    pipeline.bytesType();
    pipeline.stage(
        "03_draw",
        "outputs: { picture: { type: Numbers@0.1, files: '*.json', also: { '*.bin': Bytes@0.1 } } }",
        makes("picture", "1") + "printf '\\377\\376' >\"$STAGE_DIR/picture/drawn.bin\"\n");
    Files.writeString(
        golden.resolve("golden.yaml"),
        "schema: golden/1.0\nabout: three\nconfig: config.yaml\nstages: ['01', '03']\n");
    golden("update", "small").exits(0);
    Path list = golden.resolve("run/by_digest.sha256");
    assertThat(list).content().matches("[0-9a-f]{64}  03_draw/picture/drawn\\.bin\n");
    assertThat(golden.resolve("run/03_draw/picture/drawn.bin")).doesNotExist();
    golden("check").exits(0);
    Files.delete(list);
    golden("check").exits(3).stdoutContains("drawn.bin is missing, which 03_draw left");
  }

  @Test
  void aGoldenRunThatWasNeverRecordedSaysHow() throws IOException {
    golden("check").exits(2).stderrContains("golden update small");
  }

  @Test
  void anUnknownNameIsRefusedWithTheNearest() throws IOException {
    golden("check", "smal").exits(64).stderrContains("did you mean small?");
  }

  private TestPipeline.Outcome golden(String... words) throws IOException {
    made++;
    List<String> args = new ArrayList<>(List.of("golden"));
    args.addAll(List.of(words));
    args.addAll(
        List.of(
            "--golden-dir",
            golden.resolveSibling("").toString(),
            "--runs-dir",
            folder.resolve("made " + made).toString()));
    return pipeline.command(args.toArray(String[]::new));
  }

  private void script(String stage, String text) throws IOException {
    Files.writeString(pipeline.folder().resolve(stage).resolve("main.sh"), "#!/bin/sh\n" + text);
  }

  private static String makes(String alias, String number) {
    return "echo '{\"schema_name\": \"Numbers\", \"schema_version\": \"0.1\", \"numbers\": ["
        + number
        + "]}' >\"$STAGE_DIR/"
        + alias
        + "/made.json\"\n"
        + TestPipeline.OK_SUMMARY;
  }
}
