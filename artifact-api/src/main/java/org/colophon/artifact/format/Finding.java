package org.colophon.artifact.format;

/**
 * What a format noticed while it read a file, before any schema was asked.
 *
 * @param code stable reason code
 * @param message names the thing, the place and the way out
 */
public record Finding(Effect effect, String code, String message) {

  /** What the finding did to the reading. */
  public enum Effect {
    /** A part was left out; the rest is sound. */
    IGNORED,
    /** Read, but the file is not as it should be. */
    DOUBTFUL,
    /** The file, or a part that belongs to it, cannot be read. */
    UNREADABLE
  }

  static Finding ignored(String code, String message) {
    return new Finding(Effect.IGNORED, code, message);
  }

  static Finding doubtful(String code, String message) {
    return new Finding(Effect.DOUBTFUL, code, message);
  }

  static Finding unreadable(String code, String message) {
    return new Finding(Effect.UNREADABLE, code, message);
  }

  boolean stopsReading() {
    return effect == Effect.UNREADABLE;
  }
}
