package org.colophon.reporting;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The places that a JSON pointer with {@code *} in it means: every item of the lists on its way.
 *
 * @param pattern such as one for the contracts of every system
 */
record EveryItem(String pattern) {

  /** The places in {@code root}, in the order of the document; none where a list is missing. */
  List<JsonPointer> in(JsonNode root) {
    List<JsonPointer> places = List.of(JsonPointer.empty());
    for (String part : pattern.substring(1).split("/", -1)) {
      List<JsonPointer> deeper = new ArrayList<>();
      for (JsonPointer place : places) {
        JsonNode node = root.at(place);
        if (part.equals("*")) {
          for (int i = 0; node.isArray() && i < node.size(); i++) {
            deeper.add(place.appendIndex(i));
          }
        } else if (node.has(part)) {
          deeper.add(place.appendProperty(part));
        }
      }
      places = deeper;
    }
    return places;
  }
}
