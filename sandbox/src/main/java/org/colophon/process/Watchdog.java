package org.colophon.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A shell of its own that waits for this program to say which commands are at work, or to die: when
 * this program dies, whatever the cause, the pipe between them ends, and the shell kills every
 * process that carries the mark of one of them.
 *
 * <p>Nothing of this program could do it: SIGKILL leaves it no last word.
 */
final class Watchdog {
  /**
   * Keeps a mark in a variable for each command at work. Three searches in a row that find nobody
   * are the end, since a process may start another while it is looked for; so are many searches,
   * for one that is stuck in the kernel cannot be killed.
   */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      slots=0
      while IFS= read -r line; do
        slot=${line#* }
        case $line in
          'watch '*)
            IFS= read -r mark || break
            eval "mark_$slot=\\$mark"
            [ "$slot" -lt $slots ] || slots=$((slot + 1)) ;;
          'leave '*) eval "mark_$slot=" ;;
          over) exit 0 ;;
        esac
      done
      set --
      slot=0
      while [ $slot -lt $slots ]; do
        eval "mark=\\$mark_$slot"
        [ -z "$mark" ] || set -- "$@" -e "$mark"
        slot=$((slot + 1))
      done
      [ $# -gt 0 ] || exit 0
      quiet=0 searches=0
      while [ $quiet -lt 3 ] && [ $searches -lt 2000 ]; do
        quiet=$((quiet + 1)) searches=$((searches + 1))
        for found in $(grep -lzx "$@" /proc/[0-9]*/environ 2>/dev/null); do
          quiet=0 pid=${found#/proc/}
          kill -KILL "${pid%/environ}" 2>/dev/null
        done
      done
      """;

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** How long the shell is kept for the next command, once there is none at work. */
  private final Duration kept;

  /** Of the commands at work, by their slots. */
  private final Map<Integer, Mark> marks = new TreeMap<>();

  private Optional<Process> shell = Optional.empty();
  private long uses;

  /** One that is done with its shell as soon as no command is at work. */
  Watchdog() {
    this(Duration.ZERO);
  }

  Watchdog(Duration kept) {
    this.kept = kept;
  }

  /** That a command is watched over. */
  interface Watch extends AutoCloseable {
    /** The command is over, and nothing of it is left. */
    @Override
    void close();
  }

  /** Begins to watch over a command that is about to start; over one without a mark it cannot. */
  synchronized Watch over(Command command) throws IOException {
    Optional<Mark> mark = Mark.of(command);
    if (mark.isEmpty()) {
      return () -> {};
    }
    uses++;
    int slot = 0;
    while (marks.containsKey(slot)) {
      slot++;
    }
    marks.put(slot, mark.get());
    try {
      watch(slot, mark.get());
    } catch (IOException e) {
      marks.remove(slot);
      throw e;
    }
    int taken = slot;
    return () -> leave(taken);
  }

  private void watch(int slot, Mark mark) throws IOException {
    if (shell.isPresent() && tell(shell.get(), line(slot, mark))) {
      return;
    }
    // the first, or somebody ended the shell
    Process fresh = start();
    shell = Optional.of(fresh);
    StringBuilder all = new StringBuilder();
    marks.forEach((taken, each) -> all.append(line(taken, each)));
    if (!tell(fresh, all.toString())) {
      throw new IOException("the shell that watches over stages ended at once");
    }
  }

  private static String line(int slot, Mark mark) {
    return "watch " + slot + "\n" + pattern(mark.variable()) + "\n";
  }

  private static boolean tell(Process shell, String text) {
    try {
      OutputStream pipe = shell.getOutputStream();
      pipe.write(text.getBytes(StandardCharsets.UTF_8));
      pipe.flush();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private synchronized void leave(int slot) {
    marks.remove(slot);
    // if nobody hears it, there is nobody either who could kill what has this mark
    shell.ifPresent(process -> tell(process, "leave " + slot + "\n"));
    if (!marks.isEmpty()) {
      return;
    }
    if (kept.isZero()) {
      end();
    } else {
      long now = uses;
      CompletableFuture.delayedExecutor(kept.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> endUnlessUsed(now));
    }
  }

  private synchronized void endUnlessUsed(long then) {
    if (uses == then && marks.isEmpty()) {
      end();
    }
  }

  private void end() {
    shell.ifPresent(process -> {
      tell(process, "over\n");
      process.onExit().join();
    });
    shell = Optional.empty();
  }

  private static Process start() throws IOException {
    List<String> argv = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // else what ends this program's process group would end it too
      argv.add(SETSID.toString());
    }
    argv.addAll(List.of("/bin/sh", "-c", SCRIPT, "watchdog"));
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
}
