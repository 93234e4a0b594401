package org.colophon.sandbox.proxy;

import java.time.Duration;

/**
 * How much a client may say, and how long it may take.
 *
 * @param headBytes of a request's head
 * @param helloBytes of the first message of TLS, with its frames
 * @param patience for each of: a whole head, a connection to the host, a whole first message
 * @param idle without a byte in either direction
 * @param connections at one time; more wait
 * @param records connections in all; more are refused, so that none is left unrecorded
 */
record Bounds(
    int headBytes, int helloBytes, Duration patience, Duration idle, int connections, int records) {
  /** For programs that mean well. A hello with post-quantum keys takes about 2 KiB. */
  static final Bounds USUAL =
      new Bounds(16 << 10, 32 << 10, Duration.ofSeconds(15), Duration.ofMinutes(10), 64, 50_000);
}
