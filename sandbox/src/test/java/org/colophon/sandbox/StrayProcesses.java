package org.colophon.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Finds processes by an argument that nobody else has. */
record StrayProcesses(String mark) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static StrayProcesses marked() {
    return new StrayProcesses(Integer.toString(new Random().nextInt(100_000_000, 1_000_000_000)));
  }

  /** A process to look for: sleeps for years. */
  String command() {
    return "sleep " + mark;
  }

  List<Long> running() {
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().arguments().map(List::of).orElse(List.of()).contains(mark))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Those that do not end at all. */
  List<Long> waitUntilGone() throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!running().isEmpty() && System.nanoTime() < patience) {
      Thread.sleep(5);
    }
    return running();
  }

  /** Waits until there are some. */
  void waitUntilRunning() throws InterruptedException {
    while (running().isEmpty()) {
      Thread.sleep(5);
    }
  }
}
