package org.colophon.run;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder of one run; the only type that knows names inside it.
 *
 * @param root {@code runs/<experiment>}, absolute
 */
public record RunDirectory(Path root) {

  public RunDirectory {
    root = root.toAbsolutePath().normalize();
  }

  public static RunDirectory of(Path runsDir, ExperimentName experiment) {
    return new RunDirectory(runsDir.resolve(experiment.value()));
  }

  public Path manifest() {
    return root.resolve("run_manifest.json");
  }

  public Path config() {
    return root.resolve("config.resolved.json");
  }

  public Path runSummary() {
    return root.resolve("run_summary.json");
  }

  public Path metaLog() {
    return root.resolve("META_LOG.md");
  }

  /** What was found in an older folder, if the run was made from one. */
  public Path importReport() {
    return root.resolve("import_report.json");
  }

  public Path journal() {
    return root.resolve("events.jsonl");
  }

  public Path lock() {
    return root.resolve(".lock");
  }

  /** Uncommitted changes of the code, by digest. */
  public Path patch(String sha256) {
    return patches().resolve(sha256 + ".patch");
  }

  Path patches() {
    return root.resolve(".patches");
  }

  /** Where finished stages are seen. */
  public StageFolder stage(String stage) {
    return new StageFolder(root.resolve(stage));
  }

  /** Where an attempt works before it is published. */
  public StageFolder attempt(String stage, String attempt) {
    return new StageFolder(attempts().resolve(stage + "." + attempt));
  }

  public Path attempts() {
    return root.resolve(".attempts");
  }

  /** Where an attempt is kept after another took its place. */
  public StageFolder history(String stage, String attempt) {
    return new StageFolder(root.resolve(".history").resolve(stage).resolve(attempt));
  }

  /** A free name in the history for something that is not what it should be. */
  Path aside(String name) {
    int copy = 1;
    Path free = history(name, "aside").root();
    while (Files.exists(free, LinkOption.NOFOLLOW_LINKS)) {
      copy++;
      free = history(name, "aside-" + copy).root();
    }
    return free;
  }

  public Path history() {
    return root.resolve(".history");
  }

  public Path alias(String alias) {
    return root.resolve(alias);
  }

  /** A path relative to the run folder, with {@code /}. */
  public String relative(Path path) {
    return FolderContents.name(root, path);
  }
}
