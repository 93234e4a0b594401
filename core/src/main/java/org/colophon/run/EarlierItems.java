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
import java.util.function.Function;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemLines;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StoredStage;

/**
 * Where an item may have been done already: by an attempt of this run, whatever became of it, or by
 * one that is stored. What is found is looked at byte by byte before it is taken.
 */
final class EarlierItems {
  /** Stored stages that are looked into, the newest first. */
  private static final int MOST = 10;

  private static final String ITEMS = "items.jsonl";

  private final RunPlan plan;
  private final ReuseStore store;

  EarlierItems(RunPlan plan, ReuseStore store) {
    this.plan = plan;
    this.store = store;
  }

  /** Sources of items by their keys, the newest first. */
  List<Map<String, EarlierItem>> of(StageSpec stage, Standing run) throws IOException {
    ReuseRule rule = plan.request().reuse();
    boolean reuses = rule.wanted() && stage.reusable();
    List<Map<String, EarlierItem>> sources = new ArrayList<>();
    if (plan.forced().contains(stage.id())) {
      return sources;
    }
    if (reuses || plan.request().resume()) {
      sources.addAll(ofRun(stage.id(), run));
    }
    if (reuses) {
      for (StoredStage stored : store.recent(plan.pipeline().name(), stage.id(), MOST)) {
        sources.add(ofStored(stored));
      }
    }
    return sources;
  }

  private List<Map<String, EarlierItem>> ofRun(String stage, Standing run) throws IOException {
    List<Map<String, EarlierItem>> sources = new ArrayList<>();
    int newest = run.state().attemptsOf().getOrDefault(stage, 0);
    for (int number = newest; number > 0; number--) {
      sources.add(ofAttempt(stage, "%04d".formatted(number), run));
    }
    return sources;
  }

  private Map<String, EarlierItem> ofAttempt(String stage, String attempt, Standing run)
      throws IOException {
    boolean placed =
        run.state().placed(stage).map(StageEntry::attempt).equals(Optional.of(attempt));
    StageFolder folder =
        placed ? run.directory().stage(stage) : run.directory().history(stage, attempt);
    ItemFolders items = folder.itemFolders();
    Map<String, EarlierItem> found = new HashMap<>();
    Optional<StageEntry> entry = run.published(stage, attempt);
    if (entry.isPresent() && entry.get().cacheKey().isEmpty()) {
      // their code changed while they ran
      return found;
    }
    for (ItemLine line : ItemLines.read(items.journal()).values()) {
      add(found, EarlierItem.in(items, line));
    }
    if (entry.isPresent()
        && entry.get().status().goesOn()
        && hasDigest(folder.items(), entry.get())) {
      EarlierItem.Place place =
          whole(
              StoredStage.filesOf(entry.get()),
              file -> Optional.of(folder.root().resolve(file.path())));
      for (ItemLine line : ItemLines.read(folder.items()).values()) {
        add(found, new EarlierItem(line, true, place));
      }
    }
    return found;
  }

  /**
   * Parts are taken of a file only if all of it is what was recorded: what lies between the items,
   * such as the header of a table, is no item's.
   */
  private EarlierItem.Place whole(
      List<ArtifactFile> files, Function<ArtifactFile, Optional<Path>> place) {
    Map<String, ArtifactFile> recorded = new HashMap<>();
    files.forEach(file -> recorded.put(file.path(), file));
    return path -> {
      Optional<ArtifactFile> file = Optional.ofNullable(recorded.get(path));
      Optional<Path> found = file.flatMap(place);
      return found.isPresent() && store.isWhole(found.get(), file.orElseThrow())
          ? found
          : Optional.empty();
    };
  }

  /** A line of it names bytes and their digest; so it must itself be what was recorded. */
  private static boolean hasDigest(Path items, StageEntry entry) throws IOException {
    Optional<ArtifactFile> recorded = record(entry);
    return recorded.isPresent()
        && Files.isRegularFile(items, LinkOption.NOFOLLOW_LINKS)
        && Sha256.of(items).equals(recorded.get().sha256());
  }

  private static Optional<ArtifactFile> record(StageEntry entry) {
    return entry.records().stream().filter(file -> file.path().equals(ITEMS)).findFirst();
  }

  private Map<String, EarlierItem> ofStored(StoredStage stored) throws IOException {
    Map<String, EarlierItem> found = new HashMap<>();
    Optional<ArtifactFile> items = record(stored.entry());
    Optional<Path> file = items.flatMap(recorded -> store.stored(recorded.sha256()));
    if (file.isEmpty() || !hasDigest(file.get(), stored.entry())) {
      return found;
    }
    EarlierItem.Place place = whole(stored.files(), one -> store.stored(one.sha256()));
    for (ItemLine line : ItemLines.read(file.get()).values()) {
      add(found, new EarlierItem(line, true, place));
    }
    return found;
  }

  private void add(Map<String, EarlierItem> found, EarlierItem item) {
    boolean usable =
        item.line().status() == StageStatus.OK
            || (item.line().status() == StageStatus.WARNING && plan.request().reuse().warnings());
    if (usable && !item.line().itemKey().isEmpty()) {
      found.putIfAbsent(item.line().itemKey(), item);
    }
  }
}
