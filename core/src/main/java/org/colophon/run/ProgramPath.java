package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the program of a stage on {@code PATH}, and what of it must be readable in a sandbox that
 * shows only the system's own folders.
 */
final class ProgramPath {
  private static final List<Path> SYSTEM =
      List.of(Path.of("/usr"), Path.of("/bin"), Path.of("/sbin"), Path.of("/lib"));

  private ProgramPath() {}

  /** The absolute path of {@code program}; empty if no folder of {@code PATH} has it. */
  static Optional<Path> resolve(String program, List<Path> folders) {
    if (program.contains("/")) {
      return Optional.of(Path.of(program)).filter(Files::isExecutable);
    }
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  /**
   * What a sandbox has to show beyond the system's folders for {@code program} to run: its
   * installation (the folder that holds its {@code bin} and {@code lib}), and that of the file it
   * links to, as with a virtual environment.
   */
  static List<Path> installation(Path program, Path userHome) throws IOException {
    TreeSet<Path> readable = new TreeSet<>();
    Path at = program;
    for (int links = 0; links < 8; links++) {
      readable.add(root(at, userHome));
      if (!Files.isSymbolicLink(at)) {
        break;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
    }
    return readable.stream().filter(path -> SYSTEM.stream().noneMatch(path::startsWith)).toList();
  }

  private static Path root(Path program, Path userHome) {
    Path bin = program.toAbsolutePath().getParent();
    Path prefix = bin == null ? null : bin.getParent();
    boolean installed =
        prefix != null
            && prefix.getNameCount() > 0
            && !userHome.startsWith(prefix)
            && (Files.isDirectory(prefix.resolve("lib"))
                || Files.isDirectory(prefix.resolve("libexec")));
    return installed && prefix != null ? prefix : program.toAbsolutePath();
  }
}
