package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

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

  /** Until both directions have ended. */
  void both() throws InterruptedException {
    Thread upwards = Thread.ofVirtual().start(() -> direction(client, host, up));
    direction(host, client, down);
    upwards.join();
  }

  /** Until the host has ended; the client is not heard. */
  void down() {
    direction(host, client, down);
  }

  /** What breaks off one direction ends the other. */
  private void direction(SocketChannel from, SocketChannel to, LongAdder count) {
    try {
      pump(from, to, count);
    } catch (IOException e) {
      idle.end("broken off: " + e);
    }
  }

  private void pump(SocketChannel from, SocketChannel to, LongAdder count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (from.read(piece.clear()) >= 0) {
      idle.extend();
      write(piece.flip(), to, count);
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
