package org.colophon.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A started process, watched until nothing of it is left. */
final class RunningProcess {
  /** What a process leaves behind gets this to end by itself, as in {@code cmd > >(tee log)}. */
  static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration FIRST_LOOK = Duration.ofMillis(5);
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  /**
   * Signals that do not end a process by default: CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH.
   */
  private static final Set<Integer> HARMLESS = Set.of(17, 18, 19, 20, 21, 22, 23, 28);

  private final Started process;
  private final ResourceLimits limits;
  private final long start;
  private final ProcessTree tree;
  private final Pump stdout;
  private final Pump stderr;
  private final OutputPipes pipes;

  /** A permit for each thing worth looking at again: the exit, the end of an output. */
  private final Semaphore news = new Semaphore(0);

  private final DiskWatch disk;

  private boolean interrupted;

  RunningProcess(
      Started process,
      ResourceLimits limits,
      OutputPipes pipes,
      ProcessTree tree,
      OutputLog out,
      OutputLog err,
      long startNanos) {
    this.process = process;
    this.limits = limits;
    this.pipes = pipes;
    this.stdout = new Pump(pipes.stdout().output(), out);
    this.stderr = new Pump(pipes.stderr().output(), err);
    this.start = startNanos;
    this.tree = tree;
    this.disk = new DiskWatch(limits.disk(), this::writers);
  }

  /**
   * Waits for the end, or brings it about.
   *
   * @throws OutputLog.NotWritten if a log could not be written; the tree has been ended then
   */
  ProcessResult result() throws IOException {
    stdout.start(news::release);
    stderr.start(news::release);
    var _ = process.exitCode().whenComplete((_, _) -> news.release());

    Optional<ProcessOutcome> stopped = waitForExit();
    List<String> survivors = process.isRunning() ? List.of() : survivors();
    endTree();
    awaitBurial();
    awaitOutputs();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    stdout.throwFailure();
    stderr.throwFailure();

    ProcessOutcome outcome =
        stopped
            .or(this::outputTooLarge)
            .or(disk::tooMuchNow)
            .orElseGet(() -> ofExitCode(process.exitCode().join()));
    return new ProcessResult(outcome, survivors, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Empty when the process exited, or when a log cannot be written; else why it must be stopped.
   */
  private Optional<ProcessOutcome> waitForExit() {
    long wallNanos = TimeUnit.NANOSECONDS.convert(limits.wallTime());
    Duration untilNextLook = FIRST_LOOK;
    while (process.isRunning() && !stdout.failed() && !stderr.failed()) {
      Optional<ProcessOutcome> tooLarge = outputTooLarge().or(disk::tooMuch);
      if (tooLarge.isPresent()) {
        return tooLarge;
      }
      long left = wallNanos - (System.nanoTime() - start);
      if (left <= 0) {
        return Optional.of(new ProcessOutcome.TimedOut(limits.wallTime()));
      }
      Duration untilDisk = disk.untilNextLook().orElse(untilNextLook);
      if (!pause(Math.min(left, shorter(untilNextLook, untilDisk).toNanos()))) {
        return Optional.of(new ProcessOutcome.Interrupted());
      }
      tree.look();
      untilNextLook = shorter(untilNextLook.multipliedBy(2), LAST_LOOK);
    }
    return Optional.empty();
  }

  /** Also those that detached themselves, or never were ours, as what an engine starts for us. */
  private List<ProcEntry> writers() {
    if (process.isRunning()) {
      tree.search();
    }
    return tree.entries();
  }

  private Optional<ProcessOutcome> outputTooLarge() {
    return stdout.overLimit() || stderr.overLimit()
        ? Optional.of(new ProcessOutcome.OutputTooLarge(limits.outputBytes()))
        : Optional.empty();
  }

  /** What the process left behind and what does not end by itself either. */
  private List<String> survivors() {
    long settled = System.nanoTime() + SETTLE.toNanos();
    tree.search();
    while (!(tree.isGone() && stdout.ended() && stderr.ended())) {
      long left = settled - System.nanoTime();
      if (left <= 0 || !pause(Math.min(left, FIRST_LOOK.toNanos()))) {
        tree.adopt(pipes.holders());
        tree.search();
        return tree.isGone() ? List.of("an unknown process, not ended") : tree.names();
      }
      tree.look();
    }
    return List.of();
  }

  private void endTree() {
    // once more: who forked amid the first search may have been missed by it
    tree.search();
    if (tree.isGone()) {
      return;
    }
    tree.terminate();
    long patience = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limits.killDelay());
    while (!tree.isGone() && System.nanoTime() < patience) {
      if (!pause(FIRST_LOOK.toNanos())) {
        break;
      }
      tree.look();
    }
    tree.kill();
  }

  /** A killed process is there until note was taken of its end. */
  private void awaitBurial() {
    try {
      var _ = process.exitCode().get(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException _) {
      // the first is told by whoever asks for the code; the second is stuck in the kernel
    }
  }

  /** The outputs close with their last holder; one that was not found is not waited for. */
  private void awaitOutputs() {
    long patience = System.nanoTime() + SETTLE.toNanos();
    while (!(stdout.ended() && stderr.ended()) && System.nanoTime() < patience) {
      if (!pause(FIRST_LOOK.toNanos())) {
        return;
      }
    }
  }

  /** False if the thread was interrupted, which is remembered. */
  private boolean pause(long nanos) {
    try {
      var _ = news.tryAcquire(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    }
  }

  private static ProcessOutcome ofExitCode(int code) {
    int signal = code - 128;
    return signal >= 1 && signal <= 31 && !HARMLESS.contains(signal)
        ? new ProcessOutcome.Killed(signal)
        : new ProcessOutcome.Exited(code);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
