package org.colophon.reporting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;
import org.colophon.document.Document;
import org.colophon.pipeline.StageSpec;
import org.colophon.reporting.Finding.Level;
import org.colophon.reporting.Finding.Verdict;
import org.colophon.run.FilePatterns;
import org.colophon.run.PipelineRunner;
import org.colophon.run.RunPlan;

/** Makes the report of an invocation from its plan, how it ended, and the artifacts it left. */
public final class RunReader {
  /** Artifacts are written by stages, so they may be larger than what people write. */
  private static final long MAX_BYTES = 256L << 20;

  private final RunPlan plan;
  private final Map<ArtifactType, FindingsMap> maps;

  private RunReader(RunPlan plan, Map<ArtifactType, FindingsMap> maps) {
    this.plan = plan;
    this.maps = maps;
  }

  /** Reads what the pipeline says of its contracts, so that a mistake there is found first. */
  public static RunReader of(RunPlan plan) throws IOException {
    Map<ArtifactType, FindingsMap> maps = new LinkedHashMap<>();
    for (StageSpec stage : plan.pipeline().stages()) {
      for (StageSpec.Output output : stage.outputs().values()) {
        for (ArtifactType type : FilePatterns.of(output).types().values()) {
          Optional<FindingsMap> map = FindingsMap.of(type, plan.pipeline().schemas());
          map.ifPresent(found -> maps.put(type, found));
        }
      }
    }
    return new RunReader(plan, maps);
  }

  /** The report of how it ended. */
  public RunReport report(PipelineRunner.Result result) throws IOException {
    List<RunReport.Stage> stages = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Map<String, String> statements = new LinkedHashMap<>();
    String reason = result.interrupted() ? "the run was interrupted" : "an earlier stage failed";
    for (StageSpec stage : plan.stages()) {
      Optional<PipelineRunner.Reached> reached = result.reached(stage.id());
      if (reached.isEmpty()) {
        stages.add(new RunReport.Stage.NotReached(stage.id(), "not reached: " + reason));
        continue;
      }
      StageEntry entry = reached.get().entry();
      stages.add(new RunReport.Stage.Reached(entry, reached.get().kept()));
      findings.addAll(lines(entry, result.manifest()));
      declared(stage, entry, findings, statements);
      if (!entry.status().goesOn()) {
        reason = stage.id() + " ended with " + entry.status();
      }
    }
    return new RunReport(
        plan.request().experiment().value(),
        Optional.of(result.manifest()),
        stages,
        findings,
        statements,
        "");
  }

  private static List<Finding> lines(StageEntry entry, RunManifest manifest) {
    String file = folder(entry, manifest) + "/stage_summary.json";
    List<Finding> lines = new ArrayList<>();
    for (String error : entry.errors()) {
      lines.add(line(entry.stage(), LineCode.of(error, "stage_error"), Level.ERROR, error, file));
    }
    for (String warning : entry.warnings()) {
      lines.add(
          line(entry.stage(), LineCode.of(warning, "stage_warning"), Level.WARNING, warning, file));
    }
    return lines;
  }

  private static Finding line(String stage, String code, Level level, String text, String file) {
    return new Finding(code, stage, "", Verdict.FAIL, level, false, text, file, 1);
  }

  /** A failed attempt does not take the place of what an earlier one published. */
  private static String folder(StageEntry entry, RunManifest manifest) {
    return manifest.stages().stream()
        .filter(other -> other.stage().equals(entry.stage()))
        .flatMap(other -> Optional.ofNullable(other.failedAttempt()).stream())
        .filter(failed -> failed.attempt().equals(entry.attempt()))
        .map(RunManifest.FailedAttempt::path)
        .findFirst()
        .orElse(entry.stage());
  }

  private void declared(
      StageSpec stage, StageEntry entry, List<Finding> findings, Map<String, String> statements)
      throws IOException {
    for (OutputEntry output : entry.outputs()) {
      // a stage that was kept may have an output that the pipeline file no longer declares
      Optional<FilePatterns> patterns =
          Optional.ofNullable(stage.outputs().get(output.alias())).map(FilePatterns::of);
      for (ArtifactFile file : output.files()) {
        Optional<FindingsMap> map =
            patterns.flatMap(known -> known.typeOf(file.path())).map(maps::get);
        if (map.isPresent()) {
          String name = output.path() + "/" + file.path();
          Path path = plan.directory().root().resolve(name);
          Document artifact = Document.read(path, MAX_BYTES);
          findings.addAll(map.get().findings(stage.id(), name, artifact));
          map.get().statements(artifact).forEach(statements::putIfAbsent);
        }
      }
    }
  }
}
