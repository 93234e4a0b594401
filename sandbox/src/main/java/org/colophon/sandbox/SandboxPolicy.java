package org.colophon.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What a stage may touch, besides the system's own programs and libraries.
 *
 * @param readable absolute files and folders it may read
 * @param writable absolute files and folders it may read and write; inside a readable folder, or
 *     around one, the deeper path decides
 */
public record SandboxPolicy(List<Path> readable, List<Path> writable, Network network) {
  public SandboxPolicy {
    readable = normalized(readable);
    writable = normalized(writable);
  }

  private static List<Path> normalized(List<Path> paths) {
    return paths.stream().map(SandboxPolicy::normalized).distinct().sorted().toList();
  }

  private static Path normalized(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("a policy has absolute paths only, was " + path);
    }
    return path.normalize();
  }
}
