package org.colophon.secret;

import java.nio.charset.StandardCharsets;

/**
 * A value that a stage is given and nobody may write down. Its name is no secret.
 *
 * @param name the environment variable that it is given as
 * @param value from {@link #SHORTEST} to {@link #LONGEST} bytes of UTF-8, without NUL
 */
public record Secret(String name, String value) {
  /** A shorter value would be found, and masked, where it only happens to stand. */
  public static final int SHORTEST = 8;

  /** Enough for a private key or a service account; what looks for it grows with its length. */
  public static final int LONGEST = 4096;

  public Secret {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < SHORTEST) {
      throw new IllegalArgumentException(
          "the value of " + name + " is shorter than " + SHORTEST + " bytes");
    }
    if (bytes > LONGEST) {
      throw new IllegalArgumentException(
          "the value of " + name + " is longer than " + LONGEST + " bytes");
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the value of " + name + " contains a NUL");
    }
  }

  /** What stands in its place. */
  String label() {
    return "[secret " + name + "]";
  }

  /** Without the value, so that no message or log can carry it. */
  @Override
  public String toString() {
    return label();
  }
}
