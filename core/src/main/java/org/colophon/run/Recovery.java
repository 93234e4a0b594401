package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What it takes to bring a run folder to its journal: decided by reading alone, so that it can be
 * said before it is done. Opening a run for writing does it; {@code repair} says it.
 *
 * @param temporaries files that a writer left half-written
 * @param cutOff attempts whose orchestrator died
 * @param derived how manifest, run summary and META_LOG stand
 * @param actions for people, one line each; empty if nothing is to be done
 * @param lost what the journal wants and nobody has any more; the run goes on without it
 */
record Recovery(
    List<Path> temporaries,
    List<CutOffAttempt> cutOff,
    Map<Path, DerivedFiles.Standing> derived,
    List<String> actions,
    List<String> lost) {
  private static final Pattern WHOLE_FILE =
      Pattern.compile(
          "\\.(run_manifest\\.json|run_summary\\.json|config\\.resolved\\.json|META_LOG\\.md"
              + "|[0-9a-f]{64}\\.patch)\\..*\\.tmp");

  static Recovery decide(RunDirectory run, Journal.Contents journal) throws IOException {
    List<String> actions = new ArrayList<>();
    if (journal.tornBytes() > 0) {
      actions.add("cut a torn last line of " + journal.tornBytes() + " bytes off events.jsonl");
    }
    List<Path> temporaries = temporariesOf(run);
    temporaries.forEach(path -> actions.add("removed half-written " + run.relative(path)));
    RunState state = RunState.of(journal.records());
    if (state.created().isEmpty()) {
      return new Recovery(temporaries, List.of(), Map.of(), actions, List.of());
    }
    Map<Path, DerivedFiles.Standing> derived = new DerivedFiles(run, journal).standings();
    List<CutOffAttempt> cutOff = cutOffIn(run, state, journal);
    PlannedTree tree = new PlannedTree();
    RunState settled = state;
    for (CutOffAttempt attempt : cutOff) {
      actions.add("attempt " + attempt.attempt() + " of " + attempt.stage() + " was cut off");
      tree.willHold(run.attempt(attempt.stage(), attempt.attempt()).root(), attempt.attempt());
      settled = settled.with(new RunEvent.StageFailed(attempt.entry()));
    }
    for (RunEvent.StageRetired retired : Retirement.leftOut(settled)) {
      actions.add(retired.stage() + " is void: " + retired.reason());
      settled = settled.with(retired);
    }
    Placement.Plan placement = Placement.of(run, settled, tree);
    actions.addAll(placement.actions());
    if (state.unfinished() && !state.recovered()) {
      actions.add("the last invocation was cut off");
    }
    derived.forEach((file, standing) -> say(run.relative(file), standing, actions));
    return new Recovery(temporaries, cutOff, derived, actions, placement.lost());
  }

  private static void say(String name, DerivedFiles.Standing standing, List<String> actions) {
    switch (standing) {
      case RIGHT -> {}
      case MISSING -> actions.add("wrote " + name + " from events.jsonl; it was missing");
      case BEHIND -> actions.add("brought " + name + " up to events.jsonl");
      case CHANGED ->
          actions.add(
              "wrote "
                  + name
                  + " from events.jsonl; it was changed, and what it was is kept under .history/"
                  + name);
    }
  }

  private static List<CutOffAttempt> cutOffIn(
      RunDirectory run, RunState state, Journal.Contents journal) {
    return state.openAttempts().entrySet().stream()
        .map(open ->
            new CutOffAttempt(run, state, open.getKey(), open.getValue(), journal.records()))
        .toList();
  }

  private static List<Path> temporariesOf(RunDirectory run) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(run.root(), run.patches())) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          entries.forEach(found::add);
        }
      }
    }
    found.removeIf(entry -> !isTemporary(entry));
    found.sort(null);
    return found;
  }

  /** By name and by what it is: a file of the user's is not ours to remove. */
  static boolean isTemporary(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return (WHOLE_FILE.matcher(name).matches()
            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
        || (name.matches("\\..*\\.link") && Files.isSymbolicLink(entry))
        || (name.matches("\\..*\\.copy") && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
  }
}
