package org.colophon.reuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.ArtifactFile;

/** What a store holds and no run names. */
public final class StoreLeftovers {
  private final ReuseStore store;

  public StoreLeftovers(ReuseStore store) {
    this.store = store;
  }

  /**
   * Something that could be removed.
   *
   * @param path absolute
   * @param bytes that removing it frees: none of a file that a run shares
   */
  public record Leftover(Path path, long bytes, String why) {}

  /**
   * Entries whose key no run has, and files that no other entry needs, the largest first.
   *
   * @param named keys of the stages of all runs
   */
  public List<Leftover> unnamed(Set<String> named) throws IOException {
    List<Leftover> leftovers = new ArrayList<>();
    Set<Path> needed = new HashSet<>();
    for (Path entry : store.entries()) {
      Optional<StoredStage> stored = store.read(entry);
      if (stored.isPresent() && named.contains(stored.get().entry().cacheKey())) {
        for (ArtifactFile file : stored.get().files()) {
          needed.add(store.file(file.sha256()));
        }
      } else {
        leftovers.add(
            new Leftover(
                entry,
                Files.size(entry),
                stored
                    .map(stage ->
                        stage.entry().stage() + " of " + stage.origin() + ", which no run names")
                    .orElse("an entry that cannot be read")));
      }
    }
    for (Path file : store.files()) {
      if (!needed.contains(file)) {
        leftovers.add(new Leftover(file, bytes(file), "a file of no entry that a run names"));
      }
    }
    leftovers.sort(
        Comparator.comparingLong(Leftover::bytes).reversed().thenComparing(Leftover::path));
    return leftovers;
  }

  /** Removes them; a run that needs one after all runs its stage again. */
  public void remove(List<Leftover> leftovers) throws IOException {
    for (Leftover leftover : leftovers) {
      store.discard(leftover.path());
    }
  }

  private static long bytes(Path file) throws IOException {
    boolean shared = false;
    try {
      shared =
          Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
              && links > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      // a system without hard links
    }
    return shared ? 0 : Files.size(file);
  }
}
