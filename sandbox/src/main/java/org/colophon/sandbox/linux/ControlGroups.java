package org.colophon.sandbox.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The control groups that this program may make, one parent folder for each controller; both
 * versions of the kernel's interface, also side by side.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/index.html">version 1</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">version 2</a>
 */
public final class ControlGroups {
  private static final String PREFIX = "colophon-";

  /** What can be limited. */
  public enum Controller {
    MEMORY("memory"),
    PROCESSES("pids"),
    CPUS("cpu");

    private final String kernelName;

    Controller(String kernelName) {
      this.kernelName = kernelName;
    }

    String kernelName() {
      return kernelName;
    }
  }

  /** A folder in which groups can be made. */
  record Parent(Path folder, boolean unified) {}

  /** Of all in this process, which may run several pipelines at once. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private final Map<Controller, Parent> parents;

  private ControlGroups(Map<Controller, Parent> parents) {
    this.parents = parents;
  }

  /** None at all, as on a machine without them. */
  public static ControlGroups none() {
    return new ControlGroups(Map.of());
  }

  /** Looks where this process is, and tries whether a group can be made there. */
  public static ControlGroups ofThisProcess() {
    try {
      return of(
          Files.readAllLines(Path.of("/proc/self/mountinfo")),
          Files.readAllLines(Path.of("/proc/self/cgroup")));
    } catch (IOException e) {
      return none();
    }
  }

  static ControlGroups of(List<String> mountInfo, List<String> membership) {
    Map<Controller, Parent> parents = new EnumMap<>(Controller.class);
    for (Controller controller : Controller.values()) {
      ControlGroupMount.candidates(controller.kernelName(), mountInfo, membership).stream()
          .filter(ControlGroups::isUsable)
          .findFirst()
          .ifPresent(parent -> parents.put(controller, parent));
    }
    return new ControlGroups(parents);
  }

  public boolean has(Controller controller) {
    return parents.containsKey(controller);
  }

  /** A group that does not exist yet, with a name of its own. */
  public ControlGroup named(Map<Controller, Long> limits) {
    return new ControlGroup(nextName(), parents, limits);
  }

  private static String nextName() {
    return PREFIX + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
  }

  /** Takes away the groups of programs that were killed before they could. */
  public void removeAbandoned() {
    parents.values().stream()
        .map(Parent::folder)
        .distinct()
        .forEach(ControlGroups::removeAbandoned);
  }

  private static void removeAbandoned(Path parent) {
    try (var groups = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path group : groups) {
        if (owner(group).flatMap(ProcessHandle::of).isEmpty()) {
          Files.deleteIfExists(group);
        }
      }
    } catch (IOException e) {
      // another user's, or not empty yet: the next run tries again
    }
  }

  private static Optional<Long> owner(Path group) {
    String[] words = String.valueOf(group.getFileName()).split("-", -1);
    return words.length == 3 && words[1].matches("[0-9]{1,18}")
        ? Optional.of(Long.valueOf(words[1]))
        : Optional.empty();
  }

  private static boolean isUsable(Parent parent) {
    Path trial = parent.folder().resolve(nextName());
    try {
      Files.createDirectory(trial);
      Files.delete(trial);
      return Files.isWritable(parent.folder().resolve("cgroup.procs"));
    } catch (IOException e) {
      return false;
    }
  }
}
