package org.colophon.reporting;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A value seen from another one in the same document: {@code 2/role} is {@code role} in what is two
 * levels up.
 *
 * @param up levels to go up first, at least 0
 * @param down from there
 * @see <a href="https://datatracker.ietf.org/doc/draft-bhutton-relative-json-pointer/">Relative
 *     JSON Pointers</a>
 */
record RelativePointer(int up, JsonPointer down) {

  /** Reads {@code 2/role}; the schema of findings has checked its form. */
  static RelativePointer parse(String text) {
    int slash = text.indexOf('/');
    return new RelativePointer(
        Integer.parseInt(text.substring(0, slash)), JsonPointer.compile(text.substring(slash)));
  }

  /** The value, seen from {@code from}; a missing node if there is none. */
  JsonNode in(JsonNode root, JsonPointer from) {
    JsonPointer at = from;
    for (int level = 0; level < up && at != null; level++) {
      at = at.head();
    }
    return root.at((at == null ? JsonPointer.empty() : at).append(down));
  }

  /** The value as text; empty if there is none. */
  String textIn(JsonNode root, JsonPointer from) {
    return in(root, from).asString("");
  }
}
