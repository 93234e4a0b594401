package org.colophon.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.ResolvedFrom;

/**
 * Says where an input comes from: the command line, else the manifest. Nothing is searched for.
 *
 * @param given inputs from outside the run, by alias
 * @param published what the run's stages have made, by alias
 * @param imported what an import found of inputs from outside, by alias
 * @param foretold aliases of which only the digests are there yet, for a plan
 */
record InputResolver(
    RunDirectory run,
    Map<String, Path> given,
    Map<String, RunManifest.Published> published,
    Map<String, RunManifest.InputEntry> imported,
    Set<String> foretold) {

  InputResolver(
      RunDirectory run,
      Map<String, Path> given,
      Map<String, RunManifest.Published> published,
      Map<String, RunManifest.InputEntry> imported) {
    this(run, given, published, imported, Set.of());
  }

  /**
   * An input found.
   *
   * @param folder that holds its files
   * @param entry the manifest's word for it; empty for an input from the command line
   * @param foretold whether its files will be there by the time that the stage runs
   */
  record Resolved(
      ResolvedFrom from, Path folder, Optional<RunManifest.Published> entry, boolean foretold) {}

  /** What an import found there, if the input is the one that it found. */
  Optional<RunManifest.InputEntry> imported(String alias, Path path) {
    return Optional.ofNullable(imported.get(alias))
        .filter(found -> found.path().equals(path.toString()));
  }

  Optional<Resolved> resolve(String alias) {
    Path outside = given.get(alias);
    if (outside != null) {
      return Files.exists(outside)
          ? Optional.of(new Resolved(ResolvedFrom.CLI, outside, Optional.empty(), false))
          : Optional.empty();
    }
    return Optional.ofNullable(published.get(alias))
        .map(made ->
            new Resolved(
                ResolvedFrom.MANIFEST,
                run.root().resolve(made.output().path()),
                Optional.of(made),
                foretold.contains(alias)));
  }
}
