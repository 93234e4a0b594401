package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;

/**
 * What holds of a run whatever went wrong: {@code status} tells the truth, {@code run --resume}
 * finishes, the run digest is that of an undisturbed run, finished stages ran once, {@code verify}
 * finds nothing.
 *
 * @param before run digest of the run over which the disturbed one went; empty if it was the first
 * @param undisturbed run digest of what was to be made
 * @param toRun the stages that have to run for it
 */
record Promises(
    ThreeStages pipeline, Optional<String> before, String undisturbed, List<String> toRun) {
  static final List<String> STAGES = List.of("01_a", "02_b", "03_c");

  /** What the journal has of the disturbed invocation. */
  private record Truth(boolean began, TreeSet<String> published) {}

  /**
   * Holds what is left to them.
   *
   * @param announced stages of which the user was told that they are published
   * @param well how files are changed from here on
   * @param stages how the stages run from here on
   */
  void hold(
      String name,
      ThreeStages.Invocation run,
      List<String> announced,
      FileCalls well,
      UnaryOperator<Executor> stages)
      throws IOException {
    Truth truth = statusTellsTheTruth(name, run.directory(), announced);
    int earlier = run.started().size();
    PipelineRunner.Result result = run.run(well, true, stages);
    assertThat(result.manifest().status()).as("%s: resume ends", name).isEqualTo(StageStatus.OK);
    assertThat(result.manifest().runDigest())
        .as("%s: run digest", name)
        .isEqualTo(truth.began() ? undisturbed : before.orElseThrow());
    List<String> started = run.started();
    assertThat(started.subList(earlier, started.size()))
        .as("%s: stages that ran again", name)
        .containsExactlyElementsOf(
            toRun.stream()
                .filter(stage -> truth.began() && !truth.published().contains(stage))
                .toList());
    assertThat(Verification.of(run.directory(), pipeline.home()).differences())
        .as("%s: verify", name)
        .isEmpty();
    assertThat(Repair.planned(run.directory()).actions()).as("%s: repair", name).isEmpty();
  }

  private Truth statusTellsTheTruth(String name, RunDirectory directory, List<String> announced)
      throws IOException {
    Optional<ReadRun> found = ReadRun.find(directory);
    if (found.isEmpty()) {
      assertThat(announced).as("%s: published, and there is no run", name).isEmpty();
      assertThat(before).as("%s: the run of before is gone", name).isEmpty();
      return new Truth(true, new TreeSet<>());
    }
    ReadRun run = found.get();
    boolean ended = run.state().finished().isPresent();
    assertThat(run.activity())
        .as("%s: activity", name)
        .isEqualTo(ended ? ReadRun.Activity.DONE : ReadRun.Activity.INTERRUPTED);
    assertThat(run.manifest().status() == StageStatus.OK).as("%s: says OK", name).isEqualTo(ended);
    TreeSet<String> published = new TreeSet<>();
    for (StageEntry entry : run.state().published().values()) {
      if (before.isEmpty() || !entry.attempt().equals("0001")) {
        published.add(entry.stage());
      }
    }
    assertThat(published).as("%s: published", name).containsAll(announced);
    nothingHalfWrittenIsSeen(name, directory, run);
    nothingVoidCounts(name, run);
    int attempts = run.state().attemptsOf().getOrDefault(STAGES.getFirst(), 0);
    return new Truth(before.isEmpty() || attempts > 1, published);
  }

  /** Through an alias or in the manifest: what is there was published whole at some time. */
  private static void nothingHalfWrittenIsSeen(String name, RunDirectory directory, ReadRun run)
      throws IOException {
    for (String alias : ThreeStages.ALIASES) {
      if (Files.exists(directory.alias(alias))) {
        List<String> wrong = new ArrayList<>();
        boolean whole = false;
        for (OutputEntry output : everPublished(run, alias)) {
          Optional<String> difference = difference(directory.alias(alias), output);
          difference.ifPresent(wrong::add);
          whole = whole || difference.isEmpty();
        }
        assertThat(whole).as("%s: alias %s is whole: %s", name, alias, wrong).isTrue();
      }
    }
    if (Files.exists(directory.manifest())) {
      Json.read(directory.manifest(), RunManifest.class);
    }
  }

  private static List<OutputEntry> everPublished(ReadRun run, String alias) {
    List<OutputEntry> outputs = new ArrayList<>();
    for (JournalRecord record : run.journal().records()) {
      if (record.body() instanceof RunEvent.StagePublished(StageEntry entry)) {
        entry.outputs().stream()
            .filter(output -> output.alias().equals(alias))
            .forEach(outputs::add);
      }
    }
    return outputs;
  }

  private static Optional<String> difference(Path folder, OutputEntry output) throws IOException {
    for (ArtifactFile file : output.files()) {
      Path path = folder.resolve(file.path());
      if (!Files.isRegularFile(path) || !Sha256.of(path).equals(file.sha256())) {
        return Optional.of(file.path() + " is not " + file.sha256());
      }
    }
    return Optional.empty();
  }

  /** What counts was made from what counts. */
  private static void nothingVoidCounts(String name, ReadRun run) {
    for (StageEntry entry : run.manifest().stages()) {
      for (RunManifest.InputEntry input : entry.inputs()) {
        assertThat(Optional.ofNullable(run.manifest().published().get(input.alias())))
            .as("%s: %s of %s", name, input.alias(), entry.stage())
            .map(made -> made.output().sha256())
            .contains(input.sha256());
      }
    }
  }
}
