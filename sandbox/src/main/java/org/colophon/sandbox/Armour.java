package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.process.ProcessRunner;
import org.colophon.sandbox.linux.ControlGroups;
import org.colophon.sandbox.linux.ControlGroups.Controller;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.seccomp.Architecture;
import org.colophon.sandbox.seccomp.StageRules;
import org.colophon.sandbox.seccomp.StageRules.Sockets;

/**
 * What is put around and into bubblewrap, beyond its own namespaces.
 *
 * @param filter for {@code --seccomp}, if this machine can have one
 * @param rlimits whether {@code prlimit} is there
 * @param countsApart whether an ordinary user can have a user namespace around bubblewrap's own, in
 *     which the stage's processes are counted apart from his others, and mounts can be made
 * @param groups where limits of memory, processes and processors are kept
 * @param scopes whether Landlock can keep sockets apart that no file and no network does
 * @param slots users of their own for stages, if the orchestrator is root and may give them
 * @param missing what of all this cannot be had here, and why
 */
record Armour(
    Optional<Filter> filter,
    boolean rlimits,
    boolean countsApart,
    ControlGroups groups,
    boolean scopes,
    Optional<Slots> slots,
    List<String> missing) {

  /** Namespaces only. */
  static final Armour NONE =
      new Armour(
          Optional.empty(),
          false,
          false,
          ControlGroups.none(),
          false,
          Optional.empty(),
          List.of(unfiltered("this is bubblewrap alone")));

  static final String NO_SCOPES =
      "abstract unix sockets: those of the machine are reached with its network; to keep a stage"
          + " from them takes Landlock 6 (Linux 6.12), and a bwrap that is not set-user-id";

  private static final Pattern KERNEL = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

  static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  static final Path UNSHARE = Path.of("/usr/bin/unshare");

  /**
   * Files with the program for the kernel's filter.
   *
   * @param strict also refuses what could be executed from memory
   */
  record Filter(Path lenient, Path strict) {
    Path of(SandboxPolicy policy) {
      return policy.executes() ? lenient : strict;
    }
  }

  Armour {
    missing = List.copyOf(missing);
  }

  /** All that can be had on this machine, not yet tried. */
  static Armour ofThisMachine(Path folder, Path bwrap) throws IOException {
    List<String> missing = new ArrayList<>();
    Optional<Filter> filter = filter(folder);
    if (filter.isEmpty()) {
      missing.add(unfiltered("its calls are not known for this processor"));
    }
    return new Armour(
        filter,
        Files.isExecutable(PRLIMIT),
        canCountApart(),
        ControlGroups.ofThisProcess(),
        Landlock.version() >= Landlock.SCOPES && !runsAsItsOwner(bwrap),
        slots(missing),
        missing);
  }

  /** Such a bwrap could gain nothing any more on a thread that Landlock holds. */
  private static boolean runsAsItsOwner(Path bwrap) throws IOException {
    return ((int) Files.getAttribute(bwrap, "unix:mode") & 04000) != 0;
  }

  private static Optional<Filter> filter(Path folder) throws IOException {
    Optional<Architecture> here = Architecture.ofThisMachine();
    if (here.isEmpty()) {
      return Optional.empty();
    }
    Path lenient = folder.resolve("seccomp.bpf");
    Path strict = folder.resolve("seccomp-noexec.bpf");
    Files.write(lenient, StageRules.compile(here.get(), Sockets.COMMON, true));
    Files.write(strict, StageRules.compile(here.get(), Sockets.COMMON, false));
    return Optional.of(new Filter(lenient, strict));
  }

  /**
   * Since Linux 5.14 a user's processes are counted in each user namespace, too, so that an
   * ordinary user's stage has a count of its own in an outer namespace.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
   */
  private static boolean canCountApart() throws IOException {
    return !SystemView.isRoot()
        && Files.isExecutable(PRLIMIT)
        && Files.isExecutable(UNSHARE)
        && countsInNamespaces(System.getProperty("os.version", ""));
  }

  static boolean countsInNamespaces(String kernel) {
    Matcher version = KERNEL.matcher(kernel);
    if (!version.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 14);
  }

  /** The first user is made at once, to find out whether that is allowed. */
  private static Optional<Slots> slots(List<String> missing) throws IOException {
    if (!SystemView.isRoot()) {
      return Optional.empty();
    }
    if (!ProcessRunner.startsDirectly()) {
      missing.add(
          "user: the stage's is root's, that takes a C library with posix_spawn, glibc 2.34");
      return Optional.empty();
    }
    try {
      Slots slots = Slots.ofThisProcess();
      slots.giveBack(slots.take());
      return Optional.of(slots);
    } catch (IOException e) {
      missing.add("user: the stage's is root's, " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The next weaker one; at last hardly anything.
   *
   * @param why this one does not work
   */
  Armour weaker(String why) {
    if (slots.isPresent()) {
      return new Armour(
          filter,
          rlimits,
          false,
          groups,
          scopes,
          Optional.empty(),
          more("user: root's own, " + why));
    }
    return countsApart
        ? new Armour(filter, rlimits, false, groups, scopes, slots, missing)
        : bare(why);
  }

  boolean isBare() {
    return filter.isEmpty() && !rlimits;
  }

  private Armour bare(String why) {
    return new Armour(
        Optional.empty(),
        false,
        false,
        ControlGroups.none(),
        false,
        Optional.empty(),
        more(unfiltered(why)));
  }

  private static String unfiltered(String why) {
    return Promise.SYSTEM_CALLS.label() + ": not filtered, " + why;
  }

  private List<String> more(String line) {
    List<String> lines = new ArrayList<>(missing);
    lines.add(line);
    return lines;
  }

  /** The control group counts a stage's processes only; a count by user is the second choice. */
  private boolean countsByUser() {
    return rlimits && (slots.isPresent() || countsApart);
  }

  /** In words, for whoever remembers that it works. */
  String form() {
    return "filter %s, rlimits %s, apart %s, kept %s, scopes %s, users %s"
        .formatted(
            filter.isPresent(), rlimits, countsApart, keepers().kept(), scopes, slots.isPresent());
  }

  Keepers keepers() {
    Set<Resource> kept = EnumSet.noneOf(Resource.class);
    if (groups.has(Controller.CPUS)) {
      kept.add(Resource.CPUS);
    }
    if (groups.has(Controller.MEMORY)) {
      kept.add(Resource.MEMORY);
    }
    if (groups.has(Controller.PROCESSES) || countsByUser()) {
      kept.add(Resource.PROCESSES);
    }
    if (rlimits) {
      kept.add(Resource.FILE_SIZE);
      kept.add(Resource.OPEN_FILES);
    }
    return new Keepers(SandboxKind.BUBBLEWRAP, kept);
  }
}
