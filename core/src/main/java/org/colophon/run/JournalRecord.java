package org.colophon.run;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of {@code events.jsonl}.
 *
 * @param seq from 1, without gaps
 * @param time RFC 3339 in UTC
 * @param prev SHA-256 of the line before (without its newline); 64 zeros for the first
 */
public record JournalRecord(long seq, String time, RunEvent body, String prev) {
  public JournalRecord {
    Instant.parse(Objects.requireNonNull(time, "time"));
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(prev, "prev");
  }
}
