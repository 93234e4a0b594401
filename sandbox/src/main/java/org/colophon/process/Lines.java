package org.colophon.process;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines, in constant memory. */
final class Lines {
  /** Bytes of a line that are kept; the rest of a longer one is dropped. */
  static final int LONGEST = 8192;

  private final Consumer<String> listener;
  private final byte[] line = new byte[LONGEST];
  private int length;
  private boolean begun;

  Lines(Consumer<String> listener) {
    this.listener = listener;
  }

  void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        tell();
      } else {
        begun = true;
        if (length < LONGEST) {
          line[length++] = bytes[i];
        }
      }
    }
  }

  /** The last line may lack its end. */
  void end() {
    if (begun) {
      tell();
    }
  }

  private void tell() {
    int kept = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    String text = new String(line, 0, kept, StandardCharsets.UTF_8);
    length = 0;
    begun = false;
    listener.accept(text);
  }
}
