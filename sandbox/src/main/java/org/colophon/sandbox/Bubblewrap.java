package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.sandbox.linux.ControlGroup;
import org.colophon.sandbox.linux.ControlGroups.Controller;
import org.colophon.sandbox.proxy.Resolver;

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

  /** Enters control groups of version 2, whose processes have all their threads in one. */
  private static final List<String> IN_GROUPS =
      List.of(
          "/bin/sh",
          "-c",
          "while [ \"$1\" != -- ]; do echo 0 >\"$1\" || exit 125; shift; done; shift; exec \"$@\"",
          "sh");

  /** What it has open, in the order of {@link #handed}. */
  private static final String STATUS_DESCRIPTOR = "3";

  private static final String FILTER_DESCRIPTOR = "4";

  /** Bubblewrap itself, outside and as the first process inside. */
  static final int OWN_PROCESSES = 2;

  private final Path program;
  private final SystemView system;
  private final Path statusFolder;
  private final Armour armour;
  private final Resolver resolver;

  /**
   * @param program the absolute path of {@code bwrap}
   * @param statusFolder an existing folder for bubblewrap's own account of each command; must lie
   *     outside every writable path, or a stage could forge it
   */
  public Bubblewrap(Path program, SystemView system, Path statusFolder) {
    this(program, system, statusFolder, Armour.NONE);
  }

  Bubblewrap(Path program, SystemView system, Path statusFolder, Armour armour) {
    this(program, system, statusFolder, armour, Resolver.ofThisMachine());
  }

  private Bubblewrap(
      Path program, SystemView system, Path statusFolder, Armour armour, Resolver resolver) {
    this.program = program;
    this.system = system;
    this.statusFolder = statusFolder;
    this.armour = armour;
    this.resolver = resolver;
  }

  /** The same, which finds hosts in another way. */
  Bubblewrap resolving(Resolver other) {
    return new Bubblewrap(program, system, statusFolder, armour, other);
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
    policy.admit(command, kind());
    PolicyMounts mountsOf = new PolicyMounts(kind(), system);
    MountPlan plan = mountsOf.plan(policy);
    mountsOf.refuseForgery(plan, statusFolder);
    mountsOf.refuseUnreachable(command, plan);
    List<String> notEnforced = new ArrayList<>(armour.keepers().notEnforced(policy.limits()));
    notEnforced.addAll(armour.missing());
    boolean scoped = policy.network() instanceof Network.Host && armour.scopes();
    if (policy.network() instanceof Network.Host && !armour.scopes()) {
      notEnforced.add(Armour.NO_SCOPES);
    }
    String digest = LaunchName.of(command, policy);
    Optional<Gateway> gateway = Gateway.of(policy.network(), statusFolder, digest, resolver);
    Map<Path, Path> moved = gateway.map(Gateway::shown).orElse(Map.of());
    Optional<Staging> staging = staging(plan, moved, policy, command.directory(), notEnforced);
    Optional<OuterSpace> outer =
        staging.isPresent() || policy.executes()
            ? Optional.empty()
            : outer(plan, command.directory(), notEnforced);
    Optional<ControlGroup> group = group(policy.limits(), gateway);
    try {
      Path status = statusFolder.resolve("bwrap-" + digest + ".json");
      Command wrapped =
          new Command(
              argv(command, policy, plan, staging, outer, group, gateway),
              // the stage's user could not pass through the folders above its own
              staging.isPresent() ? Path.of("/") : command.directory(),
              inherited(command, gateway),
              command.mark(),
              command.secret());
      return new Bubblewrapped(
          wrapped,
          status,
          new Arrangement(staging, group, gateway, handed(status, policy, gateway), scoped),
          policy.limits(),
          group,
          gateway,
          lease(staging),
          notEnforced);
    } catch (IOException e) {
      throw refused("its limits cannot be looked up: " + e.getMessage());
    }
  }

  /** Bubblewrap closes the first two to the stage, and who starts the gateway's side the third. */
  private List<Preparation.Handed> handed(
      Path status, SandboxPolicy policy, Optional<Gateway> gateway) {
    List<Preparation.Handed> handed = new ArrayList<>();
    handed.add(new Preparation.Handed(status, true));
    Optional<Path> filter = armour.filter().map(it -> it.of(policy));
    if (filter.isPresent() || gateway.isPresent()) {
      handed.add(new Preparation.Handed(filter.orElse(Path.of("/dev/null")), false));
    }
    gateway.ifPresent(it -> handed.add(new Preparation.Handed(it.begun(), true)));
    return handed;
  }

  private List<String> argv(
      Command command,
      SandboxPolicy policy,
      MountPlan plan,
      Optional<Staging> staging,
      Optional<OuterSpace> outer,
      Optional<ControlGroup> group,
      Optional<Gateway> gateway)
      throws IOException {
    List<String> argv = new ArrayList<>();
    List<Path> entrances = group.map(ControlGroup::entrances).orElse(List.of());
    if (!entrances.isEmpty()) {
      argv.addAll(IN_GROUPS);
      entrances.forEach(entrance -> argv.add(entrance.toString()));
      argv.add("--");
    }
    boolean byUser = countsByUser(staging);
    outer.ifPresent(it -> argv.addAll(it.entrance()));
    if (byUser && staging.isEmpty() && outer.isEmpty()) {
      argv.addAll(List.of(Armour.UNSHARE.toString(), "--user", "--map-current-user", "--"));
    }
    if (armour.rlimits()) {
      argv.addAll(Rlimits.arguments(policy.limits(), byUser));
    }
    argv.addAll(List.of(program.toString(), "--json-status-fd", STATUS_DESCRIPTOR));
    if (armour.filter().isPresent()) {
      argv.addAll(List.of("--seccomp", FILTER_DESCRIPTOR));
    }
    argv.addAll(namespaces(policy.network()));
    if (staging.isPresent()) {
      // inside, the stage goes by the number of the user who runs it, as that user's files do
      argv.addAll(staging.get().arguments());
      argv.addAll(List.of("--proc", "/proc"));
      argv.addAll(system.coveredControls(true));
    } else {
      argv.addAll(ownFolders(outer, policy.devices()));
      argv.addAll(plan.arguments());
      gateway.ifPresent(it -> argv.addAll(it.mount()));
    }
    WrapperVariables.within(command)
        .forEach((name, value) -> argv.addAll(List.of("--setenv", name, value)));
    argv.addAll(List.of("--chdir", command.directory().toString()));
    if (staging.isEmpty()) {
      // last: until now bubblewrap itself had to make folders there
      argv.addAll(List.of("--remount-ro", "/"));
    }
    argv.add("--");
    gateway.ifPresent(it -> argv.addAll(it.start(command)));
    argv.addAll(command.argv());
    return argv;
  }

  /** The control group counts the stage's processes only; a user's are the second choice. */
  private boolean countsByUser(Optional<Staging> staging) {
    return (staging.isPresent() || armour.countsApart())
        && !armour.groups().has(Controller.PROCESSES);
  }

  /** The root folder for a user of the stage's own; adds to the list if that cannot be. */
  private Optional<Staging> staging(
      MountPlan plan,
      Map<Path, Path> moved,
      SandboxPolicy policy,
      Path directory,
      List<String> notEnforced) {
    Optional<Staging> staging = Optional.empty();
    if (armour.slots().isPresent()) {
      try {
        Slots.Slot slot = armour.slots().get().take();
        try {
          staging =
              Optional.of(
                  Staging.of(plan, moved, policy, slot, List.of(program, statusFolder, directory)));
        } catch (IOException e) {
          armour.slots().get().giveBack(slot);
          throw e;
        }
      } catch (IOException e) {
        notEnforced.add("user: the stage's is root's own, " + e.getMessage());
      }
    }
    return staging;
  }

  /** What keeps an ordinary user's stage from starting what it wrote; adds to the list if not. */
  private Optional<OuterSpace> outer(MountPlan plan, Path directory, List<String> notEnforced) {
    String why = "that takes root, or unshare of util-linux and Linux 5.14";
    if (armour.countsApart()) {
      List<Path> visible = new ArrayList<>(plan.mounted().keySet());
      visible.addAll(List.of(program, statusFolder, directory));
      try {
        return Optional.of(new OuterSpace(Staging.base(visible), plan.writable()));
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    notEnforced.add(
        Promise.OWN_PROGRAMS.label() + ": a stage can start what it wrote; to keep it: " + why);
    return Optional.empty();
  }

  private Optional<ControlGroup> group(Limits limits, Optional<Gateway> gateway) {
    Map<Controller, Long> kept = new EnumMap<>(Controller.class);
    keep(kept, Controller.CPUS, limits.amount(Resource.CPUS), 0);
    keep(kept, Controller.MEMORY, limits.amount(Resource.MEMORY), 0);
    keep(
        kept,
        Controller.PROCESSES,
        limits.amount(Resource.PROCESSES),
        OWN_PROCESSES + (gateway.isPresent() ? 1 : 0));
    return kept.isEmpty() ? Optional.empty() : Optional.of(armour.groups().named(kept));
  }

  private void keep(
      Map<Controller, Long> kept, Controller controller, OptionalLong amount, int more) {
    if (amount.isPresent() && armour.groups().has(controller)) {
      kept.put(controller, amount.getAsLong() + more);
    }
  }

  private Bubblewrapped.Lease lease(Optional<Staging> staging) {
    return () ->
        staging.ifPresent(it -> armour.slots().ifPresent(slots -> slots.giveBack(it.slot())));
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
      case Network.Hosts _ -> arguments.add("--unshare-net");
      case Network.Host() -> {}
    }
    arguments.addAll(List.of("--cap-drop", "ALL", "--hostname", "stage"));
    return arguments;
  }

  /** What a sandbox makes itself, where nobody made it before. */
  private List<String> ownFolders(Optional<OuterSpace> outer, List<Path> devices)
      throws IOException {
    List<String> arguments = new ArrayList<>(outer.isPresent() ? OuterSpace.identity() : List.of());
    arguments.addAll(List.of("--proc", "/proc"));
    arguments.addAll(system.coveredControls(false));
    arguments.addAll(List.of("--dev", "/dev"));
    arguments.addAll(scratch(outer.map(OuterSpace::shm), "/dev/shm"));
    for (Path device : devices) {
      arguments.addAll(List.of("--dev-bind", device.toString(), device.toString()));
    }
    arguments.addAll(List.of("--remount-ro", "/dev"));
    arguments.addAll(scratch(outer.map(OuterSpace::tmp), "/tmp"));
    return arguments;
  }

  private static List<String> scratch(Optional<Path> memory, String folder) {
    return memory.isPresent()
        ? List.of("--bind", memory.get().toString(), folder)
        : List.of("--perms", "1777", "--size", Long.toString(SCRATCH_BYTES), "--tmpfs", folder);
  }

  /** The wrapper's own environment, which the stage inherits. */
  private static Map<String, String> inherited(Command command, Optional<Gateway> gateway) {
    Map<String, String> inherited = WrapperVariables.inherited(command);
    gateway.ifPresent(_ -> inherited.putAll(Gateway.variables()));
    return inherited;
  }

  private PolicyRefused refused(String why) {
    return new PolicyRefused(kind(), why);
  }
}
