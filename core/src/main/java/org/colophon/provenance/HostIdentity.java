package org.colophon.provenance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which running system this is. Processes of two of them cannot see each other, though both may
 * reach one folder.
 *
 * @param name of the host
 * @param bootId of this start of its kernel, the same in all of its containers; {@code unknown}
 *     where the kernel does not say
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/kernel.html">kernel.random.boot_id</a>
 */
public record HostIdentity(String name, @JsonProperty("boot_id") String bootId) {
  private static final String UNKNOWN = "unknown";
  private static final Path KERNEL = Path.of("/proc/sys/kernel");

  public HostIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(bootId, "boot_id");
  }

  /** The system that this process runs on. */
  public static HostIdentity ofThisMachine() throws IOException {
    return new HostIdentity(
        line(KERNEL.resolve("hostname")).orElse("localhost"),
        line(KERNEL.resolve("random/boot_id")).orElse(UNKNOWN));
  }

  /**
   * Whether a process of {@code other} may be alive without being seen from here: another kernel,
   * on a host of another name. A kernel of the same host that started before is gone with all of
   * its processes.
   */
  public boolean cannotSee(HostIdentity other) {
    boolean sameKernel = bootId.equals(other.bootId) && !bootId.equals(UNKNOWN);
    return !sameKernel && !name.equals(other.name);
  }

  private static Optional<String> line(Path file) throws IOException {
    return Files.isReadable(file)
        ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
