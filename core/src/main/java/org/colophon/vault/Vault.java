package org.colophon.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.config.Profile.SecretSources;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.secret.Secret;

/** Finds the values of secrets by name: first in a file, then by a command. */
public final class Vault {
  private final Optional<Path> file;
  private final Optional<Keychain> keychain;
  private final Map<String, String> inFile;

  private Vault(Optional<Path> file, Optional<Keychain> keychain, Map<String, String> inFile) {
    this.file = file;
    this.keychain = keychain;
    this.inFile = inFile;
  }

  /**
   * Opens what the profile names.
   *
   * @param beside the file to use if the profile names none; it may not exist
   * @param environment of the user's shell, for the command, and for {@code ~}
   * @throws InvalidDocument if the file cannot be trusted or read
   */
  public static Vault open(
      SecretSources sources, Optional<Path> beside, Map<String, String> environment)
      throws IOException {
    Optional<Path> file = sources.file().map(named -> atHome(named, environment)).or(() -> beside);
    boolean there = file.isPresent() && (sources.file().isPresent() || Files.exists(file.get()));
    Optional<Keychain> keychain =
        sources.command().isEmpty()
            ? Optional.empty()
            : Optional.of(new Keychain(sources.command(), sources.timeout(), environment));
    return new Vault(
        file, keychain, there ? EnvFile.read(file.orElseThrow()) : new LinkedHashMap<>());
  }

  /** The file that was read, or would be if it were there. */
  public Optional<Path> file() {
    return file;
  }

  /**
   * The secret of that name.
   *
   * @param wantedBy the stage, for the message
   * @throws MissingInput if no source has it, naming what would
   * @throws InvalidDocument if its value cannot be kept secret, or given to a process
   */
  public Secret secret(String name, String wantedBy) throws IOException {
    String value = inFile.get(name);
    if (value == null && keychain.isPresent()) {
      value = keychain.get().value(name);
    }
    if (value == null) {
      throw new MissingInput(
          "missing_secret: " + name + ", wanted by " + wantedBy + "; " + wayOut(name));
    }
    try {
      return new Secret(name, value);
    } catch (IllegalArgumentException e) {
      throw new InvalidDocument("secret " + name + ": " + e.getMessage());
    }
  }

  private String wayOut(String name) {
    return file.map(path -> "add a line " + name + "=… to " + path + ", a file of mode 600")
            .orElse("give --config, beside which a file .env is looked for")
        + ", or name a file or a command under secrets: in the environment profile";
  }

  private static Path atHome(Path named, Map<String, String> environment) {
    return named.startsWith("~")
        ? Path.of(environment.getOrDefault("HOME", "/")).resolve(Path.of("~").relativize(named))
        : named;
  }
}
