package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.contract.PipelineException.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenRunTest {
  /** Seen from a second process, which looks while the first has not got as far as a journal. */
  @Test
  void aFolderInWhichAnotherProcessBeginsARunIsNotForeign(@TempDir Path folder) throws Exception {
    RunDirectory directory = new RunDirectory(folder);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> begins = other.submit(() -> writeOften(directory));
      while (!begins.isDone()) {
        OpenRun.refuseForeignFolder(directory);
      }
      begins.get();
    }
  }

  @Test
  void aFolderWithAFileOfAnothersIsForeign(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> OpenRun.refuseForeignFolder(new RunDirectory(folder)))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("is not a run, and holds thesis.tex");
  }

  private static Void writeOften(RunDirectory directory) throws IOException {
    DurableFiles disk = new DurableFiles();
    for (int i = 0; i < 1000; i++) {
      disk.hint(directory.config(), "{}");
    }
    return null;
  }
}
