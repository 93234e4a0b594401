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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some folders held at one moment, without following symbolic links.
 *
 * @param stamps each file and folder, folder by folder
 * @param unread folders that could not be read
 * @param end where the listing was broken off, because it had become too long
 */
public record Listing(SortedMap<Path, Stamp> stamps, List<Path> unread, Optional<Path> end) {
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
  record Stamp(boolean isFolder, Map<String, Object> facts) {
    static Stamp of(Path path) throws IOException {
      boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      String names = isFolder ? "unix:mode,ino" : "unix:mode,ino,size,lastModifiedTime,ctime";
      return new Stamp(isFolder, Files.readAttributes(path, names, LinkOption.NOFOLLOW_LINKS));
    }
  }

  public Listing {
    stamps = Collections.unmodifiableSortedMap(stamps);
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
    private final List<Path> except;
    private final int limit;
    private final SortedMap<Path, Stamp> stamps = new TreeMap<>(FOLDER_BY_FOLDER);
    private final List<Path> unread = new ArrayList<>();
    private Optional<Path> end = Optional.empty();

    Walk(List<Path> except, int limit) {
      this.except = except;
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
