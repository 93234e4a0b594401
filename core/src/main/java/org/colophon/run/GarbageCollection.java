package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * What a run keeps and nobody needs: attempts that another took the place of. Never what the
 * manifest names, and nothing that a person put there.
 */
public final class GarbageCollection {
  private GarbageCollection() {}

  /**
   * Something that could be removed.
   *
   * @param path relative to the run folder
   * @param why it is not needed
   */
  public record Candidate(String path, long bytes, String why) {}

  /** The candidates of a run, the largest first. Changes nothing. */
  public static List<Candidate> of(RunDirectory directory) throws IOException {
    return candidates(directory, ReadRun.of(directory).state());
  }

  /** Removes the candidates and records it; gives what was removed. */
  public static List<Candidate> remove(RunDirectory directory, Installation installation)
      throws IOException {
    ReadRun.of(directory);
    RunLock.Owner owner = RunLock.Owner.ofThisProcess(installation.host(), "gc --delete");
    try (OpenRun run = OpenRun.open(directory, owner, new DurableFiles(), installation.clock())) {
      List<Candidate> candidates = candidates(directory, run.state());
      if (!candidates.isEmpty()) {
        long bytes = candidates.stream().mapToLong(Candidate::bytes).sum();
        run.append(
            new RunEvent.Collected(
                candidates.stream().map(Candidate::path).toList(), bytes, installation.actor()));
        run.writeProjections();
      }
      return candidates;
    }
  }

  private static List<Candidate> candidates(RunDirectory directory, RunState state)
      throws IOException {
    Set<String> named = new HashSet<>();
    for (StageEntry entry : state.entries()) {
      if (entry.failedAttempt() != null) {
        named.add(entry.failedAttempt().path());
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (String stage : state.attemptsOf().keySet()) {
      Path kept = directory.history(stage, "x").root().resolveSibling("");
      for (Path folder : folders(kept)) {
        String path = directory.relative(folder);
        if (!named.contains(path) && isAttempt(folder)) {
          candidates.add(new Candidate(path, bytes(folder), "an earlier attempt of " + stage));
        }
      }
    }
    candidates.sort(
        Comparator.comparingLong(Candidate::bytes).reversed().thenComparing(Candidate::path));
    return candidates;
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** A folder that core moved there; one that a person made holds no context of an attempt. */
  private static boolean isAttempt(Path folder) throws IOException {
    return PlannedTree.onDisk(new StageFolder(folder)).isPresent();
  }

  private static long bytes(Path folder) throws IOException {
    long[] sum = new long[1];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }
}
