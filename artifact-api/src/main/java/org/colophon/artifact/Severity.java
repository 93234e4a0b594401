package org.colophon.artifact;

/** What a violation means for the artifact, from mild to grave. */
public enum Severity {
  /** Worth knowing; nothing that the schema asks for is touched. */
  NOTE,
  /** Usable, but every descendant has to know. */
  WARNING,
  /** Not to be used. */
  INVALID
}
