package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** The part that all formats share: what may be opened, and what becomes of damage. */
final class SourceFile {
  private SourceFile() {}

  @FunctionalInterface
  interface Body {
    Description read() throws IOException, DamagedContent;
  }

  /** Describes a regular file of at most {@code largest} bytes. */
  static Description describe(Path file, long largest, Body body) throws IOException {
    Optional<Finding> refusal = refusal(file, largest);
    return refusal.isPresent() ? unreadable(refusal.get()) : withoutDamage(body);
  }

  /** Runs {@code body}; damage becomes the only finding. */
  static Description withoutDamage(Body body) throws IOException {
    try {
      return body.read();
    } catch (DamagedContent damage) {
      return unreadable(damage.finding());
    }
  }

  static Description unreadable(Finding finding) {
    return new Description(JsonNodeFactory.instance.objectNode(), List.of(finding));
  }

  /**
   * Why {@code file} must not be opened. A link, a device or a pipe is refused unopened: a pipe
   * would hang, and a link leads to a file whose digest is not the one recorded.
   */
  static Optional<Finding> refusal(Path file, long largest) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.of(
          Finding.unreadable("missing_file", Printable.of(file.toString()) + " does not exist"));
    }
    if (!attributes.isRegularFile()) {
      return Optional.of(
          Finding.unreadable(
              "not_a_regular_file",
              Printable.of(file.toString())
                  + " is "
                  + nature(attributes)
                  + "; give a regular file in its place"));
    }
    if (attributes.size() > largest) {
      return Optional.of(
          Finding.unreadable(
              "too_large",
              Printable.of(file.toString())
                  + " has "
                  + attributes.size()
                  + " bytes, more than the "
                  + largest
                  + " that are read; split it"));
    }
    return Optional.empty();
  }

  private static String nature(BasicFileAttributes attributes) {
    if (attributes.isDirectory()) {
      return "a folder";
    }
    return attributes.isSymbolicLink() ? "a symbolic link" : "a device, pipe or socket";
  }
}
