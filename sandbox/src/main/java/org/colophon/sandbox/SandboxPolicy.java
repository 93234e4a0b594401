package org.colophon.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.process.Command;

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
 * @param variables names of the variables that it may be given; empty for those of its command
 * @param signals whom it may send signals to
 * @param devices absolute files of devices besides those that every program has, such as a GPU's
 */
public record SandboxPolicy(
    List<Path> readable,
    List<Path> writable,
    Network network,
    Optional<List<Path>> programs,
    boolean executes,
    Limits limits,
    Optional<Variables> variables,
    Signals signals,
    List<Path> devices) {
  public SandboxPolicy {
    readable = normalized(readable);
    writable = normalized(writable);
    programs = programs.map(SandboxPolicy::normalized);
    devices = normalized(devices);
  }

  /** With the variables that its command has, and signals to its own processes. */
  public SandboxPolicy(
      List<Path> readable,
      List<Path> writable,
      Network network,
      Optional<List<Path>> programs,
      boolean executes,
      Limits limits) {
    this(
        readable,
        writable,
        network,
        programs,
        executes,
        limits,
        Optional.empty(),
        Signals.OWN,
        List.of());
  }

  /** With all of the system's programs, its own as well, and no limits. */
  public SandboxPolicy(List<Path> readable, List<Path> writable, Network network) {
    this(readable, writable, network, Optional.empty(), true, Limits.NONE);
  }

  /** The same with these limits. */
  public SandboxPolicy limitedTo(Limits other) {
    return new SandboxPolicy(
        readable, writable, network, programs, executes, other, variables, signals, devices);
  }

  /** The same, and whether programs that it wrote may be started. */
  public SandboxPolicy executing(boolean ownPrograms) {
    return new SandboxPolicy(
        readable, writable, network, programs, ownPrograms, limits, variables, signals, devices);
  }

  /** The same with these of the system's programs only. */
  public SandboxPolicy offering(List<Path> only) {
    return new SandboxPolicy(
        readable,
        writable,
        network,
        Optional.of(only),
        executes,
        limits,
        variables,
        signals,
        devices);
  }

  /** The same with all programs, where a backend cannot leave any out. */
  SandboxPolicy offeringAll() {
    return new SandboxPolicy(
        readable,
        writable,
        network,
        Optional.empty(),
        executes,
        limits,
        variables,
        signals,
        devices);
  }

  /** The same with variables of these names only. */
  public SandboxPolicy seeing(Variables only) {
    return new SandboxPolicy(
        readable,
        writable,
        network,
        programs,
        executes,
        limits,
        Optional.of(only),
        signals,
        devices);
  }

  /** The same, and whom it may send signals to. */
  public SandboxPolicy signalling(Signals whom) {
    return new SandboxPolicy(
        readable, writable, network, programs, executes, limits, variables, whom, devices);
  }

  /** The same with these devices. */
  public SandboxPolicy using(List<Path> more) {
    return new SandboxPolicy(
        readable, writable, network, programs, executes, limits, variables, signals, more);
  }

  /** A backend that shows no device but those that every program has. */
  void requireNoDevices(SandboxKind backend) throws PolicyRefused {
    if (!devices.isEmpty()) {
      throw new PolicyRefused(backend, "it cannot show a stage the devices " + devices);
    }
  }

  /** The same with more to read. */
  public SandboxPolicy alsoReading(List<Path> more) {
    List<Path> all = new ArrayList<>(readable);
    all.addAll(more);
    return new SandboxPolicy(
        all, writable, network, programs, executes, limits, variables, signals, devices);
  }

  /** A backend would have to take a variable away, and would not know how the command copes. */
  void admit(Command command, SandboxKind backend) throws PolicyRefused {
    if (variables.isPresent()) {
      Optional<String> stranger = variables.get().stranger(command);
      if (stranger.isPresent()) {
        throw new PolicyRefused(backend, stranger.get());
      }
    }
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
