package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.colophon.artifact.Sha256;
import org.colophon.provenance.HostIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose orchestrator died while an executor had its third stage. */
final class LeftoversTest {
  private RunDirectory run = new RunDirectory(Path.of(""));

  @BeforeEach
  void aRunThatWasCutOff(@TempDir Path folder) throws IOException {
    run = HostileBench.in(folder).runFolder();
  }

  @Test
  void whatIsStillAtWorkIsEndedBeforeItsFolderIsTouched() throws IOException {
    List<String> ended = new ArrayList<>();
    String first = Files.readAllLines(run.journal()).getFirst();
    StageFolder attempt = run.attempt("03_c", "0001");
    try (OpenRun open =
        open(key -> {
          assertThat(attempt.summary()).doesNotExist();
          ended.add(key.value());
        })) {
      assertThat(open.state().started()).isPresent();
    }
    assertThat(ended).containsExactly(Sha256.of(first) + "/03_c/0001");
  }

  @Test
  void aRunOfWhichAJobMayBeAtWorkIsNotTouched() throws IOException {
    String before = Files.readString(run.journal());
    Leftovers silent =
        _ -> {
          throw new IOException("the scheduler is silent");
        };
    assertThatThrownBy(() -> open(silent)).hasMessage("the scheduler is silent");
    assertThat(run.journal()).hasContent(before);
    assertThat(run.attempt("03_c", "0001").summary()).doesNotExist();
  }

  private OpenRun open(Leftovers leftovers) throws IOException {
    RunLock.Owner owner = RunLock.Owner.ofThisProcess(HostIdentity.ofThisMachine(), "test");
    return OpenRun.open(run, owner, new DurableFiles(), Clock.systemUTC(), leftovers);
  }
}
