package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Interrupted;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.LogNotWritten;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ProcessOutcome.OutputTooLarge;
import org.colophon.process.ProcessOutcome.TimedOut;

/**
 * A command under bubblewrap.
 *
 * <p>Bubblewrap exits with the stage's code, with 128 + the signal that killed the stage, and with
 * 1 if it could not even start it. Only its status file tells the last from the first: it holds an
 * {@code exit-code} if and only if the stage had started, and ended before its wrapper.
 *
 * @param status the file that bubblewrap writes
 */
record Bubblewrapped(Command command, Path status) implements Confined {
  @Override
  public ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException {
    return switch (ofCommand) {
      case Exited(int code) when !stageExited() ->
          new NotStarted(
              "bubblewrap ended with code "
                  + code
                  + " before the stage began; its last words are in the stage's stderr");
      case Exited _,
          Killed _,
          TimedOut _,
          OutputTooLarge _,
          LogNotWritten _,
          NotStarted _,
          Interrupted _ ->
          ofCommand;
    };
  }

  private boolean stageExited() throws IOException {
    return Files.exists(status) && Files.readString(status).contains("\"exit-code\"");
  }
}
