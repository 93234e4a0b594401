package org.colophon.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A shell of its own that waits for the end of a command, or of this program: when this program
 * dies, whatever the cause, the pipe between them ends, and the shell kills every process that
 * carries the mark.
 *
 * <p>Nothing of this program could do it: SIGKILL leaves it no last word.
 */
final class Watchdog implements AutoCloseable {
  /**
   * A line says that all is over. Three searches in a row that find nobody are the end, since a
   * process may start another while it is looked for; so are many searches, for one that is stuck
   * in the kernel cannot be killed.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      read -r over && exit 0
      quiet=0 searches=0
      while [ $quiet -lt 3 ] && [ $searches -lt 2000 ]; do
        quiet=$((quiet + 1)) searches=$((searches + 1))
        for found in $(grep -lzx -e "$1" /proc/[0-9]*/environ 2>/dev/null); do
          quiet=0 pid=${found#/proc/}
          kill -KILL "${pid%/environ}" 2>/dev/null
        done
      done
      """;

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Optional<Process> shell;

  private Watchdog(Optional<Process> shell) {
    this.shell = shell;
  }

  /** Begins to watch over a command that is about to start; over one without a mark it cannot. */
  static Watchdog over(Command command) throws IOException {
    Optional<Mark> mark = Mark.of(command);
    return new Watchdog(mark.isPresent() ? Optional.of(start(mark.get())) : Optional.empty());
  }

  private static Process start(Mark mark) throws IOException {
    List<String> argv = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // else what ends this program's process group would end it too
      argv.add(SETSID.toString());
    }
    argv.addAll(List.of("/bin/sh", "-c", SCRIPT, "watchdog", pattern(mark.variable())));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    return builder.start();
  }

  /** A basic regular expression for just this text; a line break cannot be written in one. */
  static String pattern(String text) {
    return text.replaceAll("[\\[\\]\\\\.*^$]", "\\\\$0").replace('\n', '.');
  }

  /** The command is over, and nothing of it is left. */
  @Override
  public void close() {
    shell.ifPresent(process -> {
      try (OutputStream pipe = process.getOutputStream()) {
        pipe.write("over\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // somebody ended it before; there is nothing left to watch
      }
      process.onExit().join();
    });
  }
}
