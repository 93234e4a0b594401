package org.colophon.cli;

import picocli.CommandLine.Option;

/** {@code --env}, of every command that starts stages. */
final class ProfileOption {
  private static final String DEFAULT = "default";

  @Option(
      names = "--env",
      paramLabel = "PROFILE",
      defaultValue = DEFAULT,
      description = "Environment profile in configs/env (default: ${DEFAULT-VALUE}).")
  private String name = DEFAULT;

  /** A profile's name, or the path of its file. */
  String name() {
    return name;
  }

  boolean isDefault() {
    return name.equals(DEFAULT);
  }
}
