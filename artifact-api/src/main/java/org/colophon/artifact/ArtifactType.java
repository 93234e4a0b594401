package org.colophon.artifact;

import java.util.regex.Pattern;

/**
 * The name and version of a schema, written {@code GeometryPrediction@0.1}.
 *
 * @param name letters and digits, beginning with a capital letter
 * @param version two or three numbers with dots between, {@code 0.1}
 */
public record ArtifactType(String name, String version) {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{0,79}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){1,2}");

  public ArtifactType {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of an artifact type is letters and digits, the first a capital: '"
              + name
              + "' is not; write Name@0.1");
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "the version of artifact type "
              + name
              + " must look like 0.1, was '"
              + version
              + "'; write "
              + name
              + "@0.1");
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not {@code Name@version}
   */
  public static ArtifactType parse(String text) {
    int at = text.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException(
          "an artifact type needs a version: '" + text + "' has none; write Name@0.1");
    }
    return new ArtifactType(text.substring(0, at), text.substring(at + 1));
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
