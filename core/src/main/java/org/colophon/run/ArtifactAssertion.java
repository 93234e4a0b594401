package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.Reading;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.artifact.Severity;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.StageSpec;

/**
 * The gate of one stage as a command: everything that the stage needs exists, has the right type
 * and digest, and passes its schema.
 */
public final class ArtifactAssertion {
  private ArtifactAssertion() {}

  /** One line for each thing that is wrong; empty if the stage could start. */
  public static List<String> problems(
      RunDirectory directory, Pipeline pipeline, StageSpec stage, Map<String, Path> given)
      throws IOException {
    SchemaCatalog catalog = PipelineRunner.catalog(pipeline.schemas());
    ReadRun run = ReadRun.of(directory);
    InputResolver resolver =
        new InputResolver(directory, given, run.manifest().published(), run.state().imported());
    return switch (new ArtifactGate(pipeline, catalog).judge(stage, resolver)) {
      case ArtifactGate.Answer.Refused(List<String> reasons) -> reasons;
      case ArtifactGate.Answer.Admitted(List<AdmittedInput> inputs) ->
          violations(pipeline, catalog, inputs);
    };
  }

  private static List<String> violations(
      Pipeline pipeline, SchemaCatalog catalog, List<AdmittedInput> inputs) throws IOException {
    List<String> problems = new ArrayList<>();
    for (AdmittedInput input : inputs) {
      Optional<FilePatterns> patterns = pipeline.maker(input.entry().alias()).map(FilePatterns::of);
      for (ArtifactFile file : input.entry().files()) {
        ArtifactType type =
            patterns
                .flatMap(found -> found.typeOf(file.path()))
                .orElseGet(() -> ArtifactType.parse(input.entry().type()));
        // the gate has held its bytes against their digest, so a link of an import may be followed
        Path path = input.folder().resolve(file.path()).toRealPath();
        catalog.check(type, path, Reading.STRICT).violations().stream()
            .filter(violation -> violation.severity() == Severity.INVALID)
            .map(violation ->
                "invalid_artifact: "
                    + input.entry().alias()
                    + " ("
                    + type
                    + ") "
                    + path
                    + ": "
                    + violation.code())
            .forEach(problems::add);
      }
    }
    return problems;
  }
}
