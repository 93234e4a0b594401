package org.colophon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.document.DocumentSchema;
import org.colophon.document.VersionedSchema;
import org.colophon.pipeline.Allowance;
import tools.jackson.databind.JsonNode;

/**
 * An environment profile: where and how stages run on this kind of machine.
 *
 * @param backend the only sandbox that will do; empty for the best one
 * @param image what stages find in a container, with its digest; empty for other sandboxes
 * @param limits for stages that declare none
 * @param caps more than this no stage gets
 * @param store folder of the store of reusable stages; empty for the one in the folder of runs
 * @param capacity what stages that run side by side may use together
 * @param network what stages may ask of it
 * @param secrets where the values of secrets come from
 * @param sha256 of the profile file
 */
public record Profile(
    String name,
    SandboxMode sandbox,
    Optional<String> backend,
    Optional<String> image,
    UnkeptLimits unkeptLimits,
    Allowance limits,
    Allowance caps,
    Optional<Path> store,
    CapacityLimits capacity,
    NetworkLimits network,
    SecretSources secrets,
    String sha256) {
  private static final VersionedSchema SCHEMA = new VersionedSchema("env", List.of("1.0", "1.1"));

  /** What the key {@code sandbox} can say besides the name of a backend. */
  private static final Set<String> GENERAL = Set.of("auto", "required", "none");

  /** How much a profile insists on confinement. */
  public enum SandboxMode {
    /** Confine where the machine can; say loudly where it cannot. */
    AUTO,
    /** Refuse to run unconfined. */
    REQUIRED,
    /** Never confine; writes outside the run are detected instead. */
    NONE
  }

  /** What becomes of a stage whose limits the sandbox cannot keep on this machine. */
  public enum UnkeptLimits {
    REFUSE,
    RECORD
  }

  /**
   * Where values of secrets come from.
   *
   * @param file lines {@code NAME=value}; absolute, or beginning with {@code ~/}
   * @param command program and arguments that print the value of {@code {name}}; empty for none
   * @param timeout of one such command
   */
  public record SecretSources(Optional<Path> file, List<String> command, Duration timeout) {
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    public SecretSources {
      command = List.copyOf(command);
    }
  }

  /** The same with this sandbox and no other. */
  public Profile with(String otherBackend) {
    return new Profile(
        name,
        sandboxMode(otherBackend),
        GENERAL.contains(otherBackend) ? Optional.empty() : Optional.of(otherBackend),
        image,
        unkeptLimits,
        limits,
        caps,
        store,
        capacity,
        network,
        secrets,
        sha256);
  }

  /** Reads a profile file; its name without the ending is the profile's name. */
  public static Profile read(Path file) throws IOException {
    Document document = Document.read(file);
    DocumentSchema schema = SCHEMA.of(document);
    schema.require(document);
    schema.fillDefaults(document.root());
    String word = document.root().get("sandbox").asString();
    String fileName = String.valueOf(file.getFileName());
    return new Profile(
        fileName.replaceFirst("\\.(yaml|yml|json)$", ""),
        sandboxMode(word),
        GENERAL.contains(word) ? Optional.empty() : Optional.of(word),
        document.root().has("image")
            ? Optional.of(document.root().get("image").asString())
            : Optional.empty(),
        document.root().path("unkept_limits").asString("").equals("record")
            ? UnkeptLimits.RECORD
            : UnkeptLimits.REFUSE,
        Allowance.read(document.root().path("limits")),
        Allowance.read(document.root().path("caps")),
        document.root().has("store")
            ? Optional.of(
                file.toAbsolutePath()
                    .resolveSibling(document.root().get("store").asString())
                    .normalize())
            : Optional.empty(),
        CapacityLimits.read(document.root().path("capacity")),
        network(document, file),
        secrets(document, file),
        Sha256.of(file));
  }

  /** What the patterns of the schema let through, such as {@code 1.2.3.4/99}. */
  private static NetworkLimits network(Document document, Path profile) {
    try {
      return NetworkLimits.read(document.root().path("network"));
    } catch (IllegalArgumentException e) {
      throw new InvalidDocument(profile + ": network: " + e.getMessage());
    }
  }

  private static SecretSources secrets(Document document, Path profile) {
    JsonNode node = document.root().path("secrets");
    Optional<Path> file = Optional.empty();
    if (node.has("file")) {
      Path named = document.path("/secrets/file", node.get("file").asString());
      file =
          Optional.of(
              named.startsWith("~") ? named : profile.toAbsolutePath().resolveSibling(named));
    }
    List<String> command = new ArrayList<>();
    node.path("command").forEach(word -> command.add(word.asString()));
    Duration timeout =
        node.has("timeout")
            ? Duration.parse("PT" + node.get("timeout").asString())
            : SecretSources.TIMEOUT;
    return new SecretSources(file, command, timeout);
  }

  private static SandboxMode sandboxMode(String word) {
    return switch (word) {
      case "auto" -> SandboxMode.AUTO;
      case "none" -> SandboxMode.NONE;
      default -> SandboxMode.REQUIRED;
    };
  }
}
