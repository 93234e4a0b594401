package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which of the machine's files appear in a sandbox, and how. A file appears under its real path;
 * the symbolic links on the way to it appear too, so that every name it was given by works.
 */
final class MountPlan {
  /** What a stage may do with a file. */
  enum Access {
    READ("--ro-bind"),
    WRITE("--bind");

    private final String option;

    Access(String option) {
      this.option = option;
    }
  }

  /** A folder comes before what is in it, so that the deeper mount lies on top. */
  static final Comparator<Path> SHALLOW_FIRST =
      Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder());

  /** As the kernel counts. */
  private static final int MOST_LINKS = 40;

  private final SortedMap<Path, Access> mounts = new TreeMap<>(SHALLOW_FIRST);
  private final SortedMap<Path, Path> links = new TreeMap<>(SHALLOW_FIRST);
  private final Set<Path> ofSystem = new HashSet<>();

  /** What was looked at and is no link: most paths have their first folders in common. */
  private final Set<Path> plain = new HashSet<>();

  /**
   * Lets a real path appear.
   *
   * @return as what it appeared before
   */
  Optional<Access> mount(Path real, Access access) {
    return Optional.ofNullable(mounts.put(real, access));
  }

  /**
   * The real path, its links noted.
   *
   * @throws NoSuchFileException if it does not exist
   */
  Path follow(Path path) throws IOException {
    Path root = Path.of("/");
    Deque<Path> ahead = new ArrayDeque<>();
    path.forEach(ahead::addLast);
    Path here = root;
    int followed = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      Path next = name.toString().equals("..") ? parent(here) : here.resolve(name);
      if (plain.contains(next) || !Files.isSymbolicLink(next)) {
        plain.add(next);
        here = next;
        continue;
      }
      if (++followed > MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      Path target = Files.readSymbolicLink(next);
      links.put(next, target);
      here = target.isAbsolute() ? root : here;
      List<Path> names = new ArrayList<>();
      target.forEach(names::add);
      names.reversed().forEach(ahead::addFirst);
    }
    if (!Files.exists(here)) {
      throw new NoSuchFileException(path.toString());
    }
    return here;
  }

  /** Whether a real path appears, itself or within a folder. */
  boolean shows(Path real) {
    return around(real).isPresent();
  }

  /** Whether a real path can be written. */
  boolean lets(Path real, Access access) {
    return around(real).filter(access::equals).isPresent();
  }

  /** Whether what is around a real path can be written. */
  boolean liesInWritable(Path real) {
    return lets(parent(real), Access.WRITE);
  }

  /** The real paths that have to be mounted; all others lie within one with the same access. */
  SortedMap<Path, Access> mounted() {
    SortedMap<Path, Access> needed = new TreeMap<>(SHALLOW_FIRST);
    mounts.forEach((path, access) -> {
      if (!lets(parent(path), access)) {
        needed.put(path, access);
      }
    });
    return needed;
  }

  /** Those of them that can be written. */
  List<Path> writable() {
    return mounted().entrySet().stream()
        .filter(mount -> mount.getValue() == Access.WRITE)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Notes that every user of the machine may read a real path under its own name. */
  void noteOfSystem(Path real) {
    ofSystem.add(real);
  }

  boolean isOfSystem(Path real) {
    return ofSystem.contains(real);
  }

  /** Those of them that are not of the system. */
  SortedMap<Path, Access> mountedForPolicy() {
    SortedMap<Path, Access> needed = mounted();
    needed.keySet().removeAll(ofSystem);
    return needed;
  }

  /**
   * The symbolic links that have to be made, with their targets; all others lie in what is shown.
   */
  SortedMap<Path, Path> links() {
    SortedMap<Path, Path> needed = new TreeMap<>(SHALLOW_FIRST);
    links.forEach((link, target) -> {
      if (!shows(parent(link))) {
        needed.put(link, target);
      }
    });
    return needed;
  }

  /** The arguments of bubblewrap that make the files appear. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    links()
        .forEach((link, target) ->
            arguments.addAll(List.of("--symlink", target.toString(), link.toString())));
    mounted()
        .forEach((path, access) ->
            arguments.addAll(List.of(access.option, path.toString(), path.toString())));
    return arguments;
  }

  private Optional<Access> around(Path path) {
    for (Path here = path; !here.equals(parent(here)); here = parent(here)) {
      Access access = mounts.get(here);
      if (access != null) {
        return Optional.of(access);
      }
    }
    return Optional.empty();
  }

  /** The root is its own parent. */
  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
