package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import tools.jackson.core.JacksonException;

/**
 * Brings the folders and aliases of a run to what the journal says. The same code publishes a stage
 * and recovers after a crash: each step may have happened already, and doing it again changes
 * nothing.
 */
final class Placement {
  private final RunDirectory run;
  private final RunState state;
  private final DurableFiles disk;
  private final List<String> actions = new ArrayList<>();

  private Placement(RunDirectory run, RunState state, DurableFiles disk) {
    this.run = run;
    this.state = state;
    this.disk = disk;
  }

  /** Says what it had to do. */
  static List<String> reconcile(RunDirectory run, RunState state, DurableFiles disk)
      throws IOException {
    Placement placement = new Placement(run, state, disk);
    for (String stage : new TreeSet<>(state.attemptsOf().keySet())) {
      placement.stage(stage);
    }
    placement.attemptsToHistory();
    placement.aliases();
    return List.copyOf(placement.actions);
  }

  private void stage(String stage) throws IOException {
    StageFolder place = run.stage(stage);
    Optional<String> current = attemptIn(place);
    Optional<String> wanted = state.placed(stage).map(StageEntry::attempt);
    if (current.equals(wanted)) {
      return;
    }
    if (wanted.isPresent()) {
      bring(stage, wanted.get(), current.isPresent() || Files.exists(place.root()));
    } else if (current.isPresent()) {
      toHistory(stage, current.get(), place.root());
    }
  }

  private void bring(String stage, String attempt, boolean occupied) throws IOException {
    Optional<Path> source = source(stage, attempt);
    if (source.isEmpty()) {
      return;
    }
    if (occupied) {
      disk.exchange(source.get(), run.stage(stage).root());
      // what was in the place now lies under the other's number, if that came from the history
      Optional<String> old = attemptIn(new StageFolder(source.get()));
      if (old.isPresent() && source.get().startsWith(run.history())) {
        toHistory(stage, old.get(), source.get());
      }
    } else {
      disk.move(source.get(), run.stage(stage).root());
    }
    actions.add("placed attempt " + attempt + " of " + stage);
  }

  /** Where the wanted attempt lies now; by what the folder holds, since an exchange swaps names. */
  private Optional<Path> source(String stage, String attempt) throws IOException {
    StageFolder working = run.attempt(stage, attempt);
    if (attemptIn(working).equals(Optional.of(attempt))) {
      return Optional.of(working.root());
    }
    StageFolder kept = run.history(stage, attempt);
    return attemptIn(kept).equals(Optional.of(attempt))
        ? Optional.of(kept.root())
        : Optional.empty();
  }

  /** Attempt folders that nothing is working in any more go to the history, under their number. */
  private void attemptsToHistory() throws IOException {
    if (!Files.isDirectory(run.attempts())) {
      return;
    }
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(run.attempts())) {
      found.forEach(folders::add);
    }
    folders.sort(null);
    for (Path folder : folders) {
      String name = String.valueOf(folder.getFileName());
      int dot = name.lastIndexOf('.');
      String stage = dot < 0 ? name : name.substring(0, dot);
      String attempt = attemptIn(new StageFolder(folder)).orElse(name.substring(dot + 1));
      if (!attempt.equals(state.openAttempts().get(stage))) {
        toHistory(stage, attempt, folder);
      }
    }
  }

  private void toHistory(String stage, String attempt, Path folder) throws IOException {
    Path target = run.history(stage, attempt).root();
    Path parent = target.getParent();
    if (parent != null) {
      disk.makeFolder(parent);
    }
    int copy = 2;
    while (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      target = run.history(stage, attempt + "-" + copy).root();
      copy++;
    }
    disk.move(folder, target);
    actions.add("moved attempt " + attempt + " of " + stage + " to " + run.relative(target));
  }

  private void aliases() throws IOException {
    Map<String, OutputEntry> wanted = new TreeMap<>();
    state
        .published()
        .values()
        .forEach(entry -> entry.outputs().forEach(output -> wanted.put(output.alias(), output)));
    RunManifest.AliasKind kind =
        state.created().map(RunEvent.Created::aliases).orElse(RunManifest.AliasKind.LINK);
    for (OutputEntry output : wanted.values()) {
      place(output, kind);
    }
    // only what the journal knows as an alias may be removed
    for (String alias : state.aliasesEver()) {
      Path path = run.alias(alias);
      if (!wanted.containsKey(alias) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        disk.removeAlias(path);
        actions.add("removed alias " + alias);
      }
    }
  }

  private void place(OutputEntry output, RunManifest.AliasKind kind) throws IOException {
    Path alias = run.alias(output.alias());
    Path target = Path.of(output.path());
    switch (kind) {
      case LINK -> {
        boolean right = Files.isSymbolicLink(alias) && Files.readSymbolicLink(alias).equals(target);
        if (!right) {
          if (Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)) {
            // a copy of the run that followed links (cp -rL) has a folder here
            toHistory(output.alias(), "alias", alias);
          }
          disk.link(alias, target);
          actions.add("set alias " + output.alias());
        }
      }
      case COPY -> {
        if (!isCopy(alias, output)) {
          disk.copyFolder(
              run.root().resolve(output.path()),
              alias,
              output.files().stream().map(ArtifactFile::path).toList());
          actions.add("copied alias " + output.alias());
        }
      }
    }
  }

  private static boolean isCopy(Path alias, OutputEntry output) throws IOException {
    if (!Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    for (ArtifactFile file : output.files()) {
      Path copy = alias.resolve(file.path());
      if (!Files.isRegularFile(copy) || !Sha256.of(copy).equals(file.sha256())) {
        return false;
      }
    }
    return FolderContents.of(alias).files().size() == output.files().size();
  }

  /** The attempt that a stage folder holds; empty if it holds none. */
  static Optional<String> attemptIn(StageFolder folder) throws IOException {
    if (!Files.isRegularFile(folder.inputs(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      String attempt =
          Json.mapper().readTree(Files.readAllBytes(folder.inputs())).path("attempt").asString("");
      return Optional.of(attempt).filter(text -> !text.isEmpty());
    } catch (JacksonException _) {
      // damaged from outside; verify names it, and a folder that cannot be told stays where it is
      return Optional.empty();
    }
  }
}
