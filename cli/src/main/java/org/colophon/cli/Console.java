package org.colophon.cli;

import java.io.PrintStream;
import java.util.regex.Pattern;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.reporting.WorkflowCommands;

/**
 * What people and programs read: data on stdout, messages on stderr, one live line on a terminal.
 * Used from several threads.
 */
final class Console {
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** What a stage or a file name may hold and a terminal would obey; our own colours are kept. */
  private static final Pattern OBEYED =
      Pattern.compile("(\\x1b\\[(?:0|3[1235])m)|[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\t]]");

  private static final String ESCAPED_HASH = "\\" + "u0023";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;
  private final boolean live;
  private final boolean quiet;
  private final boolean onGithub;
  private boolean liveLineShown;

  Console(Surroundings surroundings, boolean quiet) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.colour = surroundings.colour();
    this.live = surroundings.terminal() && !quiet;
    this.quiet = quiet;
    this.onGithub = surroundings.onGithub();
  }

  /** A line of data. */
  synchronized void data(String line) {
    clearLive();
    out.println(printable(line));
  }

  /** A document of data. */
  synchronized void json(Object value) {
    clearLive();
    String text = Json.text(value);
    // in JSON this can only be inside a string, where the escape is the same
    out.print(onGithub ? text.replace("##[", "#" + ESCAPED_HASH + "[") : text);
    out.flush();
  }

  /** A message that {@code -q} silences. */
  synchronized void message(String line) {
    if (!quiet) {
      clearLive();
      err.println(printable(line));
    }
  }

  /** A message that is always shown. */
  synchronized void problem(String line) {
    clearLive();
    err.println(printable(line));
  }

  /** A line for the program that reads ours, as it stands. */
  synchronized void command(String line) {
    clearLive();
    err.println(line);
  }

  /** Replaces the live line; nothing where there is no terminal. */
  synchronized void live(String line) {
    if (live) {
      err.print(CLEAR_LINE + printable(line));
      err.flush();
      liveLineShown = true;
    }
  }

  String coloured(StageStatus status, String text) {
    if (!colour) {
      return text;
    }
    String code =
        switch (status) {
          case OK -> "32";
          case WARNING -> "33";
          case INCOMPLETE -> "35";
          case ERROR -> "31";
        };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** One line that does nothing to a terminal, or to GitHub, but appear. */
  private String printable(String line) {
    String shown =
        OBEYED.matcher(line).replaceAll(found -> colour && found.group(1) != null ? "$1" : "�");
    return onGithub ? WorkflowCommands.neutral(shown) : shown;
  }

  private void clearLive() {
    if (liveLineShown) {
      err.print(CLEAR_LINE);
      err.flush();
      liveLineShown = false;
    }
  }
}
