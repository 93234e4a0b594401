package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Bytes between a client and a host, in both directions at once. Each direction ends by itself, so
 * that one who has said everything can still listen.
 */
final class Tunnel {
  private static final int PIECE = 64 << 10;

  private final SocketChannel client;
  private final SocketChannel host;
  private final Deadline idle;
  private final LongAdder up = new LongAdder();
  private final LongAdder down = new LongAdder();

  Tunnel(SocketChannel client, SocketChannel host, Deadline idle) {
    this.client = client;
    this.host = host;
    this.idle = idle;
  }

  long bytesUp() {
    return up.sum();
  }

  long bytesDown() {
    return down.sum();
  }

  /** Says something to the host. */
  void say(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes), host, up);
  }

  /** What is done before a client is let on by itself. */
  interface Beginning {
    /** Whether it is; false if the connection is to end. */
    boolean letsOn() throws IOException;

    /** The host said this, which the client has not heard yet. */
    void heard(ByteBuffer piece);

    /** The host says no more. */
    void ended();
  }

  /** Until both directions have ended. */
  void both(Beginning beginning) throws InterruptedException {
    Thread upwards = Thread.ofVirtual().start(() -> upwards(beginning));
    direction(host, client, down, beginning::heard);
    beginning.ended();
    upwards.join();
  }

  private void upwards(Beginning beginning) {
    try {
      if (beginning.letsOn()) {
        direction(client, host, up, _ -> {});
      }
    } catch (IOException e) {
      idle.end("broken off: " + e);
    }
  }

  /** Until the host has ended; the client is not heard. */
  void down() {
    direction(host, client, down, _ -> {});
  }

  /** What breaks off one direction ends the other. */
  private void direction(
      SocketChannel from, SocketChannel to, LongAdder count, Consumer<ByteBuffer> heard) {
    try {
      pump(from, to, count, heard);
    } catch (IOException e) {
      idle.end("broken off: " + e);
    }
  }

  private void pump(
      SocketChannel from, SocketChannel to, LongAdder count, Consumer<ByteBuffer> heard)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (from.read(piece.clear()) >= 0) {
      idle.extend();
      heard.accept(piece.flip());
      write(piece, to, count);
    }
    to.shutdownOutput();
  }

  private void write(ByteBuffer bytes, SocketChannel to, LongAdder count) throws IOException {
    while (bytes.hasRemaining()) {
      count.add(to.write(bytes));
      idle.extend();
    }
  }
}
