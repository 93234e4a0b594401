package org.colophon.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.contract.PipelineException.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {
  private static final Sweep SWEEP =
      Sweep.of(
          "s",
          "p",
          "0".repeat(64),
          List.of(Axis.parse("lr=1,2")),
          new Sampling.Grid(),
          Optional.empty(),
          Optional.empty());

  /** Many times, for one of them hardly meets the moment between the look and the list. */
  @Test
  void whoeverBeginsTheSameSweepAtTheSameMomentGoesOnWithIt(@TempDir Path folder) throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 300; i++) {
        Path place = Files.createDirectory(folder.resolve("s" + i));
        CyclicBarrier moment = new CyclicBarrier(2);
        Future<Void> begins =
            other.submit(() -> {
              moment.await();
              SWEEP.settle(place);
              return null;
            });
        moment.await();
        SWEEP.settle(place);
        begins.get();
        assertThat(Sweep.in(place)).contains(SWEEP);
      }
    }
  }

  @Test
  void aFolderWithAFileOfAnothersIsNoSweep(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> SWEEP.settle(folder))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("is no sweep and is not empty");
  }
}
