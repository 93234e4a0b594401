package org.colophon.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.colophon.executor.Executor.Cancelling;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ResourceLimits;
import org.colophon.secret.Redaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes of this machine. */
final class LocalExecutorTest {
  private static final JobKey KEY = JobKey.ofAttempt("run", "01_a", "0001");

  private final LocalExecutor executor = new LocalExecutor();
  private final Semaphore news = new Semaphore(0);
  private Path folder = Path.of("");

  @BeforeEach
  void inAFolder(@TempDir Path place) {
    folder = place;
    executor.onNews(news::release);
  }

  @Test
  void aJobIsRunningUntilItsEndIsTold() throws Exception {
    JobId id = executor.submit(job("read line <fifo; echo said $line"));
    assertThat(state(id)).isEqualTo(new JobState.Running());
    assertThat(executor.find(KEY)).containsExactly(id);
    Files.writeString(folder.resolve("fifo"), "this\n");
    assertThat(end(id)).isEqualTo(new ProcessOutcome.Exited(0));
    assertThat(executor.find(KEY)).isEmpty();
    assertThat(
            new String(
                executor.log(id, Executor.JobOutput.STDOUT).readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("said this\n");
  }

  @Test
  void aKeyThatIsHandedInTwiceIsOneJob() throws Exception {
    Job job = job("echo once >>count");
    JobId id = executor.submit(job);
    assertThat(executor.submit(job)).isEqualTo(id);
    assertThat(end(id)).isEqualTo(new ProcessOutcome.Exited(0));
    assertThat(executor.submit(job)).isEqualTo(id);
    assertThat(folder.resolve("count")).hasContent("once");
  }

  @Test
  void aJobThatIsCancelledGentlyMayTidyUp() throws Exception {
    JobId id = executor.submit(job("trap 'echo tidied; exit 3' TERM; read line <fifo"));
    untilStarted();
    executor.cancel(id, Cancelling.GENTLY);
    executor.cancel(id, Cancelling.GENTLY);
    assertThat(end(id)).isEqualTo(new ProcessOutcome.Interrupted());
    assertThat(folder.resolve("out")).hasContent("tidied");
    executor.cancel(id, Cancelling.AT_ONCE);
    assertThat(state(id)).isInstanceOf(JobState.Ended.class);
  }

  @Test
  void aJobThatDoesNotListenIsEndedAtOnceIfAskedTwice() throws Exception {
    JobId id = executor.submit(job("trap '' TERM; while :; do sleep 0.1; done"));
    untilStarted();
    executor.cancel(id, Cancelling.GENTLY);
    while (state(id) instanceof JobState.Running) {
      executor.cancel(id, Cancelling.AT_ONCE);
      Thread.sleep(5);
    }
    assertThat(end(id)).isEqualTo(new ProcessOutcome.Interrupted());
  }

  @Test
  void ofAJobThatWasNotHandedInHereNothingIsKnown() {
    JobId other = new JobId("run/99_z/0001");
    assertThat(state(other)).isInstanceOf(JobState.Unknown.class);
    executor.cancel(other, Cancelling.AT_ONCE);
  }

  private ProcessOutcome end(JobId id) throws InterruptedException {
    assertThat(news.tryAcquire(1, TimeUnit.MINUTES)).as("told of the end").isTrue();
    return ((JobState.Ended) state(id)).result().outcome();
  }

  private JobState state(JobId id) {
    return executor.observe(Set.of(id)).getOrDefault(id, new JobState.Running());
  }

  private void untilStarted() throws InterruptedException {
    while (Files.notExists(folder.resolve("started"))) {
      Thread.sleep(2);
    }
  }

  private Job job(String script) {
    String text =
        "test -p fifo || mkfifo fifo; " + script.replaceFirst("(read|while)", ": >started; $1");
    return new Job(
        KEY,
        "01_a",
        new Command(
                List.of("/bin/sh", "-c", text),
                folder,
                Map.of("PATH", "/usr/bin:/bin", "HERE", folder.toString()))
            .markedBy("HERE"),
        Preparation.NONE,
        new ResourceLimits(Duration.ofMinutes(5), Duration.ofMinutes(1), 1 << 20),
        Redaction.NONE,
        folder.resolve("out"),
        folder.resolve("err"),
        _ -> {});
  }
}
