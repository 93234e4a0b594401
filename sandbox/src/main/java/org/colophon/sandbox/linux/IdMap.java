package org.colophon.sandbox.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.sandbox.seccomp.SystemCall;

/**
 * A mapping by which files of one user appear, through a mount, as those of another: a stage with a
 * user number of its own reads and writes them, and what it makes belongs on the disk to the first.
 *
 * <p>The kernel takes such a mapping from a user namespace, so one is made by a process that ends
 * at once; the descriptor keeps it.
 *
 * @param descriptor of the user namespace, in this process
 * @see <a href="https://docs.kernel.org/filesystems/idmappings.html">Idmappings</a>
 */
public record IdMap(int descriptor) implements AutoCloseable {
  private static final Path UNSHARE = Path.of("/usr/bin/unshare");
  private static final int AT_FDCWD = -100;
  private static final int O_CLOEXEC = 02000000;

  /**
   * Makes a mapping of users and groups.
   *
   * @param onDisk the number that the file system keeps
   * @param shown the number that the stage has
   * @throws IOException if the kernel or the machine's rules do not allow it
   */
  public static IdMap of(int onDisk, int shown) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(UNSHARE.toString(), "--user", "/bin/sh", "-c", "echo made; read -r over"));
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process holder = builder.start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      if (!"made".equals(said.readLine())) {
        throw new IOException("no user namespace can be made here");
      }
      Path process = Path.of("/proc", Long.toString(holder.pid()));
      String mapping = onDisk + " " + shown + " 1";
      Files.writeString(process.resolve("uid_map"), mapping);
      Files.writeString(process.resolve("gid_map"), mapping);
      return new IdMap(open(process.resolve("ns/user")));
    } finally {
      holder.destroyForcibly();
      // buried before anybody looks for children that were left behind
      holder.onExit().join();
    }
  }

  private static int open(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return (int)
          Kernel.call(
              SystemCall.OPENAT,
              " of " + file,
              AT_FDCWD,
              arena.allocateFrom(file.toString()).address(),
              O_CLOEXEC);
    }
  }

  @Override
  public void close() throws IOException {
    Kernel.call(SystemCall.CLOSE, " of an id map", descriptor);
  }
}
