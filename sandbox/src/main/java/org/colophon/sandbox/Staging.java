package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.sandbox.MountPlan.Access;
import org.colophon.sandbox.linux.MountSpace;

/**
 * The root folder of a stage with its own user, which reaches files there as if they were its own.
 *
 * @param space where it is built, seen by nobody else
 * @param slot the stage's user
 */
record Staging(MountSpace space, MountSpace.Root root, Slots.Slot slot) {
  /** Folders that every system has and hardly any program needs; one of them is covered. */
  private static final List<String> BASES = List.of("/mnt", "/media", "/srv");

  private static final Path PROC = Path.of("/proc");
  private static final List<Path> SCRATCH = List.of(Path.of("/tmp"), Path.of("/dev/shm"));

  /** Those that bubblewrap's own {@code /dev} has. */
  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty");

  private static final Map<Path, Path> DEVICE_LINKS =
      Map.of(
          Path.of("/dev/stdin"), Path.of("/proc/self/fd/0"),
          Path.of("/dev/stdout"), Path.of("/proc/self/fd/1"),
          Path.of("/dev/stderr"), Path.of("/proc/self/fd/2"),
          Path.of("/dev/fd"), Path.of("/proc/self/fd"),
          Path.of("/dev/core"), Path.of("/proc/kcore"),
          Path.of("/dev/ptmx"), Path.of("pts/ptmx"));

  /**
   * For what a policy asked for.
   *
   * @param moved where a path of this machine is to appear, and to be read, under another name
   * @param notThere paths that must stay visible under their own names
   * @throws IOException if a writable path's file system cannot do it; the message says which
   */
  static Staging of(
      MountPlan plan,
      Map<Path, Path> moved,
      SandboxPolicy policy,
      Slots.Slot slot,
      List<Path> notThere)
      throws IOException {
    List<MountSpace.Shown> shown = new ArrayList<>();
    for (Path device : devices(policy)) {
      shown.add(new MountSpace.Shown(device, device, MountSpace.Use.DEVICE));
    }
    for (Map.Entry<Path, Access> mount : plan.mounted().entrySet()) {
      Path path = mount.getKey();
      boolean writable = mount.getValue() == Access.WRITE;
      if (writable && !MountSpace.maps(path, slot.ids())) {
        throw new IOException(
            "the file system of " + path + " cannot show files as another user's");
      }
      shown.add(
          new MountSpace.Shown(
              path, path, plan.isOfSystem(path) ? MountSpace.Use.SYSTEM : use(writable, policy)));
    }
    moved.forEach(
        (source, target) -> shown.add(new MountSpace.Shown(source, target, MountSpace.Use.READ)));
    Map<Path, Path> links = new TreeMap<>(DEVICE_LINKS);
    links.putAll(plan.links());
    List<MountSpace.Scratch> scratch =
        SCRATCH.stream()
            .map(folder ->
                new MountSpace.Scratch(folder, Bubblewrap.SCRATCH_BYTES, policy.executes()))
            .toList();
    return new Staging(
        new MountSpace(base(notThere)),
        new MountSpace.Root(List.of(PROC), links, scratch, shown),
        slot);
  }

  private static List<Path> devices(SandboxPolicy policy) {
    return Stream.concat(
            DEVICES.stream().map(Path::of).filter(Files::exists), policy.devices().stream())
        .distinct()
        .toList();
  }

  private static MountSpace.Use use(boolean writable, SandboxPolicy policy) {
    if (!writable) {
      return MountSpace.Use.READ;
    }
    return policy.executes() ? MountSpace.Use.WRITE_AND_EXECUTE : MountSpace.Use.WRITE;
  }

  /** A folder of the machine that has none of these paths in it. */
  static Path base(List<Path> notThere) throws IOException {
    return BASES.stream()
        .map(Path::of)
        .filter(Files::isDirectory)
        .filter(base -> notThere.stream().noneMatch(path -> path.startsWith(base)))
        .findFirst()
        .orElseThrow(() -> new IOException("there is none of the folders " + BASES));
  }

  /** Puts it there, for the calling thread. */
  void enter() throws IOException {
    space.enter(root, slot.ids());
  }

  /** Bubblewrap's arguments that make it the stage's root, for a stage that is root in there. */
  List<String> arguments() {
    // all flags of its mounts are set and locked, also that of those that are no devices
    return List.of("--uid", "0", "--gid", "0", "--dev-bind", space.base().toString(), "/");
  }
}
