package org.colophon.legacy;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An old file as the values of new metadata are taken from it. */
interface OldFile {
  /**
   * The one value that an array or data set of that name holds; empty if it is not there or has
   * more.
   */
  Optional<JsonNode> single(String array);

  /** A value of its metadata; empty if there is none. */
  Optional<JsonNode> metadata(String key);
}
