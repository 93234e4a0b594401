package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.colophon.process.Command;
import org.colophon.sandbox.seccomp.ContainerProfile;

/**
 * The backends {@code podman} and {@code docker}: a container of an image that is on the machine
 * already, read-only, without capabilities, with the stage's own folders at their own paths.
 *
 * <p>A stage finds the programs of the image and none of the machine's, but for what lies in its
 * policy. It runs as the owner of the folder that it writes to.
 *
 * @see <a href="https://docs.podman.io/en/v4.3/markdown/podman-run.1.html">podman-run(1)</a>
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/run/">docker run</a>
 */
public final class ContainerEngine implements Sandbox {
  /** A container that is asked to end has had its time before. */
  private static final String STOP_SECONDS = "1";

  /** Of one user; podman sets its own default first, above which not even root always may go. */
  private static final long MOST_PROCESSES = 32_768;

  private final SandboxKind kind;
  private final Path program;
  private final String image;
  private final Path folder;
  private final Map<String, String> client;
  private final boolean groups;

  /**
   * @param kind podman or docker
   * @param program the absolute path of the engine's program
   * @param image with its digest
   * @param folder an existing folder out of the reach of stages; holds the filters, see {@link
   *     #writeFilters}
   * @param client the variables of the engine's program itself
   * @param groups whether the engine can limit memory, processors and processes here
   */
  ContainerEngine(
      SandboxKind kind,
      Path program,
      String image,
      Path folder,
      Map<String, String> client,
      boolean groups) {
    this.kind = kind;
    this.program = program;
    this.image = image;
    this.folder = folder;
    this.client = new TreeMap<>(client);
    this.groups = groups;
  }

  @Override
  public SandboxKind kind() {
    return kind;
  }

  @Override
  public Optional<String> image() {
    return Optional.of(image);
  }

  /**
   * What podman was seen to keep. Its containers outlive whoever started them, if they hide their
   * mark. Docker was never tried.
   */
  @Override
  public Set<Promise> promises() {
    return kind == SandboxKind.PODMAN
        ? EnumSet.complementOf(EnumSet.of(Promise.WHOLE_TREE_ENDS, Promise.OWN_PROGRAMS))
        : Set.of();
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    policy.admit(command, kind);
    SandboxPolicy shown = policy.offeringAll();
    PolicyMounts mountsOf = new PolicyMounts(kind, new SystemView(List.of(), List.of(), List.of()));
    MountPlan plan = mountsOf.plan(shown);
    mountsOf.refuseForgery(plan, folder);
    mountsOf.refuseHiddenFolder(command, plan);
    List<String> notEnforced =
        new ArrayList<>(new Keepers(kind, kept()).notEnforced(policy.limits()));
    notEnforced.addAll(weaknesses(policy));
    String name = "colophon-" + LaunchName.of(command, policy);
    EngineVariables variables = EngineVariables.of(kind, command, folder.resolve(name + ".env"));
    try {
      Command wrapped =
          new Command(
              argv(command, shown, name, variables),
              command.directory(),
              variables.with(client),
              command.mark(),
              command.secret());
      return new Contained(kind, wrapped, program, client, name, variables, notEnforced);
    } catch (IOException e) {
      throw new PolicyRefused(kind, "its files or limits cannot be looked up: " + e.getMessage());
    }
  }

  /** The files that {@link #confine} names; made once, before the first stage. */
  static void writeFilters(Path folder) throws IOException {
    Files.writeString(filter(folder, true), ContainerProfile.json(true));
    Files.writeString(filter(folder, false), ContainerProfile.json(false));
  }

  private static Path filter(Path folder, boolean executes) {
    return folder.resolve(executes ? "seccomp.json" : "seccomp-noexec.json");
  }

  private List<String> argv(
      Command command, SandboxPolicy policy, String name, EngineVariables variables)
      throws IOException, PolicyRefused {
    List<String> argv = new ArrayList<>(List.of(program.toString(), "run", "--rm"));
    argv.addAll(List.of("--name", name, "--pull", "never", "--entrypoint", ""));
    argv.addAll(List.of("--network", network(policy.network())));
    argv.addAll(List.of("--hostname", "stage", "--log-driver", "none", "--read-only"));
    argv.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
    argv.addAll(List.of("--security-opt", "seccomp=" + filter(folder, policy.executes())));
    argv.addAll(List.of("--stop-timeout", STOP_SECONDS));
    if (kind == SandboxKind.PODMAN) {
      argv.addAll(List.of("--read-only-tmpfs=false", "--unsetenv-all", "--passwd=false"));
      argv.addAll(List.of("--security-opt", "mask=/sys"));
      if (!SystemView.isRoot()) {
        argv.add("--userns=keep-id");
      }
    }
    argv.addAll(List.of("--user", owner(policy.writable(), command.directory())));
    argv.addAll(limits(policy.limits()));
    argv.addAll(mounts(policy));
    argv.addAll(variables.arguments());
    argv.addAll(List.of("--workdir", command.directory().toString(), image));
    argv.addAll(command.argv());
    return argv;
  }

  private String network(Network network) throws PolicyRefused {
    return switch (network) {
      case Network.None() -> "none";
      case Network.Hosts _ -> throw PolicyRefused.hosts(kind);
      case Network.Host() -> "host";
    };
  }

  /** What a stage makes belongs to whom its folder belongs to. */
  private static String owner(List<Path> writable, Path directory) throws IOException {
    Path folder = writable.isEmpty() ? directory : writable.getFirst();
    return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
  }

  private Set<Resource> kept() {
    return groups
        ? EnumSet.allOf(Resource.class)
        : EnumSet.of(Resource.FILE_SIZE, Resource.OPEN_FILES);
  }

  private List<String> limits(Limits limits) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (groups) {
      add(arguments, "--cpus", limits.amount(Resource.CPUS));
      add(arguments, "--memory", limits.amount(Resource.MEMORY));
      // the same again: no swap besides
      add(arguments, "--memory-swap", limits.amount(Resource.MEMORY));
      add(arguments, "--pids-limit", limits.amount(Resource.PROCESSES));
    }
    arguments.addAll(List.of("--ulimit", "core=0:0"));
    // never above this program's own, which an engine's default would be
    ulimit(arguments, "nofile", limits.amount(Resource.OPEN_FILES), "Max open files");
    ulimit(arguments, "nproc", OptionalLong.of(MOST_PROCESSES), "Max processes");
    if (limits.amount(Resource.FILE_SIZE).isPresent()) {
      ulimit(arguments, "fsize", limits.amount(Resource.FILE_SIZE), "Max file size");
    }
    return arguments;
  }

  private static void add(List<String> arguments, String option, OptionalLong amount) {
    amount.ifPresent(it -> arguments.addAll(List.of(option, Long.toString(it))));
  }

  private static void ulimit(
      List<String> arguments, String name, OptionalLong wanted, String kernelName)
      throws IOException {
    long hard = Rlimits.hardLimit(Files.readAllLines(Path.of("/proc/self/limits")), kernelName);
    long amount = Math.min(wanted.orElse(Long.MAX_VALUE), hard);
    if (amount < Long.MAX_VALUE) {
      arguments.addAll(List.of("--ulimit", name + "=" + amount + ":" + amount));
    }
  }

  private static List<String> mounts(SandboxPolicy policy) throws IOException {
    String exec = policy.executes() ? "exec" : "noexec";
    String bytes = Long.toString(Bubblewrap.SCRATCH_BYTES);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--shm-size",
                bytes,
                "--tmpfs",
                "/tmp:rw,mode=1777,nosuid,nodev," + exec + ",size=" + bytes));
    Map<Path, String> byTarget = new TreeMap<>(MountPlan.SHALLOW_FIRST);
    for (Path path : policy.readable()) {
      bind(byTarget, path, ",readonly");
    }
    for (Path path : policy.writable()) {
      bind(byTarget, path, "");
    }
    byTarget.values().forEach(mount -> arguments.addAll(List.of("--mount", mount)));
    policy.devices().forEach(device -> arguments.addAll(List.of("--device", device.toString())));
    return arguments;
  }

  /** Under the name it was given by, and under its real one. */
  private static void bind(Map<Path, String> byTarget, Path path, String access)
      throws IOException {
    Path real = path.toRealPath();
    for (Path target : List.of(path, real)) {
      byTarget.put(
          target,
          "type=bind," + field("source=" + real) + "," + field("target=" + target) + access);
    }
  }

  /** The engines read the fields of a mount as a line of CSV. */
  private static String field(String text) {
    return Pattern.compile("[,\"\r\n]").matcher(text).find()
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }

  private List<String> weaknesses(SandboxPolicy policy) throws PolicyRefused {
    List<String> lines = new ArrayList<>();
    try {
      if (SystemView.isRoot()) {
        lines.add(
            "user: where the stage's folder is root's, the stage is too, without capabilities");
      }
    } catch (IOException e) {
      throw new PolicyRefused(kind, "its own user is not known: " + e.getMessage());
    }
    if (policy.programs().isPresent()) {
      lines.add("programs: all that the image has are there");
    }
    if (!policy.executes()) {
      lines.add(Promise.OWN_PROGRAMS.label() + ": a stage can start what it wrote into its folder");
    }
    String more = kind == SandboxKind.DOCKER ? ", and those of the image" : "";
    lines.add("variables: HOSTNAME, HOME if it is not given" + more + ", are there too");
    if (kind == SandboxKind.DOCKER) {
      lines.add("/sys: what it tells of the machine can be read");
    }
    return lines;
  }
}
