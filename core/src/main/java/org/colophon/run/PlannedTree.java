package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;
import tools.jackson.core.JacksonException;

/**
 * The folders of a run as they will be after the moves decided so far. Reads, changes nothing: so
 * that what is to be done can be said before it is done.
 */
final class PlannedTree {
  private final Map<Path, Seen> changed = new HashMap<>();
  private final List<Move> moves = new ArrayList<>();

  /**
   * What has a name.
   *
   * @param attempt the one that the folder holds; empty if it is no folder of an attempt
   */
  private record Seen(boolean exists, Optional<String> attempt) {}

  boolean exists(Path path) throws IOException {
    return seen(path).exists();
  }

  /** The attempt that a folder holds; empty if it holds none. */
  Optional<String> attemptIn(Path folder) throws IOException {
    return seen(folder).attempt();
  }

  /** The folder will hold that attempt by the time that the moves are made. */
  void willHold(Path folder, String attempt) {
    changed.put(folder, new Seen(true, Optional.of(attempt)));
  }

  /** Folders of attempts that will be there though they are not yet. */
  List<Path> in(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (var found = Files.newDirectoryStream(parent)) {
        found.forEach(folders::add);
      }
    }
    changed.keySet().stream()
        .filter(path -> parent.equals(path.getParent()) && !folders.contains(path))
        .forEach(folders::add);
    folders.removeIf(path -> changed.containsKey(path) && !changed.get(path).exists());
    folders.sort(null);
    return folders;
  }

  void rename(Path from, Path to) throws IOException {
    changed.put(to, seen(from));
    changed.put(from, new Seen(false, Optional.empty()));
    moves.add(new Move.Rename(from, to));
  }

  void replace(Path folder, Path place, Path kept) throws IOException {
    changed.put(kept, seen(place));
    changed.put(place, seen(folder));
    changed.put(folder, new Seen(false, Optional.empty()));
    moves.add(new Move.Replace(folder, place, kept));
  }

  void alias(Move move) {
    moves.add(move);
  }

  List<Move> moves() {
    return List.copyOf(moves);
  }

  private Seen seen(Path path) throws IOException {
    Seen known = changed.get(path);
    return known != null
        ? known
        : new Seen(Files.exists(path, LinkOption.NOFOLLOW_LINKS), onDisk(new StageFolder(path)));
  }

  /** The attempt that a stage folder holds now; empty if it holds none. */
  static Optional<String> onDisk(StageFolder folder) throws IOException {
    boolean readable =
        Files.isDirectory(folder.root(), LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(folder.inputs(), LinkOption.NOFOLLOW_LINKS);
    if (!readable) {
      return Optional.empty();
    }
    try {
      String attempt =
          Json.mapper().readTree(BoundedFile.read(folder.inputs())).path("attempt").asString("");
      return Optional.of(attempt).filter(text -> !text.isEmpty());
    } catch (JacksonException _) {
      // damaged from outside; verify names it
      return Optional.empty();
    }
  }
}
