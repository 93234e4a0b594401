package org.colophon.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.sandbox.MountPlan.Access;

/**
 * The backend {@code bubblewrap}: Linux namespaces, without any privilege.
 *
 * <p>A stage sees a file system made only of the {@link SystemView}, the policy's paths, and its
 * own {@code /proc}, {@code /dev} and {@code /tmp}; all of it is read-only but the writable paths
 * and the bounded memory under {@code /tmp} and {@code /dev/shm}. It has no capabilities, its own
 * processes, host name and, unless the policy says otherwise, a network of loopback only.
 *
 * @see <a href="https://github.com/containers/bubblewrap/blob/v0.8.0/bwrap.xml">bwrap(1)</a>
 */
public final class Bubblewrap implements Sandbox {
  /** Bytes that {@code /tmp}, and likewise {@code /dev/shm}, may hold; they are memory. */
  static final long SCRATCH_BYTES = 1L << 30;

  /**
   * Opens the status file as descriptor 3, then becomes bubblewrap, which closes it to the stage.
   * In a session of its own: Ctrl-C at a terminal would reach the wrapper too, and kill the stage
   * without the grace that the orchestrator gives it.
   */
  private static final List<String> WITH_STATUS_FILE =
      List.of(
          "/bin/sh",
          "-c",
          "exec 3>\"$1\"; shift; [ -x /usr/bin/setsid ] && exec /usr/bin/setsid \"$@\"; exec \"$@\"",
          "sh");

  /** The sandbox makes these itself. */
  private static final List<Path> OWN_FOLDERS = List.of(Path.of("/proc"), Path.of("/dev"));

  private final Path program;
  private final SystemView system;
  private final Path statusFolder;

  /**
   * @param program the absolute path of {@code bwrap}
   * @param statusFolder an existing folder for bubblewrap's own account of each command; must lie
   *     outside every writable path, or a stage could forge it
   */
  public Bubblewrap(Path program, SystemView system, Path statusFolder) {
    this.program = program;
    this.system = system;
    this.statusFolder = statusFolder;
  }

  @Override
  public SandboxKind kind() {
    return SandboxKind.BUBBLEWRAP;
  }

  @Override
  public Set<Promise> promises() {
    return EnumSet.allOf(Promise.class);
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    MountPlan plan = plan(policy);
    refuseUnreachable(command, plan);

    List<String> argv = new ArrayList<>(WITH_STATUS_FILE);
    Path status = statusFolder.resolve("bwrap-" + digest(command, policy) + ".json");
    argv.addAll(List.of(status.toString(), program.toString(), "--json-status-fd", "3"));
    argv.addAll(namespaces(policy.network()));
    argv.addAll(ownFolders());
    argv.addAll(plan.arguments());
    argv.addAll(setWithin(command));
    argv.addAll(List.of("--chdir", command.directory().toString()));
    // last: until now bubblewrap itself had to make folders there
    argv.addAll(List.of("--remount-ro", "/", "--"));
    argv.addAll(command.argv());
    Command wrapped = new Command(argv, command.directory(), inherited(command), command.mark());
    return new Bubblewrapped(wrapped, status);
  }

  private static List<String> namespaces(Network network) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--die-with-parent",
                "--new-session",
                "--unshare-user",
                "--unshare-ipc",
                "--unshare-pid",
                "--unshare-uts",
                "--unshare-cgroup"));
    switch (network) {
      case Network.None() -> arguments.add("--unshare-net");
      case Network.Host() -> {}
    }
    arguments.addAll(List.of("--cap-drop", "ALL", "--hostname", "stage"));
    return arguments;
  }

  private List<String> ownFolders() {
    List<String> arguments = new ArrayList<>(List.of("--proc", "/proc"));
    for (Path control : system.kernelControls()) {
      arguments.addAll(List.of("--ro-bind", control.toString(), control.toString()));
    }
    arguments.addAll(List.of("--dev", "/dev"));
    arguments.addAll(scratch("/dev/shm"));
    arguments.addAll(List.of("--remount-ro", "/dev"));
    arguments.addAll(scratch("/tmp"));
    return arguments;
  }

  private static List<String> scratch(String folder) {
    return List.of("--perms", "1777", "--size", Long.toString(SCRATCH_BYTES), "--tmpfs", folder);
  }

  private MountPlan plan(SandboxPolicy policy) throws PolicyRefused {
    MountPlan plan = new MountPlan();
    for (Path folder : system.folders()) {
      add(plan, folder, Access.READ);
    }
    switch (policy.network()) {
      case Network.None() -> {}
      case Network.Host() -> {
        for (Path file : system.networkFiles()) {
          add(plan, file, Access.READ);
        }
      }
    }
    for (Path path : policy.readable()) {
      add(plan, path, Access.READ);
    }
    for (Path path : policy.writable()) {
      add(plan, path, Access.WRITE);
    }
    if (plan.lets(realStatusFolder(), Access.WRITE)) {
      throw refused("a stage could forge its end: " + statusFolder + " lies in a writable path");
    }
    return plan;
  }

  private void add(MountPlan plan, Path path, Access access) throws PolicyRefused {
    Path real = real(plan, path);
    if (real.getNameCount() == 0) {
      throw refused(path + " would show the whole machine; name the folders that are needed");
    }
    for (Path own : OWN_FOLDERS) {
      if (real.startsWith(own)) {
        throw refused(path + " cannot be shared: a stage has its own " + own);
      }
    }
    Access before = plan.mount(real, access).orElse(access);
    if (before != access) {
      throw refused(path + " cannot be both writable and a system folder or readable only");
    }
  }

  /** A command that could not start at all would be reported less clearly by the wrapper. */
  private void refuseUnreachable(Command command, MountPlan plan) throws PolicyRefused {
    Path directory = real(plan, command.directory());
    if (!plan.shows(directory)) {
      throw refused("the command's directory " + command.directory() + " is not in its policy");
    }
    Path program = command.directory().resolve(command.program());
    if (command.program().contains("/") && Files.exists(program)) {
      Path real = real(plan, program);
      if (!plan.shows(real)) {
        throw refused("the program " + real + " is not in the policy; make its folder readable");
      }
    }
  }

  private Path real(MountPlan plan, Path path) throws PolicyRefused {
    try {
      return plan.follow(path);
    } catch (NoSuchFileException e) {
      throw refused(path + " does not exist");
    } catch (IOException e) {
      throw refused(path + " cannot be looked up: " + e);
    }
  }

  private Path realStatusFolder() throws PolicyRefused {
    try {
      return statusFolder.toRealPath();
    } catch (IOException e) {
      throw refused("the folder for its status, " + statusFolder + ", cannot be used: " + e);
    }
  }

  /** Variables that act on the wrapper itself, which is not confined: they are set within. */
  private static boolean actsOnWrapper(String name) {
    return name.startsWith("LD_") || name.equals("SHELLOPTS") || name.equals("PS4");
  }

  /**
   * The wrapper's own environment. All else is inherited rather than given as arguments, which
   * every user of the machine can read.
   */
  private static Map<String, String> inherited(Command command) {
    return command.environment().entrySet().stream()
        .filter(variable -> !actsOnWrapper(variable.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<String> setWithin(Command command) {
    return command.environment().entrySet().stream()
        .filter(variable -> actsOnWrapper(variable.getKey()))
        .flatMap(variable -> Stream.of("--setenv", variable.getKey(), variable.getValue()))
        .toList();
  }

  /** The same for the same command and policy only: attempts have folders of their own. */
  private static String digest(Command command, SandboxPolicy policy) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((command + "\n" + policy).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private PolicyRefused refused(String why) {
    return new PolicyRefused(kind(), why);
  }
}
