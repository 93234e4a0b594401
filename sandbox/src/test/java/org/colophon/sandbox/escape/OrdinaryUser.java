package org.colophon.sandbox.escape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.sandbox.Sandbox;

/**
 * A Java program of the tests, run by a user without any rights. For tests that root runs: what an
 * ordinary user has, nobody else can try.
 *
 * @param folder of that user, for the program's files
 */
public record OrdinaryUser(Path folder) implements AutoCloseable {
  /** In the range of {@code nobody}'s neighbours: no account has it, and none is needed. */
  private static final int NUMBER = 61999;

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  public static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  /** Why there can be none here, if so. */
  public static Optional<String> missing() throws IOException {
    if (!isRoot()) {
      return Optional.of(
          "only root can become another user; this is what the others tried already");
    }
    if (!Files.isExecutable(SETPRIV)) {
      return Optional.of("there is no " + SETPRIV);
    }
    Path java = Path.of(System.getProperty("java.home"), "bin/java").toRealPath();
    return isOpen(java)
        ? Optional.empty()
        : Optional.of(java + " cannot be reached by other users");
  }

  private static boolean isOpen(Path file) throws IOException {
    for (Path here = file; here != null; here = here.getParent()) {
      if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(here)).endsWith("x")) {
        return false;
      }
    }
    return true;
  }

  /** With a new folder of its own; not in {@code /tmp}, of which a stage may have its own. */
  public static OrdinaryUser make() throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "user");
    OrdinaryUser user = new OrdinaryUser(folder);
    user.own(folder);
    return user;
  }

  /** Copies a file or folder to where the user can read it. */
  public Path copy(Path source, String name) throws IOException {
    Path target = folder.resolve(name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.copy(file, copy);
        own(copy);
      }
    }
    return target;
  }

  private void own(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", NUMBER);
    Files.setAttribute(file, "unix:gid", NUMBER);
  }

  /** Starts a {@code main} of these tests. Its standard error is ours. */
  public List<String> run(Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                SETPRIV.toString(),
                "--reuid=" + NUMBER,
                "--regid=" + NUMBER,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                copy(classesOf(Sandbox.class), "main") + ":" + copy(classesOf(main), "test"),
                main.getName()));
    argv.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (process.waitFor() != 0) {
        throw new IOException(main.getName() + " ended with code " + process.exitValue());
      }
      return lines;
    }
  }

  private static Path classesOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("rm", "-rf", "--", folder.toString()).start().onExit().join();
  }
}
