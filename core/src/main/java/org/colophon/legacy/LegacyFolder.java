package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.run.FolderContents;

/**
 * What an older folder holds, by one bounded walk that changes nothing. Links are not followed out
 * of the folder, and never into another folder: what they lead to is met at its own place.
 *
 * @param root absolute, without links
 * @param files sorted by path
 * @param folders every folder that was walked, relative to the root, sorted; the root itself is ""
 * @param refused files that can run code when they are opened, and were not
 * @param unread what could not be looked at, or was left alone, and why
 */
record LegacyFolder(
    Path root, List<Found> files, List<String> folders, List<Noted> refused, List<Noted> unread) {

  static final int MOST_ENTRIES = 200_000;
  private static final int DEEPEST = 40;

  /** Tool folders that hold no artifacts, or a great many copies of them. */
  private static final Set<String> NOT_WALKED =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".dvc",
          ".snakemake",
          ".venv",
          "venv",
          "node_modules",
          "__pycache__",
          ".ipynb_checkpoints",
          ".cache");

  private static final Set<String> CAN_RUN_CODE =
      Set.of("pkl", "pickle", "p", "pt", "pth", "ckpt", "joblib", "dill", "cloudpickle");

  LegacyFolder {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
    refused = List.copyOf(refused);
    unread = List.copyOf(unread);
  }

  /**
   * A regular file.
   *
   * @param path relative to the root, with {@code /}
   * @param real where its bytes are; another path if it is a link within the folder
   */
  record Found(String path, Path real, long bytes, String modified) {
    /** The folder that it lies in, relative to the root; "" for the root. */
    String folder() {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? "" : path.substring(0, slash);
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** A path and what is to be said of it. */
  public record Noted(String path, String why) {}

  /**
   * Walks the folder.
   *
   * @throws BadRequest if it is no folder, or holds more than is looked through
   */
  static LegacyFolder of(Path folder) throws IOException {
    return of(folder, MOST_ENTRIES);
  }

  static LegacyFolder of(Path folder, int mostEntries) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BadRequest("there is no folder " + folder);
    }
    Walk walk = new Walk(folder.toRealPath(), mostEntries);
    Files.walkFileTree(walk.root, walk);
    return walk.found();
  }

  /** Files directly in a folder. */
  List<Found> filesIn(String folder) {
    return files.stream().filter(file -> file.folder().equals(folder)).toList();
  }

  /** Files of that name, anywhere. */
  Stream<Found> named(String name) {
    return files.stream().filter(file -> file.name().equals(name));
  }

  boolean hasFolder(String folder) {
    return folders.contains(folder);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final int mostEntries;
    private final List<Found> files = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private final List<Noted> refused = new ArrayList<>();
    private final List<Noted> unread = new ArrayList<>();
    private int entries;

    Walk(Path root, int mostEntries) {
      this.root = root;
      this.mostEntries = mostEntries;
    }

    LegacyFolder found() {
      files.sort(Comparator.comparing(Found::path));
      folders.sort(null);
      refused.sort(Comparator.comparing(Noted::path));
      unread.sort(Comparator.comparing(Noted::path));
      return new LegacyFolder(root, files, folders, refused, unread);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      count();
      String path = FolderContents.name(root, visited);
      boolean isRoot = visited.equals(root);
      if (!isRoot && NOT_WALKED.contains(String.valueOf(visited.getFileName()))) {
        return leave(path, "a folder of a tool; not looked into");
      }
      if (Files.isRegularFile(visited.resolve("events.jsonl"))
          && Files.isRegularFile(visited.resolve("config.resolved.json"))) {
        if (isRoot) {
          throw new BadRequest(root + " is a run of this program; take its artifacts with --input");
        }
        return leave(path, "a run of this program; take its artifacts with --input");
      }
      if (visited.getNameCount() - root.getNameCount() >= DEEPEST) {
        return leave(path, "nested deeper than " + DEEPEST + " folders; not looked into");
      }
      folders.add(path);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      count();
      String path = FolderContents.name(root, file);
      if (path.contains("\uFFFD")) {
        return leave(path, "its name is not UTF-8 text; rename a copy of it");
      }
      if (attributes.isSymbolicLink()) {
        link(file, path);
      } else if (attributes.isRegularFile()) {
        add(new Found(path, file, attributes.size(), attributes.lastModifiedTime().toString()));
      } else {
        leave(path, "a device, pipe or socket");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return leave(
          FolderContents.name(root, file), "cannot be read: " + failure.getClass().getSimpleName());
    }

    private void link(Path link, String path) {
      try {
        Path real = link.toRealPath();
        if (!real.startsWith(root)) {
          leave(path, "a link that leads out of the folder, to " + real);
        } else if (Files.isRegularFile(real)) {
          BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
          add(new Found(path, real, attributes.size(), attributes.lastModifiedTime().toString()));
        } else {
          leave(path, "a link to " + FolderContents.name(root, real) + ", seen there");
        }
      } catch (IOException e) {
        leave(path, "a link that leads nowhere or in a circle");
      }
    }

    private void add(Found file) {
      String name = file.name().toLowerCase(Locale.ROOT);
      if (CAN_RUN_CODE.contains(name.substring(name.lastIndexOf('.') + 1)) && name.contains(".")) {
        refused.add(new Noted(file.path(), "opening it can run code; export what is needed of it"));
      } else {
        files.add(file);
      }
    }

    private FileVisitResult leave(String path, String why) {
      unread.add(new Noted(path, why));
      return FileVisitResult.SKIP_SUBTREE;
    }

    private void count() {
      entries++;
      if (entries > mostEntries) {
        throw new BadRequest(
            root + " holds more than " + mostEntries + " files and folders; name a folder in it");
      }
    }
  }
}
