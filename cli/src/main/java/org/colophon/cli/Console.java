package org.colophon.cli;

import java.io.PrintStream;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;

/**
 * What people and programs read: data on stdout, messages on stderr, one live line on a terminal.
 * Used from several threads.
 */
final class Console {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean colour;
  private final boolean live;
  private final boolean quiet;
  private boolean liveLineShown;

  Console(Surroundings surroundings, boolean quiet) {
    this.out = surroundings.out();
    this.err = surroundings.err();
    this.colour = surroundings.colour();
    this.live = surroundings.terminal() && !quiet;
    this.quiet = quiet;
  }

  /** A line of data. */
  synchronized void data(String line) {
    clearLive();
    out.println(line);
  }

  /** A document of data. */
  synchronized void json(Object value) {
    clearLive();
    out.print(Json.text(value));
    out.flush();
  }

  /** A message that {@code -q} silences. */
  synchronized void message(String line) {
    if (!quiet) {
      clearLive();
      err.println(line);
    }
  }

  /** A message that is always shown. */
  synchronized void problem(String line) {
    clearLive();
    err.println(line);
  }

  /** Replaces the live line; nothing where there is no terminal. */
  synchronized void live(String line) {
    if (live) {
      err.print(CLEAR_LINE + line);
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

  private void clearLive() {
    if (liveLineShown) {
      err.print(CLEAR_LINE);
      err.flush();
      liveLineShown = false;
    }
  }
}
