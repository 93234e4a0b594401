package org.colophon.sandbox;

/** The backends, as a profile names them. */
public enum SandboxKind {
  BUBBLEWRAP("bubblewrap"),
  NONE("none");

  private final String label;

  SandboxKind(String label) {
    this.label = label;
  }

  /** The name in profiles, manifests and {@code meta_env.json}. */
  public String label() {
    return label;
  }
}
