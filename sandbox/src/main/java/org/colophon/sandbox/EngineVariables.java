package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.colophon.process.Command;

/**
 * How the variables of a stage get into its container without standing in any argument: an engine's
 * program passes on its own, by name; those that act on that program itself it reads from a file.
 *
 * @param passed what the engine's program is given besides its own
 * @param filed what stands in the file
 * @param file is there while the stage runs, for its owner only
 */
record EngineVariables(Map<String, String> passed, Map<String, String> filed, Path file) {
  private static final Pattern ACTS_ON_ENGINE =
      Pattern.compile(
          "PATH|HOME|TMPDIR|NOTIFY_SOCKET|(XDG|DOCKER|CONTAINERS?|PODMAN|BUILDAH|STORAGE|REGISTRY"
              + "|LD|GO|LISTEN|SSL|GNUPG|DBUS)[A-Z_]*|_.*|(?i:(https?|no|all|ftp)_proxy)");

  /** The file has a variable a line, and no way to write a line break. */
  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]");

  EngineVariables {
    passed = Map.copyOf(passed);
    filed = Map.copyOf(filed);
  }

  static EngineVariables of(SandboxKind kind, Command command, Path file) throws PolicyRefused {
    Map<String, String> passed = new TreeMap<>(command.environment());
    Map<String, String> filed = new TreeMap<>(command.environment());
    passed.keySet().removeIf(name -> ACTS_ON_ENGINE.matcher(name).matches());
    filed.keySet().removeAll(passed.keySet());
    for (Map.Entry<String, String> variable : filed.entrySet()) {
      if (LINE_BREAK.matcher(variable.getValue()).find()) {
        throw new PolicyRefused(
            kind,
            "the variable "
                + variable.getKey()
                + " has a line break, and would act on "
                + kind.label()
                + " itself if it were given in another way");
      }
    }
    return new EngineVariables(passed, filed, file);
  }

  /** The environment of the engine's program. */
  Map<String, String> with(Map<String, String> client) {
    Map<String, String> all = new TreeMap<>(passed);
    all.putAll(client);
    return all;
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    new TreeMap<>(passed).keySet().forEach(name -> arguments.addAll(List.of("--env", name)));
    arguments.addAll(List.of("--env-file", file.toString()));
    return arguments;
  }

  void write() throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    List<String> lines = new ArrayList<>();
    new TreeMap<>(filed).forEach((name, value) -> lines.add(name + "=" + value));
    Files.write(file, lines);
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
