package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.sandbox.Listing;
import org.colophon.sandbox.OutsideWrites;

/**
 * Finds what an unconfined stage wrote outside its folder, in the places where stages that forget
 * themselves write: the rest of the run, the folder of all runs, and the project.
 */
final class OutsideWatch {
  private static final int MAX_ENTRIES = 100_000;

  /** Folders of the project that builds, editors and git change at any time. */
  private static final List<String> RESTLESS =
      List.of(".git", ".build", "target", ".idea", ".vscode", "node_modules");

  private final List<Path> folders;
  private final Path runsDir;
  private final RunDirectory run;
  private final List<Path> except;

  OutsideWatch(Installation installation, RunDirectory run, StageFolder attempt)
      throws IOException {
    this.folders = List.of(installation.home(), installation.runsDir());
    this.runsDir = installation.runsDir();
    this.run = run;
    // other runs store there at any time, and what is taken from there is hashed first
    this.except = new ArrayList<>(List.of(attempt.root(), installation.store()));
    restless(installation.home(), 3);
  }

  Listing list() throws IOException {
    List<Path> leftOut = new ArrayList<>(except);
    leftOut.addAll(otherRuns());
    return Listing.of(folders, leftOut, MAX_ENTRIES);
  }

  /** What was created, changed or deleted since {@code before}. */
  OutsideWrites since(Listing before) throws IOException {
    return OutsideWrites.between(before, list());
  }

  /** Other runs, which somebody may begin or go on with at any time. */
  private List<Path> otherRuns() throws IOException {
    return children(runsDir).stream()
        .filter(entry -> !entry.equals(run.root()))
        .filter(entry -> Files.exists(new RunDirectory(entry).lock()))
        .toList();
  }

  private void restless(Path folder, int depth) throws IOException {
    for (Path entry : children(folder)) {
      if (RESTLESS.contains(String.valueOf(entry.getFileName()))) {
        except.add(entry);
      } else if (depth > 1 && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        restless(entry, depth - 1);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
