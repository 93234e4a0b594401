package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.RunIsDamaged;
import org.colophon.provenance.HostIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that came from elsewhere, with a journal that somebody wrote by hand, chain and all. */
final class ForeignJournalTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void aRunBesideOtherThings() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    Files.createDirectories(folder.resolve("other/0001"));
    Files.createDirectory(run.resolve("notes"));
  }

  @Test
  void aCollectedFolderOutsideOfTheRunIsRefusedAndLeftAlone() throws IOException {
    for (String path : new String[] {"../other", "", "/", ".history/../../other"}) {
      journal("{\"event\":\"collected\",\"paths\":[\"" + path + "\"],\"bytes\":0,\"actor\":\"a\"}");
      assertThatThrownBy(this::open).isInstanceOf(RunIsDamaged.class).hasMessageContaining("paths");
    }
    assertThat(folder.resolve("other/0001")).exists();
    assertThat(run.resolve("notes")).exists();
  }

  @Test
  void onlyTheHistoryIsCollected() throws IOException {
    Files.createDirectories(run.resolve(".history/01_s/0001"));
    Files.createDirectories(run.resolve(".history/01_s/0002"));
    journal(
        "{\"event\":\"collected\",\"paths\":[\"notes\",\".history/01_s/0001\"],\"bytes\":0,\"actor\":\"a\"}");
    open();
    assertThat(run.resolve("notes")).exists();
    assertThat(run.resolve(".history/01_s/0001")).doesNotExist();
    assertThat(run.resolve(".history/01_s/0002")).exists();
  }

  @Test
  void aLinkInTheHistoryLeadsToNothingThatIsCollected() throws IOException {
    Files.createDirectory(run.resolve(".history"));
    Files.createSymbolicLink(run.resolve(".history/01_s"), folder.resolve("other"));
    journal(
        "{\"event\":\"collected\",\"paths\":[\".history/01_s/0001\"],\"bytes\":0,\"actor\":\"a\"}");
    open();
    assertThat(folder.resolve("other/0001")).exists();
  }

  @Test
  void aStageWhoseNameClimbsOutOfTheRunIsRefused() throws IOException {
    journal(
        "{\"event\":\"stage_started\",\"stage\":\"../other\",\"attempt\":\"0001\",\"reason\":\"\"}");
    assertThatThrownBy(this::open)
        .isInstanceOf(RunIsDamaged.class)
        .hasMessageContaining("../other")
        .hasMessageContaining("events.jsonl:2");
  }

  /** With copies for aliases, such a path would be one to write to. */
  @Test
  void anOutputWhoseFilesClimbOutOfTheRunIsRefused() throws IOException {
    for (String file : new String[] {"../../other/0001/x", "/etc/passwd", ""}) {
      journal(published("01_s/a", file));
      assertThatThrownBy(this::open).isInstanceOf(RunIsDamaged.class).hasMessageContaining("files");
    }
    journal(published("../other", "x"));
    assertThatThrownBy(this::open).isInstanceOf(RunIsDamaged.class).hasMessageContaining("path");
    assertThat(folder.resolve("other/0001")).isEmptyDirectory();
  }

  private static String published(String path, String file) {
    return """
    {"event":"stage_published","entry":{"stage":"01_s","attempt":"0001","status":"OK",\
    "exit_code":0,"disposition":"executed","command":[],"executor":"local","sandbox":"none",\
    "env_sha256":"","seed":1,"started_at":"","ended_at":"","cache_key":"","tainted_by":[],\
    "inputs":[],"outputs":[{"alias":"a","type":"N@0.1","path":"%s","bytes":1,"sha256":"",\
    "files":[{"path":"%s","bytes":1,"sha256":""}]}],"warnings":[],"errors":[],"records":[],\
    "failed_attempt":null}}\
    """
        .formatted(path, file);
  }

  private void open() throws IOException {
    RunLock.Owner owner = RunLock.Owner.ofThisProcess(HostIdentity.ofThisMachine(), "test");
    OpenRun.open(new RunDirectory(run), owner, new DurableFiles(), Clock.systemUTC()).close();
  }

  private void journal(String event) throws IOException {
    String first =
        line(
            1,
            "{\"event\":\"run_created\",\"experiment\":\"run\",\"pipeline\":\"p\",\"config_sha256\":\"\",\"seed\":1,\"aliases\":\"link\"}",
            "0".repeat(64));
    Files.writeString(
        run.resolve("events.jsonl"), first + "\n" + line(2, event, Sha256.of(first)) + "\n");
  }

  private static String line(int seq, String body, String prev) {
    return "{\"seq\":%d,\"time\":\"2026-01-01T00:00:00Z\",\"body\":%s,\"prev\":\"%s\"}"
        .formatted(seq, body, prev);
  }
}
