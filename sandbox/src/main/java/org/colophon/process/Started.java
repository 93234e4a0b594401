package org.colophon.process;

import java.util.concurrent.CompletableFuture;

/**
 * A process that came into being.
 *
 * @param root not from the thread that started it, which may not be able to read /proc
 * @param exitCode once it has ended and was buried: its own code, or 128 + a signal
 */
record Started(ProcessHandle root, CompletableFuture<Integer> exitCode) {
  boolean isRunning() {
    return !exitCode.isDone();
  }
}
