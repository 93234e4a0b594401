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
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.RunManifest.StageEntry;

/**
 * What a run keeps and nobody needs: attempts that another took the place of, and, where the file
 * system has no symbolic links, the copies that aliases were. Never what the manifest names, and
 * nothing that a person put there.
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
    ReadRun run = ReadRun.of(directory);
    return candidates(directory, run.state(), run.journal().records());
  }

  /** Removes the candidates and records it; gives what was removed. */
  public static List<Candidate> remove(RunDirectory directory, Installation installation)
      throws IOException {
    ReadRun.of(directory);
    RunLock.Owner owner = RunLock.Owner.ofThisProcess(installation.host(), "gc --delete");
    try (OpenRun run = OpenRun.open(directory, owner, installation.disk(), installation.clock())) {
      List<Candidate> candidates = candidates(directory, run.state(), run.records());
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

  private static List<Candidate> candidates(
      RunDirectory directory, RunState state, List<JournalRecord> records) throws IOException {
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
    candidates.addAll(oldCopies(directory, state, records));
    candidates.sort(
        Comparator.comparingLong(Candidate::bytes).reversed().thenComparing(Candidate::path));
    return candidates;
  }

  /** Of aliases that are folders; what is not byte for byte as published, somebody has changed. */
  private static List<Candidate> oldCopies(
      RunDirectory directory, RunState state, List<JournalRecord> records) throws IOException {
    List<Candidate> copies = new ArrayList<>();
    if (state.created().orElseThrow().aliases() != RunManifest.AliasKind.COPY) {
      return copies;
    }
    for (String alias : state.aliasesEver()) {
      for (Path folder : folders(directory.history(alias, "x").root().resolveSibling(""))) {
        if (!isAttempt(folder) && isCopy(folder, alias, records)) {
          copies.add(
              new Candidate(
                  directory.relative(folder), bytes(folder), "an earlier copy of alias " + alias));
        }
      }
    }
    return copies;
  }

  private static boolean isCopy(Path folder, String alias, List<JournalRecord> records)
      throws IOException {
    for (JournalRecord record : records) {
      if (record.body() instanceof RunEvent.StagePublished(StageEntry entry)) {
        for (OutputEntry output : entry.outputs()) {
          if (output.alias().equals(alias) && Placement.isCopy(folder, output)) {
            return true;
          }
        }
      }
    }
    return false;
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
