package org.colophon.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * One stream of bytes on its way to where it is written. Holds back what may turn out to be the
 * beginning of a secret, at most as long as the longest form of one, not counting line breaks.
 * Linear in the bytes. Not for several threads.
 */
public final class Redactor {
  /**
   * Bytes of a secret's beginning that are masked at the end of a stream, where its rest is
   * missing.
   */
  private static final int BEGINNING = 6;

  private final Redaction redaction;
  private final Automaton automaton;

  /** Position in the stream of each of the last bytes that were not passed over. */
  private final long[] positions;

  private final Deque<Match> matches = new ArrayDeque<>();

  private int state = Automaton.START;
  private long steps;
  private boolean foundSome;

  /** What is held back begins at this position. */
  private long base;

  private byte[] held = new byte[0];

  /** Bytes before this position are part of a secret whose label is written already. */
  private long labelledTo;

  private record Match(long start, long end, int secret) {}

  Redactor(Redaction redaction) {
    this.redaction = redaction;
    this.automaton = redaction.automaton();
    this.positions = new long[Integer.highestOneBit(redaction.longestForm() + 1) * 2];
  }

  /** What can be written now, of all that came until {@code count} bytes of {@code chunk}. */
  public byte[] next(byte[] chunk, int count) {
    if (redaction.isEmpty()) {
      return count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
    }
    long position = base + held.length;
    held = joined(held, chunk, count);
    for (int i = 0; i < count; i++, position++) {
      if (!Automaton.isPassedOver(chunk[i])) {
        step(chunk[i], position);
      }
    }
    return released(start(automaton.depth(state), position));
  }

  /** The rest, at the end of the stream. */
  public byte[] end() {
    long end = base + held.length;
    int depth = automaton.depth(state);
    if (depth >= BEGINNING) {
      // not the line breaks that came after
      add(new Match(start(depth, end), start(1, end) + 1, automaton.beginner(state)));
    }
    state = Automaton.START;
    return released(end);
  }

  /** Whether anything was taken out so far. */
  boolean foundSome() {
    return foundSome;
  }

  private void step(byte b, long position) {
    positions[(int) (steps++ & (positions.length - 1))] = position;
    state = automaton.after(state, b);
    int length = automaton.length(state);
    if (length > 0) {
      add(new Match(start(length, position), position + 1, automaton.owner(state)));
    }
  }

  /** Where the last {@code length} bytes that were not passed over begin. */
  private long start(int length, long end) {
    return length == 0 ? end : positions[(int) ((steps - length) & (positions.length - 1))];
  }

  /** Ends come in order; matches that overlap become one. */
  private void add(Match match) {
    foundSome = true;
    Match whole = match;
    while (!matches.isEmpty() && matches.getLast().end() > whole.start()) {
      Match last = matches.removeLast();
      whole = new Match(Math.min(last.start(), whole.start()), match.end(), last.secret());
    }
    if (whole.start() < labelledTo) {
      labelledTo = whole.end();
    } else {
      matches.addLast(whole);
    }
  }

  /** Gives away what lies before {@code bound}. */
  private byte[] released(long bound) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(held.length);
    long at = Math.max(base, Math.min(labelledTo, bound));
    while (!matches.isEmpty() && matches.getFirst().start() < bound) {
      Match match = matches.removeFirst();
      write(out, at, match.start());
      out.writeBytes(redaction.secret(match.secret()).label().getBytes(StandardCharsets.US_ASCII));
      labelledTo = match.end();
      at = Math.min(match.end(), bound);
    }
    write(out, at, bound);
    held = Arrays.copyOfRange(held, (int) (bound - base), held.length);
    base = bound;
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out, long from, long to) {
    if (to > from) {
      out.write(held, (int) (from - base), (int) (to - from));
    }
  }

  private static byte[] joined(byte[] held, byte[] chunk, int count) {
    byte[] all = Arrays.copyOf(held, held.length + count);
    System.arraycopy(chunk, 0, all, held.length, count);
    return all;
  }
}
