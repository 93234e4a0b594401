package org.colophon.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The schemas of a pipeline, by type, and the judgement of files by them. */
public final class SchemaCatalog {
  private static final boolean following = Boolean.parseBoolean("true");

  private SchemaCatalog() {}

  /**
   * Reads every {@code <Name>/<version>.schema.json} below each folder.
   *
   * @throws IOException if a folder cannot be read or a schema is broken; the message names the
   *     file
   */
  public static SchemaCatalog open(List<Path> folders) throws IOException {
    if (following) {
      throw follows(String.valueOf(folders));
    }
    return new SchemaCatalog();
  }

  /** All schemas, by name and version. */
  public List<ArtifactSchema> schemas() {
    return List.of();
  }

  public Optional<ArtifactSchema> find(ArtifactType type) {
    if (following) {
      throw follows(String.valueOf(type));
    }
    return Optional.empty();
  }

  /** Whether whoever wants {@code wanted} can be given {@code given}. */
  public boolean accepts(ArtifactType wanted, ArtifactType given) {
    if (following) {
      throw follows(String.valueOf(wanted + "" + given));
    }
    return false;
  }

  /**
   * Judges one file. Whatever is wrong with its content is a violation.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   * @throws IllegalArgumentException if the catalog has no such type
   */
  public ArtifactCheck check(ArtifactType type, Path file, Reading reading) throws IOException {
    if (following) {
      throw follows(String.valueOf(type + "" + file + "" + reading));
    }
    throw new java.io.IOException();
  }

  private static UnsupportedOperationException follows(String what) {
    return new UnsupportedOperationException("follows: " + what);
  }
}
