package org.colophon.artifact.compatibility;

/**
 * One reason why a reader cannot be given every file of another schema.
 *
 * @param place in the described file, with {@code /}; empty for the whole
 * @param keyword of the reader's schema
 * @param message what the reader wants and what it may be given
 * @param known false where the two could not be compared, which counts as breaking
 */
public record Obstacle(String place, String keyword, String message, boolean known) {

  static Obstacle of(String place, String keyword, String wanted, String given) {
    return new Obstacle(place, keyword, "wants " + wanted + "; may be given " + given, true);
  }

  static Obstacle unknown(String place, String keyword, String why) {
    return new Obstacle(place, keyword, "unknown, so treated as breaking: " + why, false);
  }

  @Override
  public String toString() {
    return (place.isEmpty() ? "" : place + ": ") + keyword + ": " + message;
  }
}
