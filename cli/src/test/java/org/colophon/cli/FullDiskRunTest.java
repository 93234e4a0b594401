package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of runs on a file system that is too small, and is made larger afterwards. */
final class FullDiskRunTest {
  private TestPipeline pipeline;
  private Path runs;

  @BeforeEach
  void threeStages(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    pipeline.maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY).reader("03_read", OK_SUMMARY);
    runs = Files.createDirectories(folder.resolve("runs"));
  }

  @AfterEach
  void leaveNothingMounted() throws IOException, InterruptedException {
    command("umount", "--quiet", runs.toString());
  }

  /** Full at several places: before the journal, between stages, amid the files of one. */
  @ParameterizedTest
  @ValueSource(strings = {"8k", "16k", "28k", "40k", "52k", "64k", "76k"})
  void aRunThatFilledItsDiskGoesOnWhenThereIsRoom(String size)
      throws IOException, InterruptedException {
    boolean mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + size, "none", runs.toString());
    assumeThat(mounted).as("mounting a tmpfs needs root").isTrue();

    TestPipeline.Outcome full = pipeline.run();
    assertThat(full.code()).as(full.err()).isEqualTo(3);
    assertThat(full.err()).containsAnyOf("No space left on device", "disk: the file system");

    assertThat(command("mount", "-o", "remount,size=16m", runs.toString())).isTrue();
    pipeline.run("--resume").exits(0);
    pipeline.command("verify", "x").exits(0);
    String resumed = digest();
    pipeline.experiment("undisturbed").run().exits(0);
    assertThat(resumed).isEqualTo(digest());
  }

  private String digest() throws IOException {
    return Json.read(pipeline.runFolder().resolve("run_manifest.json"), RunManifest.class)
        .runDigest();
  }

  private static boolean command(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
