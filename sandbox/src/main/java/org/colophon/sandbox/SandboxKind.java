package org.colophon.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** The backends, as a profile names them. */
public enum SandboxKind {
  BUBBLEWRAP("bubblewrap"),
  LANDLOCK("landlock"),
  PODMAN("podman"),
  DOCKER("docker"),
  FIREJAIL("firejail"),
  NSJAIL("nsjail"),
  NONE("none");

  private final String label;

  SandboxKind(String label) {
    this.label = label;
  }

  /** The backend of that name. */
  public static Optional<SandboxKind> named(String label) {
    return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  /** The name in profiles, manifests and {@code meta_env.json}. */
  public String label() {
    return label;
  }
}
