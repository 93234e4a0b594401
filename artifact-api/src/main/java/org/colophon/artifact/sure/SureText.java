package org.colophon.artifact.sure;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a text must be.
 *
 * @param min code points
 * @param max code points
 * @param pattern whether it is surely found
 */
record SureText(int min, int max, Optional<Predicate<String>> pattern) {
  static final SureText ANY = new SureText(0, Integer.MAX_VALUE, Optional.empty());

  boolean open() {
    return min == 0 && max == Integer.MAX_VALUE && pattern.isEmpty();
  }

  boolean accepts(String text) {
    int length = text.codePointCount(0, text.length());
    return min <= length && length <= max && pattern.map(found -> found.test(text)).orElse(true);
  }
}
