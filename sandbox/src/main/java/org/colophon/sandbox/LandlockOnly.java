package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ProcessOutcome;
import org.colophon.sandbox.MountPlan.Access;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.linux.Restriction;
import org.colophon.sandbox.seccomp.Architecture;
import org.colophon.sandbox.seccomp.StageRules;
import org.colophon.sandbox.seccomp.StageRules.Sockets;

/**
 * The backend {@code landlock}, for machines where no namespaces can be had: the thread that starts
 * a stage gives up everything but the policy's files, and then its capabilities, and system calls
 * that no stage needs. What it starts inherits that; the other threads of this program stay free.
 *
 * <p>There is no view of its own: a stage finds the machine's paths, and no {@code /tmp}. Modes,
 * owners and times of files are not Landlock's business, and there is nothing that holds a stage's
 * processes together. Without a network it opens no socket at all, not even a local one.
 *
 * @see Landlock
 */
public final class LandlockOnly implements Sandbox {
  /** Files that programs want to write to, or to read, whatever they do. */
  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  /** Of the machine, not of its processes. */
  private static final List<String> FACTS =
      List.of("cpuinfo", "filesystems", "loadavg", "meminfo", "stat", "sys", "uptime", "version");

  private final SystemView system;
  private final Architecture architecture;
  private final int version;
  private final boolean rlimits;

  /**
   * @param version of Landlock, at least {@link Landlock#TRUNCATES}
   */
  LandlockOnly(SystemView system, Architecture architecture, int version) {
    this.system = system;
    this.architecture = architecture;
    this.version = version;
    this.rlimits = Files.isExecutable(Armour.PRLIMIT);
  }

  @Override
  public SandboxKind kind() {
    return SandboxKind.LANDLOCK;
  }

  @Override
  public Set<Promise> promises() {
    return EnumSet.of(Promise.NO_OUTSIDE_READS, Promise.NETWORK, Promise.SYSTEM_CALLS);
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    policy.admit(command, kind());
    policy.requireNoDevices(kind());
    PolicyMounts mountsOf = new PolicyMounts(kind(), system);
    MountPlan plan = mountsOf.plan(policy);
    mountsOf.refuseUnreachable(command, plan);
    List<Landlock.Grant> grants = grants(plan, policy);
    byte[] filter = StageRules.compile(architecture, sockets(policy.network()), policy.executes());
    boolean scoped = policy.signals() == Signals.OWN;
    try {
      return new Restricted(
          command.withArgv(argv(command, policy)),
          outputs -> restrict(grants, outputs, scoped, filter),
          notEnforced(policy));
    } catch (IOException e) {
      throw new PolicyRefused(kind(), "its limits cannot be looked up: " + e.getMessage());
    }
  }

  /** The order matters: whoever is restricted may not restrict itself in the same ways again. */
  private static void restrict(
      List<Landlock.Grant> grants, List<Path> outputs, boolean scoped, byte[] filter)
      throws IOException {
    List<Landlock.Grant> all = new ArrayList<>(grants);
    outputs.forEach(output -> all.add(new Landlock.Grant(output, true, false)));
    Restriction.noCapabilities();
    Restriction.noNewPrivileges();
    Landlock.restrict(all, scoped);
    Restriction.filter(filter);
  }

  private List<Landlock.Grant> grants(MountPlan plan, SandboxPolicy policy) throws PolicyRefused {
    List<Landlock.Grant> grants = new ArrayList<>();
    for (Map.Entry<Path, Access> entry : plan.mounted().entrySet()) {
      Path path = entry.getKey();
      boolean writes = entry.getValue() == Access.WRITE;
      if (!writes && plan.liesInWritable(path)) {
        throw new PolicyRefused(
            kind(), path + " lies in a writable path, so that it cannot be readable only");
      }
      grants.add(new Landlock.Grant(path, writes, !writes || policy.executes()));
    }
    // what starts a program for Java, and for its limits
    Stream.of(Path.of(System.getProperty("java.home"), "lib", "jspawnhelper"), Armour.PRLIMIT)
        .filter(Files::exists)
        .forEach(path -> grants.add(new Landlock.Grant(path, false, true)));
    DEVICES.stream()
        .map(Path::of)
        .filter(Files::exists)
        .forEach(path -> grants.add(new Landlock.Grant(path, true, false)));
    FACTS.stream()
        .map(name -> Path.of("/proc", name))
        .filter(Files::exists)
        .forEach(path -> grants.add(new Landlock.Grant(path, false, false)));
    return grants;
  }

  private Sockets sockets(Network network) throws PolicyRefused {
    return switch (network) {
      case Network.None() -> Sockets.PAIRS;
      case Network.Hosts _ -> throw PolicyRefused.hosts(kind());
      case Network.Host() -> Sockets.COMMON;
    };
  }

  /** A program that is not there must not be looked for by prlimit, whose code would be taken. */
  private List<String> argv(Command command, SandboxPolicy policy) throws IOException {
    List<String> argv = new ArrayList<>();
    if (rlimits && command.located().isPresent()) {
      argv.addAll(Rlimits.arguments(policy.limits(), false));
      argv.add("--");
    }
    argv.addAll(command.argv());
    return argv;
  }

  private List<String> notEnforced(SandboxPolicy policy) throws IOException, PolicyRefused {
    Set<Resource> kept = rlimits ? Set.of(Resource.FILE_SIZE, Resource.OPEN_FILES) : Set.of();
    List<String> lines = new ArrayList<>(new Keepers(kind(), kept).notEnforced(policy.limits()));
    lines.add("/tmp and /dev/shm: a stage can write to neither, there are none of its own");
    if (SystemView.isRoot()) {
      lines.add("user: the stage's is root's own, without its capabilities");
    }
    if (!policy.executes()) {
      lines.add(
          Promise.OWN_PROGRAMS.label()
              + ": what a stage wrote it can start through the system's own loader");
    }
    if (version < Landlock.SCOPES) {
      lines.add(
          "signals: those to other processes of the user arrive; to keep them takes Landlock 6"
              + " (Linux 6.12), here it is "
              + version);
    }
    return lines;
  }

  /** The command, for a thread that restricts itself. */
  private record Restricted(Command command, Preparation preparation, List<String> notEnforced)
      implements Confined {
    Restricted {
      notEnforced = List.copyOf(notEnforced);
    }

    @Override
    public ProcessOutcome outcome(ProcessOutcome ofCommand) {
      return ofCommand;
    }
  }
}
