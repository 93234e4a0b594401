package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.process.Command;

/**
 * The backend {@code firejail}, a program that runs as root to build its sandbox. It covers what a
 * stage may not see instead of showing only what it may, and cannot name every path.
 *
 * @see <a
 *     href="https://github.com/netblue30/firejail/blob/0.9.72/src/man/firejail.txt">firejail(1)</a>
 */
public final class Firejail implements Sandbox {
  /**
   * What its command line can express; it refuses some others itself, and reads some as patterns.
   */
  private static final Pattern NAMEABLE = Pattern.compile("/[A-Za-z0-9_./+@=-]*");

  /** What it sets for graphical programs and shells. */
  private static final Set<String> ADDED =
      Set.of(
          "FIREJAIL_QUIET",
          "KDE_FORK_SLAVES",
          "PROMPT_COMMAND",
          "QML_DISABLE_DISK_CACHE",
          "QT_X11_NO_MITSHM",
          "SHELL",
          "SHLVL",
          "_",
          "container");

  /** Of the folders at the root, those that are shown as they are. */
  private static final Set<String> SHOWN =
      Set.of(
          "usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "dev", "proc", "run",
          "tmp");

  private final Path program;
  private final SystemView system;
  private final List<Path> rootFolders;
  private final Path statusFolder;

  /**
   * @param program the absolute path of {@code firejail}
   * @param rootFolders everything at the root of the file system but links
   * @param statusFolder an existing folder out of the reach of stages
   */
  Firejail(Path program, SystemView system, List<Path> rootFolders, Path statusFolder) {
    this.program = program;
    this.system = system;
    this.rootFolders = List.copyOf(rootFolders);
    this.statusFolder = statusFolder;
  }

  @Override
  public SandboxKind kind() {
    return SandboxKind.FIREJAIL;
  }

  @Override
  public Set<Promise> promises() {
    return EnumSet.of(Promise.NO_OUTSIDE_WRITES, Promise.NETWORK);
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    policy.admit(command, kind());
    policy.requireNoDevices(kind());
    PolicyMounts mountsOf = new PolicyMounts(kind(), system);
    SandboxPolicy shown = policy.offeringAll();
    MountPlan plan = mountsOf.plan(shown);
    mountsOf.refuseForgery(plan, statusFolder);
    mountsOf.refuseUnreachable(command, plan);
    List<String> notEnforced =
        new ArrayList<>(
            new Keepers(kind(), EnumSet.of(Resource.FILE_SIZE, Resource.OPEN_FILES))
                .notEnforced(policy.limits()));
    notEnforced.addAll(weaknesses(policy));
    Path status = statusFolder.resolve("firejail-" + LaunchName.of(command, policy));
    List<String> wrapper = new ArrayList<>(List.of(program.toString()));
    wrapper.addAll(isolation(policy));
    wrapper.addAll(paths(plan.mountedForPolicy().keySet(), plan));
    WrapperVariables.within(command)
        .forEach((name, value) -> wrapper.add("--env=" + name + "=" + value));
    wrapper.add("--");
    return ReportedStart.of(command, kind(), wrapper, added(command), status, notEnforced);
  }

  /** Those of this machine. */
  static List<Path> rootFolders() throws IOException {
    try (Stream<Path> root = Files.list(Path.of("/"))) {
      return root.filter(path -> !Files.isSymbolicLink(path)).sorted().toList();
    }
  }

  private static Set<String> added(Command command) {
    Set<String> added = new TreeSet<>(ADDED);
    added.removeAll(command.environment().keySet());
    return added;
  }

  private List<String> isolation(SandboxPolicy policy) throws PolicyRefused {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--quiet",
                "--noprofile",
                "--deterministic-exit-code",
                "--deterministic-shutdown",
                "--keep-fd=3",
                "--caps.drop=all",
                "--nonewprivs",
                "--seccomp",
                "--restrict-namespaces",
                "--protocol=unix,inet,inet6,netlink",
                "--ipc-namespace",
                "--hostname=stage",
                "--nogroups",
                "--noinput",
                "--private-dev"));
    switch (policy.network()) {
      case Network.None() -> arguments.add("--net=none");
      case Network.Hosts _ -> throw PolicyRefused.hosts(kind());
      case Network.Host() -> {}
    }
    policy
        .limits()
        .amount(Resource.FILE_SIZE)
        .ifPresent(it -> arguments.add("--rlimit-fsize=" + it));
    policy
        .limits()
        .amount(Resource.OPEN_FILES)
        .ifPresent(it -> arguments.add("--rlimit-nofile=" + it));
    arguments.add("--private-etc=" + configuration(policy));
    // the latter is a copy of its own, in memory, and would be writable
    arguments.addAll(List.of("--read-only=/", "--read-only=/etc"));
    return arguments;
  }

  /** Names below {@code /etc}; a folder is copied whole, so private keys are covered again. */
  private String configuration(SandboxPolicy policy) {
    return Stream.concat(
            system.folders().stream(),
            policy.network() instanceof Network.Host ? system.networkFiles().stream() : Stream.of())
        .filter(path -> path.startsWith("/etc"))
        .map(path -> path.getName(1).toString())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** The policy's paths are shown, and all that lies beside them, and beside the system, is not. */
  private List<String> paths(Set<Path> shown, MountPlan plan) throws PolicyRefused {
    List<String> arguments = new ArrayList<>();
    Set<String> tops = new TreeSet<>();
    for (Path path : shown) {
      String top = path.getName(0).toString();
      boolean own = path.startsWith("/var/tmp") || path.startsWith("/var/log");
      if (own || (SHOWN.contains(top) && !top.equals("tmp"))) {
        throw new PolicyRefused(kind(), "it cannot show " + path + " and hide what lies beside it");
      }
      arguments.add("--whitelist=" + nameable(path));
      tops.add(top);
    }
    for (Path link : plan.links().keySet()) {
      // made again, if what it leads to is shown
      if (tops.contains(link.getName(0).toString())) {
        arguments.add("--whitelist=" + nameable(link));
      }
    }
    // what is not there: empty folders, of which only /tmp can be written to
    arguments.addAll(List.of("--whitelist=/tmp/nothing", "--whitelist=/run/nothing"));
    for (String top : tops) {
      if (!top.equals("tmp")) {
        arguments.add("--read-only=/" + top);
      }
    }
    for (Path path : shown) {
      boolean writes = plan.lets(path, MountPlan.Access.WRITE);
      arguments.add((writes ? "--read-write=" : "--read-only=") + path);
    }
    for (Path path : rootFolders) {
      String name = path.getName(0).toString();
      if (!SHOWN.contains(name) && !tops.contains(name)) {
        arguments.add("--blacklist=" + nameable(path));
      }
    }
    arguments.add("--blacklist=/etc/ssl/private");
    return arguments;
  }

  private Path nameable(Path path) throws PolicyRefused {
    if (!NAMEABLE.matcher(path.toString()).matches()) {
      throw new PolicyRefused(kind(), "it cannot be told of " + path + ", for its name");
    }
    return path;
  }

  private static List<String> weaknesses(SandboxPolicy policy) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "/tmp, /dev/shm and /run: its own, bounded only by half of the machine's memory, each");
    if (policy.programs().isPresent()) {
      lines.add("programs: all of the system's are there");
    }
    if (!policy.executes()) {
      lines.add(Promise.OWN_PROGRAMS.label() + ": a stage can start what it wrote");
    }
    return lines;
  }
}
