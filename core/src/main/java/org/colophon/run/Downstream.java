package org.colophon.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;

/** What, in one run, was made from what. */
final class Downstream {
  private final RunManifest manifest;

  Downstream(RunManifest manifest) {
    this.manifest = manifest;
  }

  /** The stage that a path belongs to, by its folder or by an alias. */
  Optional<String> stageOf(String path) {
    String top = path.split("/", 2)[0];
    return manifest.stages().stream()
        .filter(entry -> entry.stage().equals(top) || aliases(entry).contains(top))
        .map(StageEntry::stage)
        .findFirst();
  }

  /** The artifacts that stages made from the outputs of {@code stage}, directly or not. */
  List<String> artifactsFrom(String stage) {
    TreeSet<String> affected = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(stage));
    while (!open.isEmpty()) {
      List<String> made = aliasesOf(open.pop());
      manifest.stages().stream()
          .filter(entry -> entry.inputs().stream().anyMatch(input -> made.contains(input.alias())))
          .forEach(entry -> {
            boolean isNew = affected.addAll(aliases(entry));
            if (isNew) {
              open.push(entry.stage());
            }
          });
    }
    return List.copyOf(affected);
  }

  private List<String> aliasesOf(String stage) {
    return manifest.stages().stream()
        .filter(entry -> entry.stage().equals(stage))
        .flatMap(entry -> aliases(entry).stream())
        .toList();
  }

  private static List<String> aliases(StageEntry entry) {
    return entry.outputs().stream().map(OutputEntry::alias).toList();
  }
}
