package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What some folders held at one moment, without following symbolic links.
 *
 * @param stamps each file and folder, in the order of {@link #FOLDER_BY_FOLDER}
 * @param unread folders that could not be read
 * @param end where the listing was broken off, because it had become too long
 */
public record Listing(Map<Path, Stamp> stamps, List<Path> unread, Optional<Path> end) {
  /** Name by name, so that everything in a folder comes before its next sibling. */
  static final Comparator<Path> FOLDER_BY_FOLDER =
      (one, other) -> {
        int common = Math.min(one.getNameCount(), other.getNameCount());
        for (int i = 0; i < common; i++) {
          int order = one.getName(i).compareTo(other.getName(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(one.getNameCount(), other.getNameCount());
      };

  /**
   * What changes when a file does. A process can reset the time of modification, but not {@code
   * ctime}. Of a folder only its mode counts: what happens in it is told by its files.
   */
  record Stamp(boolean isFolder, List<Object> facts) {
    private static final List<String> OF_FOLDER = List.of("mode", "ino");
    private static final List<String> OF_FILE =
        List.of("mode", "ino", "size", "lastModifiedTime", "ctime");
    private static final String ALL = "unix:" + String.join(",", OF_FILE);

    /** As in {@code sys/stat.h}. */
    private static final int S_IFMT = 0170000;

    private static final int S_IFDIR = 0040000;

    static Stamp of(Path path) throws IOException {
      Map<String, Object> read = Files.readAttributes(path, ALL, LinkOption.NOFOLLOW_LINKS);
      boolean isFolder = read.get("mode") instanceof Integer mode && (mode & S_IFMT) == S_IFDIR;
      List<Object> facts = new ArrayList<>();
      for (String name : isFolder ? OF_FOLDER : OF_FILE) {
        facts.add(Objects.requireNonNull(read.get(name)));
      }
      return new Stamp(isFolder, facts);
    }
  }

  public Listing {
    stamps = Collections.unmodifiableMap(stamps);
    unread = List.copyOf(unread);
  }

  /**
   * Lists folders with all that is in them.
   *
   * @param except folders that are left out, such as the stage's own
   * @param limit the most entries; a longer listing is broken off there
   */
  public static Listing of(List<Path> folders, List<Path> except, int limit) throws IOException {
    Walk walk = new Walk(except, limit);
    for (Path folder : folders.stream().sorted(FOLDER_BY_FOLDER).toList()) {
      walk.visit(folder);
    }
    return new Listing(walk.stamps, walk.unread, walk.end);
  }

  private static final class Walk {
    private final Set<Path> except;
    private final int limit;
    private final Map<Path, Stamp> stamps = new LinkedHashMap<>();
    private final List<Path> unread = new ArrayList<>();
    private Optional<Path> end = Optional.empty();

    Walk(List<Path> except, int limit) {
      this.except = Set.copyOf(except);
      this.limit = limit;
    }

    void visit(Path path) throws IOException {
      if (except.contains(path) || end.isPresent()) {
        return;
      }
      if (stamps.size() == limit) {
        end = Optional.of(path);
        return;
      }
      Stamp stamp;
      try {
        stamp = Stamp.of(path);
      } catch (NoSuchFileException e) {
        // gone since its folder was read
        return;
      }
      stamps.put(path, stamp);
      if (stamp.isFolder()) {
        for (Path child : children(path)) {
          visit(child);
        }
      }
    }

    private List<Path> children(Path folder) {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(children::add);
      } catch (IOException e) {
        unread.add(folder);
      }
      Collections.sort(children);
      return children;
    }
  }
}
