package org.colophon.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.colophon.process.Command;
import org.colophon.sandbox.MountPlan.Access;

/**
 * The backend {@code nsjail}: namespaces around an empty file system, into which the policy's paths
 * and the system's are bound. Made from its documentation; nothing is promised of what was not
 * tried.
 *
 * @see <a href="https://github.com/google/nsjail/blob/3.4/README.md">nsjail, command line</a>
 */
public final class NsJail implements Sandbox {
  private static final long MEBIBYTE = 1L << 20;
  private static final long MILLIS = 1000;

  private final Path program;
  private final SystemView system;
  private final Path statusFolder;

  /**
   * @param program the absolute path of {@code nsjail}
   * @param statusFolder an existing folder out of the reach of stages
   */
  NsJail(Path program, SystemView system, Path statusFolder) {
    this.program = program;
    this.system = system;
    this.statusFolder = statusFolder;
  }

  @Override
  public SandboxKind kind() {
    return SandboxKind.NSJAIL;
  }

  @Override
  public Set<Promise> promises() {
    return Set.of();
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    policy.admit(command, kind());
    policy.requireNoDevices(kind());
    PolicyMounts mountsOf = new PolicyMounts(kind(), system);
    MountPlan plan = mountsOf.plan(policy);
    mountsOf.refuseForgery(plan, statusFolder);
    mountsOf.refuseUnreachable(command, plan);
    List<String> notEnforced =
        new ArrayList<>(
            new Keepers(kind(), EnumSet.allOf(Resource.class)).notEnforced(policy.limits()));
    if (!policy.executes()) {
      notEnforced.add(Promise.OWN_PROGRAMS.label() + ": a stage can start what it wrote");
    }
    List<String> wrapper = new ArrayList<>(List.of(program.toString()));
    wrapper.addAll(List.of("--mode", "o", "--really_quiet", "--time_limit", "0", "--pass_fd", "3"));
    wrapper.addAll(List.of("--hostname", "stage", "--rlimit_as", "inf", "--rlimit_core", "0"));
    switch (policy.network()) {
      case Network.None() -> {}
      case Network.Hosts _ -> throw PolicyRefused.hosts(kind());
      case Network.Host() -> wrapper.add("--disable_clone_newnet");
    }
    wrapper.addAll(limits(policy.limits()));
    wrapper.addAll(mounts(plan));
    WrapperVariables.inherited(command)
        .keySet()
        .forEach(name -> wrapper.addAll(List.of("--env", name)));
    WrapperVariables.within(command)
        .forEach((name, value) -> wrapper.addAll(List.of("--env", name + "=" + value)));
    wrapper.addAll(List.of("--cwd", command.directory().toString(), "--"));
    Path status = statusFolder.resolve("nsjail-" + LaunchName.of(command, policy));
    return ReportedStart.of(command, kind(), wrapper, Set.of(), status, notEnforced);
  }

  /**
   * Its defaults are its own, and small: what the policy does not limit is told to be unlimited.
   */
  private static List<String> limits(Limits limits) {
    List<String> arguments = new ArrayList<>();
    limits
        .amount(Resource.CPUS)
        .ifPresent(
            it -> arguments.addAll(List.of("--cgroup_cpu_ms_per_sec", Long.toString(it * MILLIS))));
    limits
        .amount(Resource.MEMORY)
        .ifPresent(it -> arguments.addAll(List.of("--cgroup_mem_max", Long.toString(it))));
    limits
        .amount(Resource.PROCESSES)
        .ifPresent(it -> arguments.addAll(List.of("--cgroup_pids_max", Long.toString(it))));
    long fileBytes = limits.amount(Resource.FILE_SIZE).orElse(0);
    arguments.addAll(
        List.of(
            "--rlimit_fsize",
            fileBytes == 0 ? "inf" : Long.toString(Math.max(1, fileBytes / MEBIBYTE)),
            "--rlimit_nofile",
            limits.amount(Resource.OPEN_FILES).isPresent()
                ? Long.toString(limits.amount(Resource.OPEN_FILES).getAsLong())
                : "hard",
            "--rlimit_nproc",
            "hard"));
    return arguments;
  }

  private List<String> mounts(MountPlan plan) throws PolicyRefused {
    List<String> arguments = new ArrayList<>();
    SortedMap<Path, Path> links = plan.links();
    for (Map.Entry<Path, Path> link : links.entrySet()) {
      arguments.addAll(List.of("--symlink", joined(link.getValue(), link.getKey())));
    }
    for (Map.Entry<Path, Access> mount : plan.mounted().entrySet()) {
      String option = mount.getValue() == Access.WRITE ? "--bindmount" : "--bindmount_ro";
      arguments.addAll(List.of(option, joined(mount.getKey(), mount.getKey())));
    }
    for (String device : List.of("null", "zero", "full", "random", "urandom")) {
      arguments.addAll(List.of("--bindmount", "/dev/" + device));
    }
    for (String folder : List.of("/tmp", "/dev/shm")) {
      arguments.addAll(
          List.of("--mount", "none:" + folder + ":tmpfs:size=" + Bubblewrap.SCRATCH_BYTES));
    }
    return arguments;
  }

  private String joined(Path from, Path to) throws PolicyRefused {
    if ((from + "" + to).contains(":")) {
      throw new PolicyRefused(kind(), "it cannot be told of " + to + ", for the colon in its name");
    }
    return from + ":" + to;
  }
}
