package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user and a mount namespace around bubblewrap's own, for an orchestrator that is an ordinary
 * user: in there it is root and may mount, so that nothing is started from where the stage writes.
 * What {@link Staging} is for root, and slower, since every mount is a program.
 *
 * @param base a folder that is covered, for the folders in memory
 * @param writable real paths that the stage writes
 */
record OuterSpace(Path base, List<Path> writable) {
  private static final String SCRIPT =
      """
      base=$1 size=$2; shift 2
      while [ "$1" != -- ]; do
        /bin/mount --bind "$1" "$1" && /bin/mount -o remount,bind,noexec,nosuid,nodev "$1" || exit 125
        shift
      done
      shift
      /bin/mount -t tmpfs -o mode=755,size=1m none "$base" && /bin/mkdir "$base/tmp" "$base/shm" &&
      /bin/mount -t tmpfs -o "$size" none "$base/tmp" && /bin/mount -t tmpfs -o "$size" none "$base/shm" ||
        exit 125
      exec "$@"
      """;

  OuterSpace {
    writable = List.copyOf(writable);
  }

  Path tmp() {
    return base.resolve("tmp");
  }

  Path shm() {
    return base.resolve("shm");
  }

  /** The beginning of a command line that becomes the rest of it in there. */
  List<String> entrance() {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Armour.UNSHARE.toString(),
                "--user",
                "--map-root-user",
                "--mount",
                "--propagation",
                "private",
                "--",
                "/bin/sh",
                "-c",
                SCRIPT,
                "sh",
                base.toString(),
                "mode=1777,noexec,nosuid,nodev,nr_inodes=200000,size=" + Bubblewrap.SCRATCH_BYTES));
    writable.forEach(path -> argv.add(path.toString()));
    argv.add("--");
    return argv;
  }

  /** For bubblewrap: within, the stage goes by the number of the user who runs it, as outside. */
  static List<String> identity() throws IOException {
    Path self = Path.of("/proc/self");
    return List.of(
        "--uid",
        Files.getAttribute(self, "unix:uid").toString(),
        "--gid",
        Files.getAttribute(self, "unix:gid").toString());
  }
}
