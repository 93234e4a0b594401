package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.run.TestDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gc} lists by default, removes when told to, and never what counts. */
final class GcTest {
  private TestPipeline pipeline;

  @BeforeEach
  void aRunWithAnEarlierAttemptOfItsFirstStage(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    pipeline.run().exits(0);
    pipeline.run("--from", "01").exits(0);
  }

  @Test
  void byDefaultNothingIsRemoved() throws IOException {
    var before = pipeline.everyFile();
    pipeline
        .command("gc", "x")
        .exits(0)
        .stdoutContains("x/.history/01_make/0001  an earlier attempt of 01_make")
        .stderrContains("add --delete");
    assertThat(pipeline.everyFile()).isEqualTo(before);
  }

  @Test
  void whatIsRemovedIsRecordedAndTheRunStaysWhole() throws IOException {
    pipeline.command("gc", "--delete").exits(0).stdoutContains("x/.history/01_make/0001");
    pipeline.command("status", "x").exits(0);
    assertThat(pipeline.runFolder().resolve(".history/01_make/0001")).doesNotExist();
    assertThat(Files.readString(pipeline.runFolder().resolve("META_LOG.md")))
        .contains("gc --delete");
    pipeline.command("verify", "x").exits(0);
    pipeline.command("gc", "x").exits(0).stderrContains("0 bytes could be removed");
    pipeline.run("--resume").exits(0);
  }

  @Test
  void aFailedAttemptThatTheManifestNamesIsKept() throws IOException {
    Files.writeString(pipeline.folder().resolve("02_read/main.sh"), "exit 7\n");
    pipeline.run("--from", "02").exits(3);
    assertThat(pipeline.manifestText()).contains(".history/02_read/0003");
    pipeline.command("gc", "x", "--delete").exits(0);
    assertThat(pipeline.runFolder().resolve(".history/02_read/0003")).isDirectory();
    pipeline.command("verify", "x").exits(0);
  }

  @Test
  void whereThereAreNoLinksTheCopiesThatAliasesWereAreListedAndRemoved() throws IOException {
    pipeline.disk(TestDisk.withoutLinks()).experiment("copies").run().exits(0);
    Path maker = pipeline.folder().resolve("01_make/main.sh");
    for (String numbers : List.of("[2]", "[3]")) {
      Files.writeString(maker, MAKES_NUMBERS.replace("[1]", numbers));
      pipeline.run("--from", "01").exits(0);
    }
    Path history = pipeline.runFolder().resolve(".history/numbers");
    Path touched = Files.createDirectories(history.resolve("aside-9"));
    Files.writeString(touched.resolve("made.json"), "by hand");

    pipeline
        .command("gc", "copies")
        .stdoutContains("copies/.history/numbers/aside  an earlier copy of alias numbers")
        .stdoutContains("copies/.history/numbers/aside-2  an earlier copy of alias numbers");
    pipeline.command("gc", "copies", "--delete").exits(0);

    assertThat(history)
        .isDirectoryNotContaining("glob:**/aside")
        .isDirectoryNotContaining("glob:**/aside-2");
    assertThat(touched.resolve("made.json")).as("not as published").hasContent("by hand");
    assertThat(pipeline.runFolder().resolve("numbers/made.json")).content().contains("[3]");
    pipeline.command("verify", "copies").exits(0);
    pipeline.command("gc", "copies").exits(0).stderrContains("0 bytes could be removed");
    pipeline.run("--resume").exits(0);
  }

  @Test
  void aFolderThatAPersonMadeOfAnAliasThatIsALinkIsLeft() throws IOException {
    Path mine = pipeline.runFolder().resolve(".history/numbers/aside");
    Files.createDirectories(mine);
    Files.copy(pipeline.runFolder().resolve("numbers/made.json"), mine.resolve("made.json"));
    pipeline.command("gc", "x", "--delete").exits(0);
    assertThat(mine.resolve("made.json")).exists();
  }

  @Test
  void whatAPersonPutThereIsLeft() throws IOException {
    Path mine = pipeline.runFolder().resolve(".history/01_make/notes");
    Files.createDirectories(mine);
    Files.writeString(mine.resolve("thesis.txt"), "mine");
    pipeline.command("gc", "x", "--delete").exits(0);
    assertThat(mine.resolve("thesis.txt")).hasContent("mine");
  }
}
