package org.colophon.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a stage may touch, besides the system's own programs and libraries.
 *
 * @param readable absolute files and folders it may read
 * @param writable absolute files and folders it may read and write; inside a readable folder, or
 *     around one, the deeper path decides
 * @param programs absolute files: the only ones of the system's programs that it sees, if given. An
 *     interpreter among them can do whatever a program could, so this keeps order, not enemies
 * @param executes whether it may start programs that it wrote itself
 * @param limits how much it may use
 */
public record SandboxPolicy(
    List<Path> readable,
    List<Path> writable,
    Network network,
    Optional<List<Path>> programs,
    boolean executes,
    Limits limits) {
  public SandboxPolicy {
    readable = normalized(readable);
    writable = normalized(writable);
    programs = programs.map(SandboxPolicy::normalized);
  }

  /** With all of the system's programs, its own as well, and no limits. */
  public SandboxPolicy(List<Path> readable, List<Path> writable, Network network) {
    this(readable, writable, network, Optional.empty(), true, Limits.NONE);
  }

  /** The same with these limits. */
  public SandboxPolicy limitedTo(Limits other) {
    return new SandboxPolicy(readable, writable, network, programs, executes, other);
  }

  /** The same, and whether programs that it wrote may be started. */
  public SandboxPolicy executing(boolean ownPrograms) {
    return new SandboxPolicy(readable, writable, network, programs, ownPrograms, limits);
  }

  /** The same with these of the system's programs only. */
  public SandboxPolicy offering(List<Path> only) {
    return new SandboxPolicy(readable, writable, network, Optional.of(only), executes, limits);
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
