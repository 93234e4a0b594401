package org.colophon.run;

import java.util.Arrays;

/** The bytes of a file, or a part of them; never changed. */
final class Content {
  private final byte[] bytes;

  Content(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  byte[] half() {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  byte[] zeros() {
    return new byte[bytes.length];
  }
}
