package org.colophon.sandbox.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mounted hierarchy of control groups.
 *
 * @param root the group that appears at {@code mountPoint}
 * @param options of the file system: in version 1 the names of its controllers
 */
record ControlGroupMount(Path root, Path mountPoint, boolean unified, List<String> options) {

  /**
   * Where a group for a controller might be made, the nearest first.
   *
   * @param mountInfo the lines of {@code /proc/self/mountinfo}
   * @param membership the lines of {@code /proc/self/cgroup}
   */
  static List<ControlGroups.Parent> candidates(
      String controller, List<String> mountInfo, List<String> membership) {
    return mountInfo.stream()
        .flatMap(line -> parse(line).stream())
        .flatMap(mount -> mount.parents(controller, membership).stream())
        .toList();
  }

  /** {@code 36 35 0:29 /root /point options - type source super-options}, proc(5). */
  static Optional<ControlGroupMount> parse(String line) {
    String[] halves = line.split(" - ", 2);
    String[] front = halves[0].split(" ", -1);
    String[] back = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
    if (front.length < 5 || back.length < 3 || !back[0].startsWith("cgroup")) {
      return Optional.empty();
    }
    return Optional.of(
        new ControlGroupMount(
            Path.of(front[3]),
            Path.of(front[4]),
            back[0].equals("cgroup2"),
            List.of(back[2].split(",", -1))));
  }

  private List<ControlGroups.Parent> parents(String controller, List<String> membership) {
    Optional<Path> own = own(controller, membership);
    if (own.isEmpty()) {
      return List.of();
    }
    if (!unified) {
      return List.of(new ControlGroups.Parent(own.get(), false));
    }
    // a group that holds processes cannot hand on controllers, so one further out must
    List<ControlGroups.Parent> parents = new ArrayList<>();
    for (Path folder : outwards(own.get())) {
      if (handsOn(folder, controller)) {
        parents.add(new ControlGroups.Parent(folder, true));
      }
    }
    return parents;
  }

  /** The folder of the group that this process is in. */
  private Optional<Path> own(String controller, List<String> membership) {
    return membership.stream()
        .map(line -> line.split(":", 3))
        .filter(words -> words.length == 3)
        .filter(words ->
            unified
                ? words[0].equals("0")
                : Stream.of(words[1].split(",", -1)).anyMatch(controller::equals))
        .filter(_ -> unified || options.contains(controller))
        .map(words -> Path.of(words[2]))
        .filter(group -> group.startsWith(root))
        .map(group -> mountPoint.resolve(root.relativize(group).toString()).normalize())
        .findFirst();
  }

  private List<Path> outwards(Path folder) {
    List<Path> folders = new ArrayList<>();
    Path here = folder;
    while (here.startsWith(mountPoint)) {
      folders.add(here);
      here = here.resolve("..").normalize();
    }
    return folders;
  }

  private static boolean handsOn(Path folder, String controller) {
    try {
      String handed = Files.readString(folder.resolve("cgroup.subtree_control"));
      return List.of(handed.strip().split(" ", -1)).contains(controller);
    } catch (IOException e) {
      return false;
    }
  }
}
