package org.colophon.process;

import java.io.IOException;
import java.io.OutputStream;

/** The last bytes of a stream of any length, in constant memory. */
final class Tail {
  private final byte[] ring;
  private long total;

  Tail(int capacity) {
    this.ring = new byte[capacity];
  }

  void add(byte[] bytes, int from, int count) {
    // what would be overwritten at once is not copied
    int skipped = Math.max(0, count - ring.length);
    total += skipped;
    for (int i = from + skipped; i < from + count; i++) {
      ring[(int) (total++ % ring.length)] = bytes[i];
    }
  }

  /** Bytes that were added and are no longer there. */
  long lost() {
    return Math.max(0, total - ring.length);
  }

  boolean isEmpty() {
    return total == 0;
  }

  void writeTo(OutputStream stream) throws IOException {
    if (lost() == 0) {
      stream.write(ring, 0, (int) total);
    } else {
      int oldest = (int) (total % ring.length);
      stream.write(ring, oldest, ring.length - oldest);
      stream.write(ring, 0, oldest);
    }
  }
}
