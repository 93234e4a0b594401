package org.colophon.items;

import java.util.Objects;

/**
 * Bytes of a file that are an item's.
 *
 * @param path relative to the folder of the item, or of the stage once all is gathered, with {@code
 *     /}
 * @param name of the file as the item wrote it, relative to its alias
 * @param sha256 of these bytes alone
 */
public record Slice(String path, String name, long offset, long bytes, String sha256) {
  public Slice {
    requireDown(path);
    requireDown(name);
    Objects.requireNonNull(sha256, "sha256");
    if (offset < 0 || bytes < 0) {
      throw new IllegalArgumentException("no part of a file: " + offset + ", " + bytes);
    }
  }

  /** A journal from elsewhere must not make us read what lies outside of its run. */
  private static void requireDown(String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a path below a folder: \"" + path + "\"");
      }
    }
  }
}
