package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ProcessOutcome.TimedOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BubblewrappedTest {
  private static final String BEGUN = "{ \"child-pid\": 8812, \"net-namespace\": 4026532255 }\n";
  private static final String ENDED = "{ \"exit-code\": 1 }\n";

  @TempDir private Path folder;

  @Test
  void aCodeThatTheWrapperConfirmsIsTheStages() throws Exception {
    assertThat(withStatus(BEGUN + ENDED).outcome(new Exited(1))).isEqualTo(new Exited(1));
  }

  @Test
  void aCodeThatItDoesNotConfirmIsItsOwn() throws Exception {
    assertThat(withStatus(BEGUN).outcome(new Exited(1))).isInstanceOf(NotStarted.class);
    assertThat(withStatus("").outcome(new Exited(1))).isInstanceOf(NotStarted.class);
  }

  @Test
  void withoutAnyStatusTheWrapperItselfDidNotStart() throws Exception {
    Files.deleteIfExists(status());

    assertThat(bubblewrapped().outcome(new Exited(2))).isInstanceOf(NotStarted.class);
  }

  @Test
  void whatWasDoneToTheWrapperWasDoneToTheStage() throws Exception {
    TimedOut timedOut = new TimedOut(Duration.ofSeconds(1));

    assertThat(withStatus(BEGUN).outcome(timedOut)).isEqualTo(timedOut);
    assertThat(withStatus(BEGUN).outcome(new Killed(9))).isEqualTo(new Killed(9));
  }

  private Confined withStatus(String text) throws Exception {
    Files.writeString(status(), text);
    return bubblewrapped();
  }

  private Confined bubblewrapped() {
    return new Bubblewrapped(new Command(List.of("true"), folder, Map.of()), status());
  }

  private Path status() {
    return folder.resolve("status.json");
  }
}
