package org.colophon.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which sandboxes could start {@code true} since the machine was started, so that not every
 * invocation tries again. Only success is remembered, and only that of a sandbox in its full
 * strength: whoever forges this gets a sandbox that fails to start, never a weaker one.
 *
 * @param folder absolute; made when it is needed, for its owner only
 */
public record RememberedTrials(Path folder) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path SELF = Path.of("/proc/self");

  /** What of this process decides on what it may do. */
  private static final Set<String> OWN_LINES = Set.of("Uid:", "CapEff:", "NoNewPrivs:", "Seccomp:");

  /** What an administrator can take away while the machine runs, where there is such a thing. */
  private static final List<String> SWITCHES =
      List.of(
          "kernel/unprivileged_userns_clone",
          "kernel/apparmor_restrict_unprivileged_userns",
          "user/max_user_namespaces");

  private static final List<String> NAMESPACES = List.of("user", "mnt", "pid", "net");

  /** In the system's place for temporary files, one for each user. */
  public static RememberedTrials ofThisUser() throws IOException {
    return new RememberedTrials(
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "colophon-trials-" + Files.getAttribute(SELF, "unix:uid")));
  }

  /** Whether a trial of this kind succeeded before. */
  boolean has(Trial trial) {
    try {
      Optional<String> facts = trial.facts();
      if (facts.isEmpty() || !isOwn()) {
        return false;
      }
      Path file = folder.resolve(name(facts.get()));
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.readString(file).equals(facts.get());
    } catch (IOException e) {
      return false;
    }
  }

  /** Remembers a success, and forgets those from before the machine was started. */
  void add(Trial trial) {
    try {
      Optional<String> facts = trial.facts();
      if (facts.isEmpty()) {
        return;
      }
      make();
      if (isOwn()) {
        forget(Files.readString(BOOT));
        Path part = Files.createTempFile(folder, "part-", "");
        Files.writeString(part, facts.get());
        Files.move(
            part,
            folder.resolve(name(facts.get())),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      // the next invocation tries again
    }
  }

  /**
   * One trial.
   *
   * @param program that makes the sandbox, if there is one
   * @param form what else the sandbox consists of
   */
  record Trial(SandboxKind kind, Optional<Path> program, String form) {

    /** Everything that the answer hangs on; empty where that cannot be told. */
    Optional<String> facts() throws IOException {
      if (!Files.isReadable(BOOT)) {
        return Optional.empty();
      }
      List<String> facts = new ArrayList<>(List.of(Files.readString(BOOT).strip()));
      facts.add(kind.label() + " " + form);
      if (program.isPresent()) {
        Path real = program.get().toRealPath();
        facts.add(
            "%s %s %s %s %s"
                .formatted(
                    real,
                    Files.size(real),
                    Files.getAttribute(real, "unix:ino"),
                    Files.getAttribute(real, "unix:ctime"),
                    Files.getAttribute(real, "unix:mode")));
      }
      for (String namespace : NAMESPACES) {
        facts.add(Files.readSymbolicLink(SELF.resolve("ns").resolve(namespace)).toString());
      }
      for (String name : SWITCHES) {
        Path file = Path.of("/proc/sys", name);
        facts.add(name + " " + (Files.isReadable(file) ? Files.readString(file).strip() : "none"));
      }
      Files.readAllLines(SELF.resolve("status")).stream()
          .filter(line -> OWN_LINES.contains(line.split("\t", 2)[0]))
          .forEach(facts::add);
      return Optional.of(String.join("\n", facts) + "\n");
    }
  }

  private void make() throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // whose it is, is looked at in any case
    }
  }

  /** A folder that others could have made, or could write to, is left alone. */
  private boolean isOwn() throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(SELF, "unix:uid"))
        && PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
            .equals("rwx------");
  }

  private void forget(String boot) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!Files.readString(file).startsWith(boot.strip())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String name(String facts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
