package org.colophon.artifact.sure;

import java.util.Optional;

/**
 * What an array must be.
 *
 * @param value what each item is; empty for anything
 * @param min items
 * @param max items
 */
record SureItems(Optional<SureValue> value, int min, int max) {
  static final SureItems ANY = new SureItems(Optional.empty(), 0, Integer.MAX_VALUE);
}
