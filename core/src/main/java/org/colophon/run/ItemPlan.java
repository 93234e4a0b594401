package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.items.Item;
import org.colophon.items.ItemKeys;
import org.colophon.items.ItemList;
import org.colophon.pipeline.ForEach;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;
import org.colophon.reuse.ReuseStore;
import org.colophon.reuse.StageKey;

/**
 * What is to be done with each item of a stage, in the order of the items' keys. Changes nothing,
 * so that a plan and the run that follows it come to the same.
 *
 * @param problems why none can be run, one line each
 */
record ItemPlan(List<Planned> items, List<String> problems) {
  ItemPlan {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /**
   * One item.
   *
   * @param earlier what it is made of, if it need not run
   */
  record Planned(Item item, String itemKey, Optional<EarlierItem> earlier) {}

  /** How many need not run. */
  int reused() {
    return (int) items.stream().filter(planned -> planned.earlier().isPresent()).count();
  }

  /** Plans for the items of one stage. */
  static ItemPlan of(
      StageSpec stage,
      List<AdmittedInput> inputs,
      StageKey key,
      Standing run,
      RunPlan plan,
      ReuseStore store)
      throws IOException {
    ForEach each = stage.foreach().orElseThrow();
    AdmittedInput input =
        inputs.stream()
            .filter(one -> one.entry().alias().equals(each.input()))
            .findFirst()
            .orElseThrow();
    ItemList list = list(each, input, plan.pipeline(), plan.catalog(), store);
    ItemKeys keys = new ItemKeys(key, each);
    List<Map<String, EarlierItem>> sources = new EarlierItems(plan, store).of(stage, run);
    List<Planned> planned = new ArrayList<>();
    for (Item item : list.items()) {
      String itemKey = keys.of(item);
      planned.add(new Planned(item, itemKey, earlier(itemKey, sources)));
    }
    return new ItemPlan(planned, list.problems());
  }

  private static Optional<EarlierItem> earlier(
      String itemKey, List<Map<String, EarlierItem>> sources) throws IOException {
    for (Map<String, EarlierItem> source : sources) {
      EarlierItem found = source.get(itemKey);
      if (found != null && found.isWhole()) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static ItemList list(
      ForEach each, AdmittedInput input, Pipeline pipeline, SchemaCatalog catalog, ReuseStore store)
      throws IOException {
    ArtifactType type = ArtifactType.parse(input.entry().type());
    Optional<FilePatterns> patterns = pipeline.maker(each.input()).map(FilePatterns::of);
    List<ItemList.Source> sources = new ArrayList<>();
    for (ArtifactFile file : input.entry().files()) {
      // companions are not what the artifact consists of
      boolean own =
          patterns.isEmpty()
              || patterns.get().typeOf(file.path()).equals(Optional.of(patterns.get().own()));
      if (own) {
        sources.add(
            new ItemList.Source(
                file.path(),
                located(input.folder().resolve(file.path()), file, store),
                file.sha256()));
      }
    }
    return ItemList.of(each, sources, catalog.find(type));
  }

  /** What is only foretold is in the store. */
  private static Path located(Path file, ArtifactFile recorded, ReuseStore store) {
    return Files.exists(file) ? file : store.stored(recorded.sha256()).orElse(file);
  }
}
