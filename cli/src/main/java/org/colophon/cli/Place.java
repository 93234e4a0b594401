package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.ReadRun;
import org.colophon.run.RunDirectory;

/** Where the commands find things: the installation, runs by name, pipelines by name. */
final class Place {
  private Place() {}

  static Installation installation(Surroundings surroundings, CommonOptions options)
      throws IOException {
    return new Installation(
            surroundings.home(),
            options.runsDir(),
            Path.of(surroundings.properties().getProperty("java.home")),
            surroundings.environment(),
            Clock.systemUTC(),
            Machine.read(surroundings.properties(), Runtime.getRuntime().availableProcessors()),
            HostIdentity.ofThisMachine(),
            String.valueOf(surroundings.properties().getProperty("user.name")),
            Version.current())
        .on(surroundings.disk());
  }

  static RunDirectory run(CommonOptions options, String experiment) {
    return RunDirectory.of(options.runsDir(), new ExperimentName(experiment));
  }

  /** The folder of a run that is named, or given as a path, which has a slash in it. */
  static Path runFolder(CommonOptions options, String nameOrFolder) {
    return nameOrFolder.contains("/") ? Path.of(nameOrFolder) : run(options, nameOrFolder).root();
  }

  /** The pipeline of an existing run, if its file is here. */
  static Optional<Pipeline> pipelineOf(RunDirectory run, Surroundings surroundings)
      throws IOException {
    Optional<Path> file = ReadRun.of(run).pipelineFile(surroundings.home());
    return file.isPresent() ? Optional.of(PipelineFile.read(file.get())) : Optional.empty();
  }

  /** The pipeline of that name, or in that file. */
  static Pipeline pipeline(String nameOrFile, Surroundings surroundings) throws IOException {
    Path file = pipelineFile(nameOrFile, surroundings);
    if (!Files.isRegularFile(file)) {
      throw new BadRequest("no such pipeline: " + file);
    }
    return PipelineFile.read(file);
  }

  static Path pipelineFile(String nameOrFile, Surroundings surroundings) {
    return nameOrFile.endsWith(".yaml")
        ? Path.of(nameOrFile)
        : surroundings.home().resolve("stages").resolve(nameOrFile).resolve("pipeline.yaml");
  }

  /** Inputs given on the command line, relative paths from the current folder. */
  static Map<String, Path> inputs(Map<String, Path> given) {
    Map<String, Path> inputs = new LinkedHashMap<>();
    given.forEach((alias, path) -> {
      if (path.toString().isEmpty()) {
        throw new BadRequest("--input " + alias + "= gives no path");
      }
      inputs.put(alias, path.toAbsolutePath().normalize());
    });
    return inputs;
  }
}
