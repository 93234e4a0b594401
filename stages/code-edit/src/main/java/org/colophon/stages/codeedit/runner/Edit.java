package org.colophon.stages.codeedit.runner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Bytes of a file replaced by text.
 *
 * @param start of the bytes, from 0
 * @param end after the last of them
 */
record Edit(int start, int end, String text) {
  /** The outermost of those that begin together comes first. */
  private static final Comparator<Edit> OUTERMOST_FIRST =
      Comparator.comparingInt(Edit::start)
          .thenComparing(Comparator.comparingInt(Edit::end).reversed());

  Edit {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no place in a file: " + start + " to " + end);
    }
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Those of one pass, in order: what lies within another, or overlaps it, waits. */
  static List<Edit> ofOnePass(List<Edit> edits) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(OUTERMOST_FIRST);
    List<Edit> kept = new ArrayList<>();
    int end = 0;
    for (Edit edit : sorted) {
      if (edit.start() >= end) {
        kept.add(edit);
        end = edit.end();
      }
    }
    return kept;
  }

  /**
   * The bytes after edits that are in order and do not overlap.
   *
   * @throws IllegalArgumentException if one lies outside of the file
   */
  static byte[] applied(byte[] before, List<Edit> edits) {
    for (Edit edit : edits) {
      if (edit.end() > before.length) {
        throw new IllegalArgumentException("a change beyond the end of the file");
      }
    }
    int length = before.length;
    for (Edit edit : edits) {
      length = Math.addExact(length, edit.bytes().length - (edit.end() - edit.start()));
    }
    byte[] after = new byte[length];
    int from = before.length;
    int to = length;
    for (Edit edit : edits.reversed()) {
      int rest = from - edit.end();
      System.arraycopy(before, edit.end(), after, to - rest, rest);
      byte[] text = edit.bytes();
      to -= rest + text.length;
      System.arraycopy(text, 0, after, to, text.length);
      from = edit.start();
    }
    System.arraycopy(before, 0, after, 0, from);
    return after;
  }
}
