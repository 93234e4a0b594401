package org.colophon.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.executor.Executor.Cancelling;
import org.colophon.executor.FakeExecutor.Trouble;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ResourceLimits;
import org.colophon.secret.Redaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One job for one key and one end for each, whatever the executor loses. */
final class JobsTest {
  private static final Patience SHORT =
      new Patience(4, Duration.ofMillis(1), Duration.ofMillis(300));
  private static final int FOR_EVER = 1_000_000;

  @Test
  void aJobRunsToItsEnd() throws IOException {
    FakeExecutor executor = new FakeExecutor(3);
    assertThat(jobs(executor).run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Exited(3));
    assertThat(executor.taken(key("abc"))).isEqualTo(1);
  }

  @Test
  void aJobWhoseSubmissionGotNoAnswerIsLookedForAndNotHandedInAgain() throws IOException {
    FakeExecutor executor =
        new FakeExecutor(3).with(Trouble.ANSWER_LOST, 1).with(Trouble.FIND_FAILS, 3);
    assertThat(jobs(executor).run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Exited(3));
    assertThat(executor.taken(key("abc"))).isEqualTo(1);
  }

  @Test
  void aJobThatNobodyHasIsHandedInAgain() throws IOException {
    FakeExecutor executor = new FakeExecutor(3).with(Trouble.NOT_TAKEN, 3);
    assertThat(jobs(executor).run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Exited(3));
    assertThat(executor.taken(key("abc"))).isEqualTo(1);
  }

  @Test
  void aJobThatIsNeverTakenCouldNotStart() throws IOException {
    FakeExecutor executor = new FakeExecutor(3).with(Trouble.NOT_TAKEN, FOR_EVER);
    assertThat(jobs(executor).run(job("abc")).outcome())
        .isEqualTo(
            new ProcessOutcome.NotStarted(
                "executor fake did not say that it took the job: connection refused"));
  }

  /** It may have been taken: to hand it in once more could make two. */
  @Test
  void aJobOfWhichNobodyKnowsWhetherItWasTakenIsNotHandedInAgain() throws IOException {
    FakeExecutor executor =
        new FakeExecutor(3).with(Trouble.ANSWER_LOST, 1).with(Trouble.FIND_FAILS, FOR_EVER);
    assertThat(jobs(executor).run(job("abc")).outcome())
        .isEqualTo(
            new ProcessOutcome.NotStarted(
                "it cannot be learned whether executor fake took job run/abc/0001: timed out"));
    assertThat(executor.taken(key("abc"))).isEqualTo(1);
  }

  /** The first was taken, did not say so, and came into the list too late. */
  @Test
  void ofTwoJobsUnderOneKeyOneIsEnded() throws IOException {
    FakeExecutor executor =
        new FakeExecutor(5).with(Trouble.ANSWER_LOST, 1).with(Trouble.NOT_LISTED, 1).slowFirst();
    assertThat(jobs(executor).run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Exited(3));
    assertThat(executor.taken(key("abc"))).isEqualTo(2);
    assertThat(executor.alive()).isZero();
    assertThat(executor.cancelled()).containsExactly(Cancelling.GENTLY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OBSERVE_FAILS", "STATE_UNKNOWN"})
  void anExecutorThatIsSilentForAWhileIsAskedAgain(Trouble trouble) throws IOException {
    FakeExecutor executor = new FakeExecutor(3).with(trouble, 10);
    assertThat(jobs(executor).run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Exited(3));
    assertThat(executor.taken(key("abc"))).isEqualTo(1);
  }

  @Test
  void aJobOfWhichNothingIsHeardForTooLongIsLostWithItsLastWords() throws IOException {
    FakeExecutor executor = new FakeExecutor(3).with(Trouble.STATE_UNKNOWN, FOR_EVER);
    ProcessOutcome outcome = jobs(executor).run(job("abc")).outcome();
    assertThat(outcome)
        .isEqualTo(new ProcessOutcome.Lost("not in the list; it last said: the STDERR of 1"));
    assertThat(outcome.cause()).isEqualTo("lost");
  }

  @Test
  void allJobsThatAreWaitedForAreObservedInOneCall() throws Exception {
    int many = 40;
    FakeExecutor executor = new FakeExecutor(50);
    Jobs jobs = jobs(executor);
    assertThat(all(many, n -> jobs.run(job("s" + n)).outcome())).hasSize(many);
    assertThat(executor.batches()).as("jobs in each observation").contains(many);
    // one after the other they would be observed 50 times each
    assertThat(executor.batches()).hasSizeLessThan(many * 50 / 4);
  }

  @Test
  void anInterruptedWaitEndsTheJobEvenIfTheJobDoesNotHearAtFirst() throws Exception {
    FakeExecutor executor =
        new FakeExecutor(FOR_EVER).with(Trouble.CANCEL_FAILS, 2).with(Trouble.CANCEL_LOST, 3);
    Jobs jobs = jobs(executor);
    Thread.currentThread().interrupt();
    assertThat(jobs.run(job("abc")).outcome()).isEqualTo(new ProcessOutcome.Interrupted());
    assertThat(Thread.interrupted()).as("left interrupted").isTrue();
    assertThat(executor.alive()).isZero();
    assertThat(executor.cancelled()).containsOnly(Cancelling.GENTLY).hasSize(4);
  }

  @Test
  void aSecondInterruptionEndsTheJobAtOnce() throws Exception {
    FakeExecutor executor = new FakeExecutor(FOR_EVER).with(Trouble.CANCEL_LOST, FOR_EVER);
    Jobs jobs = jobs(executor);
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                jobs.run(job("abc"));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    waiting.interrupt();
    until(() -> executor.cancelled().contains(Cancelling.GENTLY));
    waiting.interrupt();
    until(() -> executor.cancelled().contains(Cancelling.AT_ONCE));
    executor.with(Trouble.CANCEL_LOST, 0);
    waiting.join();
    assertThat(executor.alive()).isZero();
  }

  @Test
  void whatAProcessThatDiedHadHandedInIsEnded() throws IOException {
    FakeExecutor executor = new FakeExecutor(FOR_EVER).with(Trouble.CANCEL_LOST, 1);
    executor.submit(job("abc"));
    executor.submit(job("other"));
    assertThat(jobs(executor).end(key("abc"))).isTrue();
    assertThat(executor.alive()).as("only what has the key").isEqualTo(1);
    assertThat(jobs(executor).end(key("abc"))).isFalse();
  }

  @Test
  void theItemsOfAnAttemptAreEndedWithIt() throws IOException {
    FakeExecutor executor = new FakeExecutor(FOR_EVER);
    executor.submit(job(JobKey.ofItem("run", "abc", "0001", "5d41", 1), "abc"));
    executor.submit(job(JobKey.ofItem("run", "abc", "0001", "7d79", 2), "abc"));
    executor.submit(job(JobKey.ofItem("run", "abc", "00010", "5d41", 1), "abc"));
    assertThat(jobs(executor).end(key("abc"))).isTrue();
    assertThat(executor.alive()).as("only the item of another attempt").isEqualTo(1);
  }

  @Test
  void aLeftoverOfWhichNothingIsHeardStopsWhoeverAsked() throws IOException {
    FakeExecutor executor = new FakeExecutor(FOR_EVER);
    executor.submit(job("abc"));
    executor.with(Trouble.STATE_UNKNOWN, FOR_EVER);
    assertThatThrownBy(() -> jobs(executor).end(key("abc")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot learn whether job 1 has ended");
  }

  @Test
  void whatFailsOfTheExecutorItselfReachesWhoeverWaits() {
    assertThatThrownBy(() -> jobs(failing(new IOException("no descriptors left"))).run(job("abc")))
        .isInstanceOf(IOException.class)
        .hasMessage("no descriptors left");
    assertThatThrownBy(() -> jobs(failing(new OutOfMemoryError("heap"))).run(job("abc")))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static Executor failing(Throwable failure) {
    return new AtOnce() {
      @Override
      protected ProcessResult run(Job job) throws IOException {
        switch (failure) {
          case IOException e -> throw e;
          case Error e -> throw e;
          case Throwable e -> throw new AssertionError(e);
        }
      }
    };
  }

  /** Every trouble at once, some times each. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsLostEachJobEndsOnceAndNoneIsLeft(long seed) throws Exception {
    int many = 30;
    Random random = new Random(seed);
    FakeExecutor executor = new FakeExecutor(1 + random.nextInt(6));
    for (Trouble trouble : Trouble.values()) {
      executor.with(trouble, random.nextInt(4));
    }
    Jobs jobs = jobs(executor);
    List<ProcessOutcome> outcomes = all(many, n -> jobs.run(job("s%03d".formatted(n))).outcome());
    assertThat(outcomes).hasSize(many).containsOnly(new ProcessOutcome.Exited(4));
    assertThat(executor.alive()).isZero();
  }

  private interface Work<T> {
    T of(int n) throws IOException;
  }

  private static <T> List<T> all(int many, Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int n = i;
        calls.add(() -> work.of(n));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(calls)) {
        results.add(one.get());
      }
      return results;
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void until(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(1);
    }
  }

  private static Jobs jobs(Executor executor) {
    return new Jobs(executor, SHORT);
  }

  private static JobKey key(String stage) {
    return JobKey.ofAttempt("run", stage, "0001");
  }

  private static Job job(String stage) {
    return job(key(stage), stage);
  }

  private static Job job(JobKey key, String stage) {
    return new Job(
        key,
        stage,
        new Command(List.of("true"), Path.of("/"), Map.of()),
        Preparation.NONE,
        new ResourceLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1),
        Redaction.NONE,
        Path.of("out"),
        Path.of("err"),
        _ -> {});
  }
}
