package org.colophon.process;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A thread that starts one process and lives as long as it does. Linux tells a process that asked
 * for it (PR_SET_PDEATHSIG, as bubblewrap does) that its parent died as soon as the parent's
 * <em>thread</em> is gone, and the carrier of a virtual thread can go at any time.
 */
final class LaunchThread {
  private LaunchThread() {}

  /** A way to start a process, and to wait for it. */
  interface Start {
    void start() throws IOException;

    /** It, for other threads than the one that started it, which may not be able to read /proc. */
    ProcessHandle handle();

    /** Its exit code, once it has ended and was buried. */
    int await() throws IOException, InterruptedException;
  }

  static Started run(Start start) throws Launch.Failed {
    CompletableFuture<Void> started = new CompletableFuture<>();
    CompletableFuture<ProcessHandle> known = new CompletableFuture<>();
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("process-keeper")
        .start(() -> {
          try {
            start.start();
            started.complete(null);
            // buried, it could not be looked up any more
            var _ = known.join();
            exitCode.complete(start.await());
          } catch (IOException | RuntimeException | Error | InterruptedException e) {
            started.completeExceptionally(e);
            exitCode.completeExceptionally(e);
          }
        });
    try {
      started.join();
      known.complete(start.handle());
      return new Started(known.join(), exitCode);
    } catch (CompletionException e) {
      throw new Launch.Failed(
          String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
    }
  }
}
