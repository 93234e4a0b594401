package org.colophon.process;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A process with this program's own input and outputs, as on a terminal. */
public final class TerminalProcess {
  private TerminalProcess() {}

  /**
   * Waits for its end; gives its exit code, or 128 + the signal that ended it.
   *
   * @param preparation of the thread that starts it
   * @throws IOException if it cannot be started; the message says why
   */
  public static int run(Command command, Preparation preparation)
      throws IOException, InterruptedException {
    try {
      return Launch.inheriting(command, preparation).exitCode().get();
    } catch (Launch.Failed e) {
      throw new IOException(e.reason(), e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }
}
