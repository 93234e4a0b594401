package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.config.Profile;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StoreLeftovers;
import org.colophon.reuse.StoreLeftovers.Leftover;

/** What the store of reusable stages keeps and no run in the folder of runs names. */
public final class StoreCollection {
  private StoreCollection() {}

  /** The candidates, the largest first; their paths are relative to the store. Changes nothing. */
  public static List<GarbageCollection.Candidate> of(Profile profile, Installation installation)
      throws IOException {
    return candidates(store(profile, installation), leftovers(profile, installation));
  }

  /** Removes the candidates; gives what was removed. */
  public static List<GarbageCollection.Candidate> remove(Profile profile, Installation installation)
      throws IOException {
    List<Leftover> leftovers = leftovers(profile, installation);
    leftoversOf(profile, installation).remove(leftovers);
    return candidates(store(profile, installation), leftovers);
  }

  private static List<Leftover> leftovers(Profile profile, Installation installation)
      throws IOException {
    return leftoversOf(profile, installation).unnamed(keys(installation.runsDir()));
  }

  private static StoreLeftovers leftoversOf(Profile profile, Installation installation) {
    return new StoreLeftovers(
        new ReuseStore(
            store(profile, installation), new DurableFiles(), FileDigests.withoutMemory()));
  }

  private static Path store(Profile profile, Installation installation) {
    return profile.store().orElseGet(installation::store);
  }

  private static List<GarbageCollection.Candidate> candidates(
      Path store, List<Leftover> leftovers) {
    return leftovers.stream()
        .map(leftover ->
            new GarbageCollection.Candidate(
                FolderContents.name(store, leftover.path()), leftover.bytes(), leftover.why()))
        .toList();
  }

  /** Keys of the stages of all runs, as they stand. */
  private static Set<String> keys(Path runsDir) throws IOException {
    Set<String> keys = new HashSet<>();
    for (RunDirectory run : runs(runsDir)) {
      ReadRun.find(run).map(found -> found.state().entries()).orElse(List.of()).stream()
          .map(StageEntry::cacheKey)
          .forEach(keys::add);
    }
    return keys;
  }

  /** The runs in a folder, and those of the sweeps in it. */
  private static List<RunDirectory> runs(Path folder) throws IOException {
    List<RunDirectory> runs = new ArrayList<>();
    for (Path inner : folders(folder)) {
      if (isRun(inner)) {
        runs.add(new RunDirectory(inner));
      } else {
        folders(inner).stream()
            .filter(StoreCollection::isRun)
            .forEach(trial -> runs.add(new RunDirectory(trial)));
      }
    }
    return runs;
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(new RunDirectory(folder).journal());
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(Files::isDirectory).toList();
    }
  }
}
