package org.colophon.artifact.sure;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The texts and whole numbers of an {@code enum} or {@code const}.
 *
 * @param open whether anything else will do
 * @param texts in UTF-8
 */
record SureLiterals(boolean open, List<byte[]> texts, Set<Long> wholes) {
  static final SureLiterals ANY = new SureLiterals(true, List.of(), Set.of());

  SureLiterals {
    texts = List.copyOf(texts);
    wholes = Set.copyOf(wholes);
  }

  /** Whether the bytes, none of them escaped, are one of the texts. */
  boolean hasText(byte[] json, int from, int to) {
    for (byte[] text : texts) {
      if (Arrays.equals(text, 0, text.length, json, from, to)) {
        return true;
      }
    }
    return false;
  }

  boolean hasWhole(long number) {
    return open || wholes.contains(number);
  }
}
