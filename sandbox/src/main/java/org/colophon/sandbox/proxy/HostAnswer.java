package org.colophon.sandbox.proxy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * What a host of TLS says first, as far as it asks for a second ClientHello: a HelloRetryRequest is
 * a ServerHello with one certain number in place of a random one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3">RFC 8446, 4.1.3</a>
 */
final class HostAnswer {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;

  /** Header of the record, header of the message, version. */
  private static final int BEFORE_RANDOM = 5 + 4 + 2;

  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  private final ByteBuffer said = ByteBuffer.allocate(BEFORE_RANDOM + RETRY.length);
  private final CompletableFuture<Boolean> asksAgain = new CompletableFuture<>();

  /** It said this, which the client has not heard yet. */
  void heard(ByteBuffer piece) {
    if (asksAgain.isDone()) {
      return;
    }
    ByteBuffer begin = piece.duplicate();
    begin.limit(Math.min(begin.limit(), begin.position() + said.remaining()));
    said.put(begin);
    if (said.get(0) != HANDSHAKE) {
      asksAgain.complete(false);
    } else if (!said.hasRemaining()) {
      byte[] all = said.array();
      asksAgain.complete(
          all[5] == SERVER_HELLO
              && Arrays.equals(all, BEFORE_RANDOM, all.length, RETRY, 0, RETRY.length));
    }
  }

  /** It says no more. */
  void ended() {
    asksAgain.complete(false);
  }

  /** Waits for it. */
  boolean asksAgain() {
    return asksAgain.join();
  }
}
