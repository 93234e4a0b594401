package org.colophon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.artifact.Sha256;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.document.VersionedSchema;

/**
 * An environment profile: where and how stages run on this kind of machine.
 *
 * @param store folder of the store of reusable stages; empty for the one in the folder of runs
 * @param sha256 of the profile file
 */
public record Profile(String name, SandboxMode sandbox, Optional<Path> store, String sha256) {
  private static final VersionedSchema SCHEMA = new VersionedSchema("env", List.of("1.0", "1.1"));

  /** How much a profile insists on confinement. */
  public enum SandboxMode {
    /** Confine where the machine can; say loudly where it cannot. */
    AUTO,
    /** Refuse to run unconfined. */
    REQUIRED,
    /** Never confine; writes outside the run are detected instead. */
    NONE
  }

  /** Reads a profile file; its name without the ending is the profile's name. */
  public static Profile read(Path file) throws IOException {
    Document document = Document.read(file);
    DocumentSchema schema = SCHEMA.of(document);
    schema.require(document);
    schema.fillDefaults(document.root());
    String fileName = String.valueOf(file.getFileName());
    return new Profile(
        fileName.replaceFirst("\\.(yaml|yml|json)$", ""),
        sandboxMode(document.root().get("sandbox").asString()),
        document.root().has("store")
            ? Optional.of(
                file.toAbsolutePath()
                    .resolveSibling(document.root().get("store").asString())
                    .normalize())
            : Optional.empty(),
        Sha256.of(file));
  }

  private static SandboxMode sandboxMode(String word) {
    return switch (word) {
      case "required" -> SandboxMode.REQUIRED;
      case "none" -> SandboxMode.NONE;
      default -> SandboxMode.AUTO;
    };
  }
}
