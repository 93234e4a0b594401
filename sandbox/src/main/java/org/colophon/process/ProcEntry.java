package org.colophon.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What Linux tells of a process under {@code /proc}. Where there is no such folder, or the process
 * is gone or not ours, nothing is known, and each question has a harmless answer.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
record ProcEntry(Path folder) {
  private static final Path PROC = Path.of("/proc");

  private static final int MOST_LOOKS = 20;
  private static final long BETWEEN_LOOKS_NANOS = 200_000;

  /**
   * Every process there is of a window, the newest first; maybe some that are none, of which
   * nothing is known.
   *
   * @param window asked for again once they are listed, or the newest of them would lie outside
   */
  static List<ProcEntry> all(Supplier<Optional<PidWindow>> window) {
    Optional<PidWindow> narrow = window.get().filter(PidWindow::isNarrow);
    return narrow.isPresent()
        ? narrow.get().newestFirst().mapToObj(ProcEntry::of).toList()
        : listed(window);
  }

  private static List<ProcEntry> listed(Supplier<Optional<PidWindow>> window) {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(PROC)) {
      for (Path entry : listing) {
        String name = entry.getFileName().toString();
        if (Character.isDigit(name.charAt(0))) {
          pids.add(Long.valueOf(name));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    window.get().ifPresent(given -> pids.removeIf(pid -> !given.contains(pid)));
    pids.sort(Comparator.reverseOrder());
    return pids.stream().map(ProcEntry::of).toList();
  }

  static ProcEntry of(ProcessHandle process) {
    return of(process.pid());
  }

  private static ProcEntry of(long pid) {
    return new ProcEntry(PROC.resolve(Long.toString(pid)));
  }

  /** Not one of the other threads of a process, which can be asked for in the same way. */
  boolean isProcess() {
    return status("Tgid:").filter(String.valueOf(folder.getFileName())::equals).isPresent();
  }

  /** The program's short name, or {@code ?}. */
  String name() {
    return text("comm").map(String::strip).orElse("?");
  }

  /** Ended, but not yet waited for by its parent. */
  boolean isZombie() {
    return status("State:")
        .map(state -> state.startsWith("Z") || state.startsWith("X"))
        .orElse(false);
  }

  /** In how many nested pid namespaces the process has a number; 1 on a plain system. */
  int pidNamespaceDepth() {
    return status("NSpid:").map(numbers -> numbers.split("\\s+").length).orElse(1);
  }

  /** What the file descriptor leads to, such as {@code pipe:[4711]}. */
  Optional<String> target(String descriptor) {
    try {
      return Optional.of(
          Files.readSymbolicLink(folder.resolve("fd").resolve(descriptor)).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  List<String> descriptors() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder.resolve("fd"))) {
      listing.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return names;
  }

  /** The lines about the files in its memory. */
  List<String> mappings() {
    return text("maps").stream().flatMap(String::lines).toList();
  }

  /**
   * Whether the process was started with the variable {@code NAME=value}, and has not hidden it.
   */
  boolean startedWith(String variable) {
    // bytes, not text: two names that differ must not look the same
    byte[] wanted = variable.getBytes(StandardCharsets.UTF_8);
    try {
      byte[] environment = environment();
      int start = 0;
      for (int end = 0; end < environment.length; end++) {
        if (environment[end] == 0) {
          if (Arrays.equals(environment, start, end, wanted, 0, wanted.length)) {
            return true;
          }
          start = end + 1;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * One that is just becoming another program has none for a moment, or a single zero; a kernel
   * thread has never any.
   */
  private byte[] environment() throws IOException {
    Path file = folder.resolve("environ");
    byte[] environment = Files.readAllBytes(file);
    for (int again = 0; environment.length <= 1 && again < MOST_LOOKS && !isZombie(); again++) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      environment = Files.readAllBytes(file);
    }
    return environment;
  }

  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(Long.parseLong(String.valueOf(folder.getFileName())));
  }

  /** Whether the descriptor was opened for writing. */
  boolean writes(String descriptor) {
    return text("fdinfo/" + descriptor)
        .flatMap(info -> field(info, "flags:"))
        .map(flags -> (Integer.parseInt(flags.substring(flags.length() - 1)) & 3) != 0)
        .orElse(false);
  }

  private Optional<String> status(String name) {
    return text("status").flatMap(status -> field(status, name));
  }

  private static Optional<String> field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(name.length()).strip());
  }

  private Optional<String> text(String file) {
    try {
      return Optional.of(Files.readString(folder.resolve(file)));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
