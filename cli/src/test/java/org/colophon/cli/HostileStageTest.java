package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stage may do what it likes in its own folder: it fails, and the run stays whole. */
final class HostileStageTest {
  private TestPipeline pipeline;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
  }

  @Test
  void aFolderInPlaceOfTheSummaryDoesNotLockTheRunForEver() throws IOException {
    pipeline
        .maker("mkdir -p \"$STAGE_DIR/stage_summary.json/x\"\n")
        .run()
        .exits(3)
        .stderrContains("no_summary")
        .leaves("01_make/stage_summary.json.folder-1/x");
    assertThat(pipeline.runFolder().resolve("01_make/stage_summary.json")).isRegularFile();
    pipeline.command("verify", "x").exits(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm stage_inputs.json",
        "echo '{\"attempt\": \"0042\"}' >stage_inputs.json",
        "ln -sf /etc/passwd stage_inputs.json",
        "rm meta_env.json; mkdir meta_env.json",
        "echo forged >cmd.txt",
        "rm -rf logs; ln -s /etc logs"
      })
  void aStageThatChangesARecordOfCoreFailsAndTheRecordIsPutBack(String mischief)
      throws IOException {
    pipeline
        .maker("cd \"$STAGE_DIR\"\n" + mischief + "\n" + MAKES_NUMBERS)
        .run()
        .exits(3)
        .stderrContains("changed_record: the stage changed")
        .leavesNo("numbers");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void aBreachIsNamedWhateverElseTheStageDid() throws IOException {
    pipeline
        .maker("echo forged >\"$STAGE_DIR/cmd.txt\"\nexit 7\n")
        .run()
        .exits(3)
        .stderrContains("changed_record")
        .stderrContains("exit_code 7");
  }

  @Test
  void aFileBesideTheLogsIsUndeclared() throws IOException {
    pipeline
        .maker("echo x >\"$STAGE_DIR/logs/more.log\"\n" + MAKES_NUMBERS)
        .run()
        .exits(3)
        .stderrContains("undeclared_output: 01_make/logs/more.log");
  }

  @Test
  void aLinkInPlaceOfAnOptionalOutputFails() throws IOException {
    pipeline
        .stage(
            "01_make",
            "outputs: { numbers: { type: Numbers@0.1, files: '*.json', optional: true } }",
            "rmdir \"$STAGE_DIR/numbers\"; ln -s /etc \"$STAGE_DIR/numbers\"\n" + OK_SUMMARY)
        .run()
        .exits(3)
        .stderrContains("invalid_output: numbers is not a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb.json", "a\\134b.json", "latin\\351.json", "\\033[2J.json"})
  void anOutputWhoseNameIsNotPlainFails(String name) throws IOException {
    pipeline
        .maker(
            MAKES_NUMBERS
                + "cp \"$STAGE_DIR/numbers/made.json\" \"$STAGE_DIR/numbers/$(printf '"
                + name
                + "')\"\n")
        .run()
        .exits(3)
        .stderrContains("its name is not plain UTF-8 text");
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void outputsThatTheirOwnerMayNotReadAreReadAllTheSame() throws IOException {
    pipeline
        .maker(
            MAKES_NUMBERS
                + "chmod 000 \"$STAGE_DIR/numbers/made.json\"; chmod 000 \"$STAGE_DIR/numbers\"\n")
        .run()
        .exits(0);
    assertThat(Files.getPosixFilePermissions(pipeline.runFolder().resolve("01_make/numbers")))
        .hasSize(3);
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void whatAStageSaysCannotDriveTheTerminal() throws IOException {
    pipeline
        .maker(
            """
            printf '{"stage": "01_make", "experiment": "x", "status": "ERROR", "exit_code": 3,
              "errors": ["\\\\u001b[2Jgone\\\\nOK  all is well"], "warnings": ["\\\\u009b2J"]}' \\
              >"$STAGE_DIR/stage_summary.json"
            exit 3
            """)
        .run()
        .exits(3)
        .stderrContains("�[2Jgone�OK  all is well")
        .stderrContains("�2J");
    String status = pipeline.command("status", "x").exits(3).out();
    assertThat(status).contains("�[2Jgone�OK").doesNotContain("\u001b");
  }

  @Test
  void twoUnconfinedRunsAtATimeDoNotAccuseEachOther() throws IOException {
    String besides = "mkdir \"$RUN_DIR/../other\"; touch \"$RUN_DIR/../other/.lock\"\n";
    pipeline.maker(besides + MAKES_NUMBERS).run("--env", "unconfined").exits(0);
  }

  @Test
  void aWriteIntoTheFolderOfRunsIsFoundWhenUnconfined() throws IOException {
    pipeline
        .maker("touch \"$RUN_DIR/../stray\"\n" + MAKES_NUMBERS)
        .run("--env", "unconfined")
        .exits(3)
        .stderrContains("outside_write: created " + pipeline.folder().resolve("runs/stray"));
  }
}
