package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.NotStarted;

/**
 * A command under a wrapper that does not tell whether it could start it: a shell inside writes a
 * word to a file before it becomes the command, and holds nothing of it then.
 *
 * @param status the file, out of the stage's reach
 * @param wrapper for messages
 */
record ReportedStart(Command command, Path status, SandboxKind wrapper, List<String> notEnforced)
    implements Confined {
  /** Outside: opens the file as descriptor 3, in a session of its own, as bubblewrap is started. */
  private static final List<String> OUTSIDE =
      List.of(
          "/bin/sh",
          "-c",
          "exec 3>\"$1\"; shift; [ -x /usr/bin/setsid ] && exec /usr/bin/setsid \"$@\"; exec"
              + " \"$@\"",
          "sh");

  ReportedStart {
    notEnforced = List.copyOf(notEnforced);
  }

  /**
   * A command in a wrapper. One whose program is not there is left as it is, since the shell inside
   * could not tell that from its end.
   *
   * @param wrapper program and options, which hand descriptor 3 on
   * @param added variables that the wrapper adds of itself
   */
  static ReportedStart of(
      Command command,
      SandboxKind kind,
      List<String> wrapper,
      Set<String> added,
      Path status,
      List<String> notEnforced) {
    List<String> argv =
        command.located().isPresent()
            ? argv(status, wrapper, added, command.argv())
            : command.argv();
    Command wrapped =
        new Command(
            argv,
            command.directory(),
            WrapperVariables.inherited(command),
            command.mark(),
            command.secret());
    return new ReportedStart(wrapped, status, kind, notEnforced);
  }

  private static List<String> argv(
      Path status, List<String> wrapper, Set<String> added, List<String> stage) {
    List<String> argv = new ArrayList<>(OUTSIDE);
    argv.add(status.toString());
    argv.addAll(wrapper);
    String unset = added.isEmpty() ? "" : "unset " + String.join(" ", added) + "; ";
    argv.addAll(
        List.of("/bin/sh", "-c", "echo started >&3; exec 3>&-; " + unset + "exec \"$@\"", "sh"));
    argv.addAll(stage);
    return argv;
  }

  @Override
  public ProcessOutcome outcome(ProcessOutcome ofCommand) throws IOException {
    boolean started = Files.exists(status) && Files.size(status) > 0;
    return ofCommand instanceof Exited(int code) && !started
        ? new NotStarted(
            wrapper.label()
                + " ended with code "
                + code
                + " before the stage began; its last words are in the stage's stderr")
        : ofCommand;
  }
}
