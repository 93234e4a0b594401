package org.colophon.sandbox.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** What a client has said and nobody has taken yet; bounded. */
final class Inbox {
  private static final int CHANGE_CIPHER_SPEC = 20;

  /** A header, and a one. */
  private static final int CHANGE_CIPHER_SPEC_BYTES = 6;

  private final ReadableByteChannel client;

  /** From 0 to its position. */
  private ByteBuffer said = ByteBuffer.allocate(1024);

  /** Where to go on looking for the end of a head. */
  private int looked;

  Inbox(ReadableByteChannel client) {
    this.client = client;
  }

  /**
   * Takes the head of a request.
   *
   * @throws Refusal if it is longer than that
   * @throws EOFException if the client says no more
   */
  byte[] head(int mostBytes) throws IOException, Refusal {
    Optional<Integer> end = endOfHead();
    while (end.isEmpty()) {
      if (said.position() >= mostBytes) {
        throw new Refusal(431, "the request's head is longer than " + mostBytes + " bytes");
      }
      more();
      end = endOfHead();
    }
    return take(end.get());
  }

  /** Looks at the beginning of TLS, and takes nothing. */
  ClientHello.Reading hello(int mostBytes) throws IOException {
    ClientHello.Reading reading = ClientHello.read(said.duplicate().flip());
    while (reading instanceof ClientHello.Reading.Incomplete) {
      if (said.position() >= mostBytes) {
        return new ClientHello.Reading.Unusable(
            "its ClientHello is longer than " + mostBytes + " bytes");
      }
      more();
      reading = ClientHello.read(said.duplicate().flip());
    }
    return reading;
  }

  /** Takes the beginning of TLS that was looked at. */
  byte[] takeHello() {
    return take(ClientHello.length(said.duplicate().flip()));
  }

  /** Takes what clients of TLS send for old routers' sake before a second hello; maybe nothing. */
  byte[] changeCipherSpec() throws IOException {
    if (said.get(0) != CHANGE_CIPHER_SPEC) {
      return new byte[0];
    }
    while (said.position() < CHANGE_CIPHER_SPEC_BYTES) {
      more();
    }
    return take(CHANGE_CIPHER_SPEC_BYTES);
  }

  /** Whether the client says more, which is waited for. */
  boolean hasMore() throws IOException {
    try {
      if (said.position() == 0) {
        more();
      }
      return true;
    } catch (EOFException _) {
      return false;
    }
  }

  /** Takes all that is there. */
  byte[] rest() {
    return take(said.position());
  }

  private void more() throws IOException {
    if (!said.hasRemaining()) {
      said = ByteBuffer.allocate(said.capacity() * 2).put(said.flip());
    }
    if (client.read(said) < 0) {
      throw new EOFException("the client said no more");
    }
  }

  private byte[] take(int bytes) {
    byte[] taken = new byte[bytes];
    said.flip().get(taken);
    said.compact();
    looked = 0;
    return taken;
  }

  private Optional<Integer> endOfHead() {
    for (; looked + 4 <= said.position(); looked++) {
      if (said.get(looked) == '\r'
          && said.get(looked + 1) == '\n'
          && said.get(looked + 2) == '\r'
          && said.get(looked + 3) == '\n') {
        return Optional.of(looked + 4);
      }
    }
    return Optional.empty();
  }
}
