package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * Decides what brings the folders and aliases of a run to what the journal says. The same code
 * publishes a stage and recovers after a crash: each move may have been made already, and deciding
 * again then gives none. Nothing is ever deleted: what is not the run's goes to the history as
 * {@code aside}.
 */
final class Placement {
  private static final String ASIDE = "aside";

  private final RunDirectory run;
  private final RunState state;
  private final PlannedTree tree;
  private final List<String> actions = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  private Placement(RunDirectory run, RunState state, PlannedTree tree) {
    this.run = run;
    this.state = state;
    this.tree = tree;
  }

  /**
   * What is to be done.
   *
   * @param actions for people, one line each
   * @param lost what the journal wants and nobody has any more
   */
  record Plan(List<Move> moves, List<String> actions, List<String> lost) {
    Plan {
      moves = List.copyOf(moves);
      actions = List.copyOf(actions);
      lost = List.copyOf(lost);
    }

    void make(DurableFiles disk) throws IOException {
      for (Move move : moves) {
        move.make(disk);
      }
    }
  }

  /** For the whole run. */
  static Plan of(RunDirectory run, RunState state) throws IOException {
    return of(run, state, new PlannedTree());
  }

  /** For the whole run, where some attempts are about to be settled. */
  static Plan of(RunDirectory run, RunState state, PlannedTree tree) throws IOException {
    Placement placement = new Placement(run, state, tree);
    placement.stages(new TreeSet<>(state.attemptsOf().keySet()));
    placement.attemptsToHistory("");
    placement.aliases(state.aliasesEver());
    return placement.plan();
  }

  /** For one stage, after an event about it: nothing else can have changed. */
  static Plan of(RunDirectory run, RunState before, RunState after, String stage)
      throws IOException {
    Placement placement = new Placement(run, after, new PlannedTree());
    placement.stages(Set.of(stage));
    placement.attemptsToHistory(stage + ".");
    Set<String> aliases = new TreeSet<>(outputsOf(before, stage));
    aliases.addAll(outputsOf(after, stage));
    placement.aliases(aliases);
    return placement.plan();
  }

  private static List<String> outputsOf(RunState state, String stage) {
    return Optional.ofNullable(state.published().get(stage)).stream()
        .flatMap(entry -> entry.outputs().stream())
        .map(OutputEntry::alias)
        .toList();
  }

  private Plan plan() {
    return new Plan(tree.moves(), actions, lost);
  }

  private void stages(Collection<String> stages) throws IOException {
    for (String stage : stages) {
      Path place = run.stage(stage).root();
      Optional<String> current = tree.attemptIn(place);
      Optional<String> wanted = state.placed(stage).map(StageEntry::attempt);
      if (wanted.isPresent() && !current.equals(wanted)) {
        bring(stage, wanted.get(), place);
      } else if (wanted.isEmpty() && current.isPresent()) {
        toHistory(stage, current.get(), place);
      }
    }
  }

  private void bring(String stage, String attempt, Path place) throws IOException {
    Path working = run.attempt(stage, attempt).root();
    Path kept = run.history(stage, attempt).root();
    Optional<String> wanted = Optional.of(attempt);
    if (!tree.attemptIn(working).equals(wanted)) {
      if (!tree.attemptIn(kept).equals(wanted)) {
        lost.add("attempt " + attempt + " of " + stage + " is nowhere in the run");
        return;
      }
      if (tree.exists(working)) {
        toHistory(stage, tree.attemptIn(working).orElse(ASIDE), working);
      }
      // so that whatever a crash leaves, a folder in the history has its own number
      tree.rename(kept, working);
    }
    if (tree.exists(place)) {
      String replaced = tree.attemptIn(place).orElse(ASIDE);
      Path target = inHistory(stage, replaced);
      tree.replace(working, place, target);
      actions.add("placed attempt " + attempt + " of " + stage);
      said(stage, replaced, target);
    } else {
      tree.rename(working, place);
      actions.add("placed attempt " + attempt + " of " + stage);
    }
  }

  /** Attempt folders that nothing is working in any more go to the history, under their number. */
  private void attemptsToHistory(String prefix) throws IOException {
    for (Path folder : tree.in(run.attempts())) {
      String name = String.valueOf(folder.getFileName());
      int dot = name.lastIndexOf('.');
      String stage = dot < 0 ? name : name.substring(0, dot);
      boolean atWork = name.substring(dot + 1).equals(state.openAttempts().get(stage));
      if (name.startsWith(prefix) && !atWork) {
        toHistory(stage, tree.attemptIn(folder).orElse(ASIDE), folder);
      }
    }
  }

  private void toHistory(String name, String attempt, Path path) throws IOException {
    Path target = inHistory(name, attempt);
    tree.rename(path, target);
    said(name, attempt, target);
  }

  private Path inHistory(String name, String attempt) throws IOException {
    Path target = run.history(name, attempt).root();
    int copy = 2;
    while (tree.exists(target)) {
      target = run.history(name, attempt + "-" + copy).root();
      copy++;
    }
    return target;
  }

  private void said(String name, String attempt, Path target) {
    String what =
        attempt.equals(ASIDE)
            ? "kept what was in the place of " + name
            : "moved attempt " + attempt + " of " + name;
    actions.add(what + " as " + run.relative(target));
  }

  private void aliases(Collection<String> aliases) throws IOException {
    Map<String, OutputEntry> wanted = new TreeMap<>();
    state
        .published()
        .values()
        .forEach(entry -> entry.outputs().forEach(output -> wanted.put(output.alias(), output)));
    RunManifest.AliasKind kind =
        state.created().map(RunEvent.Created::aliases).orElse(RunManifest.AliasKind.LINK);
    for (String alias : aliases) {
      OutputEntry output = wanted.get(alias);
      if (output == null) {
        remove(alias);
      } else if (tree.exists(run.stage(output.path().split("/", 2)[0]).root())) {
        place(output, kind);
      }
    }
  }

  /** Only what the journal knows as an alias comes here. */
  private void remove(String alias) throws IOException {
    Path path = run.alias(alias);
    if (Files.isSymbolicLink(path)) {
      tree.alias(new Move.Unlink(path));
      actions.add("removed alias " + alias);
    } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      toHistory(alias, ASIDE, path);
    }
  }

  private void place(OutputEntry output, RunManifest.AliasKind kind) throws IOException {
    Path alias = run.alias(output.alias());
    switch (kind) {
      case LINK -> placeLink(output.alias(), alias, Path.of(output.path()));
      case COPY -> placeCopy(output, alias);
    }
  }

  private void placeLink(String name, Path alias, Path target) throws IOException {
    boolean isLink = Files.isSymbolicLink(alias);
    if (isLink && Files.readSymbolicLink(alias).equals(target)) {
      return;
    }
    String instead = isLink ? ", which pointed to " + Files.readSymbolicLink(alias) : "";
    if (!isLink && Files.exists(alias, LinkOption.NOFOLLOW_LINKS)) {
      // such as a copy of the run that followed links (cp -rL)
      toHistory(name, ASIDE, alias);
    }
    tree.alias(new Move.Link(alias, target));
    actions.add("set alias " + name + instead);
  }

  private void placeCopy(OutputEntry output, Path alias) throws IOException {
    if (isCopy(alias, output)) {
      return;
    }
    Optional<Path> kept =
        Files.exists(alias, LinkOption.NOFOLLOW_LINKS)
            ? Optional.of(inHistory(output.alias(), ASIDE))
            : Optional.empty();
    tree.alias(
        new Move.Copy(
            run.root().resolve(output.path()),
            alias,
            output.files().stream().map(ArtifactFile::path).toList(),
            kept));
    actions.add("copied alias " + output.alias());
    kept.ifPresent(path -> said(output.alias(), ASIDE, path));
  }

  /** Whether a folder holds the files of an output, byte for byte, and nothing else. */
  static boolean isCopy(Path alias, OutputEntry output) throws IOException {
    if (!Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (ArtifactFile file : output.files()) {
      Path copy = alias.resolve(file.path());
      if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
          || !Sha256.of(copy).equals(file.sha256())) {
        return false;
      }
    }
    FolderContents contents = FolderContents.of(alias);
    return contents.files().size() == output.files().size() && contents.others().isEmpty();
  }
}
