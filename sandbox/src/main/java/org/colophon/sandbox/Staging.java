package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.sandbox.MountPlan.Access;
import org.colophon.sandbox.linux.MountSpace;

/**
 * Where the files of a stage are put so that its own user reaches them as if they were its own.
 *
 * @param space the mounts, seen by nobody else
 * @param slot the stage's user
 * @param shown what is put there
 * @param executes whether what the stage writes may be started
 */
record Staging(MountSpace space, Slots.Slot slot, List<MountSpace.Shown> shown, boolean executes) {
  static final String TMP = "tmp";
  static final String SHM = "shm";

  /** Folders that every system has and hardly any program needs; one of them is covered. */
  private static final List<String> BASES = List.of("/mnt", "/media", "/srv");

  Staging {
    shown = List.copyOf(shown);
  }

  /**
   * For the mounts that the policy asked for.
   *
   * @param notThere paths that must stay visible under their own names
   * @throws IOException if a writable path's file system cannot do it; the message says which
   */
  static Staging of(
      Map<Path, Access> mounts, boolean executes, Slots.Slot slot, List<Path> notThere)
      throws IOException {
    List<MountSpace.Shown> shown = new ArrayList<>();
    for (Map.Entry<Path, Access> mount : mounts.entrySet()) {
      Path path = mount.getKey();
      boolean writable = mount.getValue() == Access.WRITE;
      if (writable && !MountSpace.maps(path, slot.ids())) {
        throw new IOException(
            "the file system of " + path + " cannot show files as another user's");
      }
      shown.add(
          new MountSpace.Shown(
              path, Integer.toString(shown.size()), writable, !writable || executes));
    }
    return new Staging(new MountSpace(base(notThere)), slot, shown, executes);
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

  /** By the real path of a file, where bubblewrap finds it. */
  Map<Path, Path> sources() {
    Map<Path, Path> sources = new TreeMap<>();
    shown.forEach(each -> sources.put(each.source(), space.base().resolve(each.name())));
    return sources;
  }

  /** Puts them there, for the calling thread. */
  void enter() throws IOException {
    space.enter(shown, List.of(scratchFolder(TMP), scratchFolder(SHM)), slot.ids());
  }

  private MountSpace.Scratch scratchFolder(String name) {
    return new MountSpace.Scratch(name, Bubblewrap.SCRATCH_BYTES, executes);
  }

  /** The beginning of a command line that becomes the stage's user. */
  List<String> user() {
    String user = Integer.toString(slot.user());
    return List.of(
        Armour.SETPRIV.toString(),
        "--reuid=" + user,
        "--regid=" + user,
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--no-new-privs");
  }
}
