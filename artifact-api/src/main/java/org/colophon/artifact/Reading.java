package org.colophon.artifact;

/** How names from before the schema are treated. */
public enum Reading {
  /** The gate between stages: an old name is a missing name. */
  STRICT,
  /**
   * The importer: old names that the schema declares are read, with a {@code legacy_keys} warning.
   */
  LEGACY
}
