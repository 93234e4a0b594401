package org.colophon.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * A root folder of a stage's own, made of mounts that only one thread, and what it starts, can see.
 * They end with the last of these.
 *
 * <p>It is built below a folder of the machine that has nothing to do with it, because the stage's
 * user could not even pass through folders that are closed to all but their owner; and here, with a
 * few calls for each mount, since the wrapper reads the list of all mounts anew for each that it
 * makes.
 *
 * @param base an existing folder, covered by the new root for the thread
 */
public record MountSpace(Path base) {
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int OPEN_TREE_CLONE = 1;
  private static final int O_CLOEXEC = 02000000;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;

  private static final int CLONE_NEWNS = 0x20000;

  private static final int S_IFREG = 0100000;

  private static final int MS_RDONLY = 1;
  private static final int MS_NOSUID = 2;
  private static final int MS_NODEV = 4;
  private static final int MS_NOEXEC = 8;
  private static final int MS_REMOUNT = 32;
  private static final int MS_BIND = 0x1000;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 1 << 18;

  private static final int ATTR_RDONLY = 1;
  private static final int ATTR_NOSUID = 2;
  private static final int ATTR_NODEV = 4;
  private static final int ATTR_NOEXEC = 8;
  private static final int ATTR_IDMAP = 0x100000;

  private static final Path TERMINALS = Path.of("/dev/pts");
  private static final Set<PosixFilePermission> PASSABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  /** What may be done with what is shown. */
  public enum Use {
    /** Programs and what they look up, as every user may read it. */
    SYSTEM(ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, false),
    /** A device file; that its mount is read-only keeps its mode and times, not its data. */
    DEVICE(ATTR_RDONLY | ATTR_NOSUID | ATTR_NOEXEC, false),
    READ(ATTR_RDONLY | ATTR_NOSUID | ATTR_NODEV, true),
    WRITE(ATTR_NOSUID | ATTR_NODEV | ATTR_NOEXEC, true),
    WRITE_AND_EXECUTE(ATTR_NOSUID | ATTR_NODEV, true);

    private final int flags;
    private final boolean mapped;

    Use(int flags, boolean mapped) {
      this.flags = flags;
      this.mapped = mapped;
    }

    private boolean writes() {
      return (flags & ATTR_RDONLY) == 0;
    }
  }

  /**
   * One file or folder to show.
   *
   * @param source its real path
   * @param target its absolute path in the new root
   */
  public record Shown(Path source, Path target, Use use) {}

  /**
   * An empty folder in memory.
   *
   * @param bytes the most that it holds
   */
  public record Scratch(Path target, long bytes, boolean executes) {
    private static final int FILES = 200_000;

    private int flags() {
      return MS_NOSUID | MS_NODEV | (executes ? 0 : MS_NOEXEC);
    }

    private String options() {
      return "mode=1777,size=" + bytes + ",nr_inodes=" + FILES;
    }
  }

  /**
   * All of a root folder. Its paths are absolute ones in it.
   *
   * @param folders that are empty, to be mounted upon
   * @param links symbolic links, with their targets
   * @param shown a folder before what is in it
   */
  public record Root(
      List<Path> folders, Map<Path, Path> links, List<Scratch> scratch, List<Shown> shown) {
    public Root {
      folders = List.copyOf(folders);
      links = Map.copyOf(links);
      scratch = List.copyOf(scratch);
      shown = List.copyOf(shown);
    }
  }

  /**
   * Gives the calling thread these mounts, for good.
   *
   * @throws IOException if the kernel refuses; the thread must not be used for anything then
   */
  public void enter(Root root, IdMap ids) throws IOException {
    Kernel.call(SystemCall.UNSHARE, " of mounts", CLONE_NEWNS);
    mount("none", Path.of("/"), "none", MS_REC | MS_PRIVATE, "");
    List<Tree> trees = new ArrayList<>();
    for (Shown each : root.shown()) {
      // all of it before the base is covered: what is shown may lie in it
      trees.add(new Tree(each, Files.isDirectory(each.source()), tree(each, ids)));
    }
    mount("tmpfs", base, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=755,size=1m");
    for (Path folder : root.folders()) {
      makeFolder(folder);
    }
    makePseudoTerminals();
    for (Scratch each : root.scratch()) {
      makeFolder(each.target());
      mount("tmpfs", within(each.target()), "tmpfs", each.flags(), each.options());
    }
    for (Map.Entry<Path, Path> link : root.links().entrySet()) {
      makeFolder(parent(link.getKey()));
      Files.createSymbolicLink(within(link.getKey()), link.getValue());
    }
    for (int i = 0; i < trees.size(); i++) {
      place(trees.get(i), trees.subList(0, i));
    }
    seal();
  }

  /** A copy of mounts that is not visible anywhere yet. */
  private record Tree(Shown shown, boolean folder, int descriptor) {}

  private void makePseudoTerminals() throws IOException {
    makeFolder(TERMINALS);
    mount(
        "devpts",
        within(TERMINALS),
        "devpts",
        MS_NOSUID | MS_NOEXEC,
        "newinstance,ptmxmode=0666,mode=620");
  }

  /** Whether the file system of a path can show its files as another user's. */
  public static boolean maps(Path path, IdMap ids) {
    try {
      Kernel.call(SystemCall.CLOSE, "", tree(new Shown(path, path, Use.WRITE), ids));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int tree(Shown shown, IdMap ids) throws IOException {
    Use use = shown.use();
    try (Arena arena = Arena.ofConfined()) {
      int tree = clone(arena, shown.source());
      if (!use.mapped) {
        set(arena, tree, shown.source(), use.flags, 0);
        return tree;
      }
      try {
        set(arena, tree, shown.source(), use.flags | ATTR_IDMAP, ids.descriptor());
      } catch (Kernel.Refused e) {
        // what all may read can be shown as it is
        if (use.writes()) {
          Kernel.call(SystemCall.CLOSE, "", tree);
          throw e;
        }
        set(arena, tree, shown.source(), use.flags, 0);
      }
      return tree;
    }
  }

  private static int clone(Arena arena, Path source) throws IOException {
    return (int)
        Kernel.call(
            SystemCall.OPEN_TREE,
            " of " + source,
            AT_FDCWD,
            arena.allocateFrom(source.toString()).address(),
            OPEN_TREE_CLONE | O_CLOEXEC | AT_RECURSIVE);
  }

  /** {@code struct mount_attr}: attributes to set, to clear, propagation, user namespace. */
  private static void set(Arena arena, int tree, Path source, int flags, int userNamespace)
      throws IOException {
    MemorySegment attributes = arena.allocate(ValueLayout.JAVA_LONG, 4);
    attributes.setAtIndex(ValueLayout.JAVA_LONG, 0, flags);
    attributes.setAtIndex(ValueLayout.JAVA_LONG, 3, userNamespace);
    Kernel.call(
        SystemCall.MOUNT_SETATTR,
        " of " + source,
        tree,
        arena.allocateFrom("").address(),
        AT_EMPTY_PATH | AT_RECURSIVE,
        attributes.address(),
        attributes.byteSize());
  }

  /** In what was placed before, the place is there; this program makes nothing in it. */
  private void place(Tree tree, List<Tree> before) throws IOException {
    Path target = tree.shown().target();
    if (before.stream().noneMatch(other -> target.startsWith(other.shown().target()))) {
      makeFolder(tree.folder() ? target : parent(target));
      if (!tree.folder()) {
        makeFile(target);
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.MOVE_MOUNT,
          " to " + target,
          tree.descriptor(),
          arena.allocateFrom("").address(),
          AT_FDCWD,
          arena.allocateFrom(within(target).toString()).address(),
          MOVE_MOUNT_F_EMPTY_PATH);
    }
    Kernel.call(SystemCall.CLOSE, " of " + target, tree.descriptor());
  }

  /**
   * Without opening it: the descriptor could be held for a moment by a process that another thread
   * starts, and nothing can be sealed that somebody has open for writing.
   */
  private void makeFile(Path target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.MKNODAT,
          " of " + target,
          AT_FDCWD,
          arena.allocateFrom(within(target).toString()).address(),
          S_IFREG,
          0);
    }
  }

  /** Makes a folder and those above it, which everybody may pass through. */
  private void makeFolder(Path folder) throws IOException {
    Path here = within(folder);
    if (Files.isDirectory(here)) {
      return;
    }
    makeFolder(parent(folder));
    Files.createDirectory(here);
    Files.setPosixFilePermissions(here, PASSABLE);
  }

  /** From now on nothing is made in the root folder itself. */
  private void seal() throws IOException {
    int flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC;
    mount("none", base, "none", flags, "");
  }

  private Path within(Path target) {
    return base.resolve(Path.of("/").relativize(target).toString());
  }

  /** Of a path in the root folder, which is its own. */
  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void mount(String source, Path target, String type, long flags, String options)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.MOUNT,
          " at " + target,
          arena.allocateFrom(source).address(),
          arena.allocateFrom(target.toString()).address(),
          arena.allocateFrom(type).address(),
          flags,
          arena.allocateFrom(options).address());
    }
  }
}
