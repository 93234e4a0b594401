package org.colophon.sandbox.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * Mounts that only one thread, and what it starts, can see. They end with the last of these.
 *
 * <p>Files are shown below a folder of the machine that has nothing to do with them, because the
 * stage's user could not even pass through folders that are closed to all but their owner.
 *
 * @param base an existing folder, covered by an empty one for the thread
 */
public record MountSpace(Path base) {
  private static final int AT_FDCWD = -100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int OPEN_TREE_CLONE = 1;
  private static final int O_CLOEXEC = 02000000;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;

  private static final int CLONE_NEWNS = 0x20000;

  private static final int MS_NOSUID = 2;
  private static final int MS_NODEV = 4;
  private static final int MS_NOEXEC = 8;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 1 << 18;

  private static final int ATTR_RDONLY = 1;
  private static final int ATTR_NOSUID = 2;
  private static final int ATTR_NODEV = 4;
  private static final int ATTR_NOEXEC = 8;
  private static final int ATTR_IDMAP = 0x100000;

  /**
   * One file or folder to show.
   *
   * @param source its real path
   * @param name what it is called below the base
   * @param executes whether programs in it may be started
   */
  public record Shown(Path source, String name, boolean writable, boolean executes) {}

  /**
   * An empty folder in memory.
   *
   * @param bytes the most that it holds
   */
  public record Scratch(String name, long bytes, boolean executes) {
    private static final int FILES = 200_000;

    private int flags() {
      return MS_NOSUID | MS_NODEV | (executes ? 0 : MS_NOEXEC);
    }

    private String options() {
      return "mode=1777,size=" + bytes + ",nr_inodes=" + FILES;
    }
  }

  /**
   * Gives the calling thread these mounts, for good.
   *
   * @throws IOException if the kernel refuses; the thread must not be used for anything then
   */
  public void enter(List<Shown> shown, List<Scratch> scratch, IdMap ids) throws IOException {
    Kernel.call(SystemCall.UNSHARE, " of mounts", CLONE_NEWNS);
    mount("none", Path.of("/"), "none", MS_REC | MS_PRIVATE, "");
    int[] trees = new int[shown.size()];
    boolean[] folders = new boolean[shown.size()];
    for (int i = 0; i < trees.length; i++) {
      // all of it before the base is covered: what is shown may lie in it
      folders[i] = Files.isDirectory(shown.get(i).source());
      trees[i] = tree(shown.get(i), ids);
    }
    mount("tmpfs", base, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=755,size=1m");
    for (int i = 0; i < trees.length; i++) {
      place(trees[i], base.resolve(shown.get(i).name()), folders[i]);
    }
    for (Scratch each : scratch) {
      Path folder = Files.createDirectory(base.resolve(each.name()));
      mount("tmpfs", folder, "tmpfs", each.flags(), each.options());
    }
  }

  /** Whether the file system of a path can show its files as another user's. */
  public static boolean maps(Path path, IdMap ids) {
    try {
      Kernel.call(SystemCall.CLOSE, "", tree(new Shown(path, "", true, true), ids));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A copy of the mounts at a path that is not visible anywhere yet. */
  private static int tree(Shown shown, IdMap ids) throws IOException {
    int flags = ATTR_NOSUID | ATTR_NODEV;
    flags |= shown.writable() ? 0 : ATTR_RDONLY;
    flags |= shown.executes() ? 0 : ATTR_NOEXEC;
    try (Arena arena = Arena.ofConfined()) {
      int tree = clone(arena, shown.source());
      try {
        set(arena, tree, shown.source(), flags | ATTR_IDMAP, ids.descriptor());
      } catch (Kernel.Refused e) {
        // what all may read can be shown as it is
        if (shown.writable()) {
          Kernel.call(SystemCall.CLOSE, "", tree);
          throw e;
        }
        set(arena, tree, shown.source(), flags, 0);
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

  private static void place(int tree, Path target, boolean folder) throws IOException {
    if (folder) {
      Files.createDirectory(target);
    } else {
      Files.createFile(target);
    }
    try (Arena arena = Arena.ofConfined()) {
      Kernel.call(
          SystemCall.MOVE_MOUNT,
          " to " + target,
          tree,
          arena.allocateFrom("").address(),
          AT_FDCWD,
          arena.allocateFrom(target.toString()).address(),
          MOVE_MOUNT_F_EMPTY_PATH);
    }
    Kernel.call(SystemCall.CLOSE, " of " + target, tree);
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
