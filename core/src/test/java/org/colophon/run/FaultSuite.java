package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.process.ProcessResult;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run of three real stages go wrong at every call that changes a file, and holds what is
 * left to five promises: the next {@code status} tells the truth, {@code run --resume} finishes,
 * the run digest is that of an undisturbed run, finished stages ran once, {@code verify} finds
 * nothing.
 */
final class FaultSuite {
  private static final int THREADS = 2;
  private static final int KILLED = 128 + 9;

  private final Path folder;
  private final ThreeStages pipeline;
  private final FaultMatrix matrix;
  private final List<FileCall> calls;
  private final String digest;
  private final List<String> ran;
  private int cases;

  /** Whether the stages run, run and are stored, or are reused from a store that is filled. */
  enum Way {
    RUN,
    STORE,
    REUSE
  }

  FaultSuite(Path folder, FaultMatrix matrix) throws IOException {
    this(folder, matrix, Way.RUN);
  }

  FaultSuite(Path folder, FaultMatrix matrix, Way way) throws IOException {
    this.folder = folder;
    this.matrix = matrix;
    ThreeStages stages = ThreeStages.in(Files.createDirectory(folder.resolve("home")));
    this.pipeline =
        switch (way) {
          case RUN -> stages;
          case STORE -> stages.reusing();
          case REUSE -> stages.sharing(folder.resolve("store"));
        };
    this.ran = way == Way.REUSE ? List.of() : Stages.ALL;
    if (way == Way.REUSE) {
      invocation("filling").run(FaultyCalls.none(), false);
    }
    FaultyCalls undisturbed = FaultyCalls.none();
    ThreeStages.Invocation first = invocation("undisturbed");
    this.digest = first.run(undisturbed, false).manifest().runDigest();
    assertThat(first.started()).isEqualTo(ran);
    this.calls = undisturbed.calls();
    remove(folder.resolve("undisturbed"));
  }

  /** How many calls change files in an undisturbed run. */
  int points() {
    return calls.size();
  }

  /** Injects a fault at each call for which it makes sense and that belongs to the sample. */
  void inject(Fault fault, IntPredicate sample) throws IOException {
    each(points(fault, sample), point -> injectAt(fault, point));
  }

  /** A process of its own dies at each call of the sample. */
  void kill(Fault fault, IntPredicate sample) throws IOException {
    ThreeStages.Invocation whole = invocation("whole-" + fault);
    assertThat(process(whole, fault, Integer.MAX_VALUE)).as("undisturbed").isZero();
    each(points(fault, sample), point -> killAt(fault, point));
  }

  /** The power is lost after each change, with every kind of luck. */
  void losePower(IntPredicate sample, int seeds) throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    SimulatedDisk simulated = new SimulatedDisk(disk);
    Recorded recorded = record(invocation(disk, "recorded"), simulated, Integer.MAX_VALUE, false);
    assertThat(simulated.model())
        .as("changes that did not go through the seam")
        .isEqualTo(simulated.reality());
    lose("LOST_POWER", simulated, recorded, 0, sample, seeds);
    remove(disk);
  }

  /**
   * The process dies at one call of the sample, the next command recovers the run, and the power is
   * lost while it does: what the first had written and not synced may go even then.
   */
  void losePowerAfterDeath(IntPredicate deaths, IntPredicate sample) throws IOException {
    for (int death : IntStream.rangeClosed(1, points()).filter(deaths).toArray()) {
      Path disk = Files.createDirectory(folder.resolve("disk"));
      SimulatedDisk simulated = new SimulatedDisk(disk);
      Recorded first = record(invocation(disk, "first"), simulated, death, false);
      int from = simulated.changes();
      Recorded second =
          record(invocation(disk, "second"), simulated, Integer.MAX_VALUE, true).after(first);
      lose("KILL_LOST_POWER", simulated, second, from, sample, 1);
      remove(disk);
    }
  }

  private void lose(
      String fault,
      SimulatedDisk simulated,
      Recorded recorded,
      int from,
      IntPredicate sample,
      int seeds)
      throws IOException {
    each(
        IntStream.rangeClosed(from, simulated.changes()).filter(sample).boxed().toList(),
        point -> {
          String call = point == 0 ? "Start" : simulated.call(point);
          List<SimulatedDisk.Luck> lucks =
              new ArrayList<>(
                  List.of(
                      SimulatedDisk.Luck.nothing(),
                      SimulatedDisk.Luck.namesOnly(),
                      SimulatedDisk.Luck.namesAndZeros()));
          for (int seed = 0; seed < seeds; seed++) {
            lucks.add(SimulatedDisk.Luck.any(1000L * point + seed));
          }
          for (int i = 0; i < lucks.size(); i++) {
            String name = fault + " after change " + point + " (" + call + "), luck " + i;
            Path left = fresh();
            simulated.leave(point, lucks.get(i), left);
            comesBack(name, invocation(left, left.getFileName() + "-after"), recorded.at(point));
            matrix.holds(fault, call);
            remove(left);
          }
        });
  }

  private void injectAt(Fault fault, int point) throws IOException {
    ThreeStages.Invocation run = invocation(fresh());
    String name = fault + " at " + point + " " + calls.get(point - 1).describe();
    Optional<Throwable> end = end(run, fault, point);
    end.ifPresent(failure ->
        assertThat(failure)
            .as(name)
            .isInstanceOfAny(IOException.class, Death.class)
            .satisfies(told -> assertThat(told.getMessage()).isNotBlank()));
    comesBack(name, run, run.announced());
    matrix.holds(fault.name(), calls.get(point - 1).name());
    remove(run.runs());
  }

  private static Optional<Throwable> end(ThreeStages.Invocation run, Fault fault, int point) {
    FaultyCalls faulty =
        new FaultyCalls(
            fault,
            point,
            () -> {
              throw new Death(point);
            });
    try {
      run.run(faulty, false);
      return Optional.empty();
    } catch (IOException | Death e) {
      return Optional.of(e);
    }
  }

  private void killAt(Fault fault, int point) throws IOException {
    ThreeStages.Invocation run = invocation(fresh());
    String name = fault + " at " + point + " " + calls.get(point - 1).describe();
    assertThat(process(run, fault, point)).as(name).isEqualTo(KILLED);
    comesBack(name, run, run.announced());
    matrix.holds(fault + " (process)", calls.get(point - 1).name());
    remove(run.runs());
  }

  private int process(ThreeStages.Invocation run, Fault fault, int point) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            FaultyRun.class.getName()));
    command.addAll(
        List.of(
            pipeline.home().toString(),
            run.runs().toString(),
            run.tally().toString(),
            fault.name(),
            Integer.toString(point),
            Boolean.toString(pipeline.rule().wanted())));
    Path log = run.tally().resolveSibling(run.tally().getFileName() + ".log");
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (code != 0 && code != KILLED) {
        throw new AssertionError("exit code " + code + ":\n" + Files.readString(log));
      }
      return code;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * The five promises.
   *
   * @param announced stages of which the user was told that they are published
   */
  private void comesBack(String name, ThreeStages.Invocation run, List<String> announced)
      throws IOException {
    Set<String> published = statusTellsTheTruth(name, run.directory(), announced);
    int before = run.started().size();
    PipelineRunner.Result result = run.run(new FaultyCallsWithoutFault(), true);
    assertThat(result.manifest().status()).as("%s: resume ends", name).isEqualTo(StageStatus.OK);
    assertThat(result.manifest().runDigest()).as("%s: run digest", name).isEqualTo(digest);
    List<String> started = run.started();
    assertThat(started.subList(before, started.size()))
        .as("%s: stages that ran again", name)
        .containsExactlyElementsOf(
            ran.stream().filter(stage -> !published.contains(stage)).toList());
    assertThat(Verification.of(run.directory(), pipeline.home()).differences())
        .as("%s: verify", name)
        .isEmpty();
    assertThat(Repair.planned(run.directory()).actions()).as("%s: repair", name).isEmpty();
  }

  /** Gives the stages that are published. */
  private static Set<String> statusTellsTheTruth(
      String name, RunDirectory directory, List<String> announced) throws IOException {
    Optional<ReadRun> found = ReadRun.find(directory);
    if (found.isEmpty()) {
      assertThat(announced).as("%s: published, and there is no run", name).isEmpty();
      return Set.of();
    }
    ReadRun run = found.get();
    boolean ended = run.state().finished().isPresent();
    assertThat(run.activity())
        .as("%s: activity", name)
        .isEqualTo(ended ? ReadRun.Activity.FINISHED : ReadRun.Activity.INTERRUPTED);
    assertThat(run.manifest().status() == StageStatus.OK).as("%s: says OK", name).isEqualTo(ended);
    Set<String> published = new HashSet<>(run.state().published().keySet());
    assertThat(published).as("%s: published", name).containsAll(announced);
    nothingHalfWrittenIsSeen(name, directory, run);
    return published;
  }

  /** Through an alias or in the manifest. */
  private static void nothingHalfWrittenIsSeen(String name, RunDirectory directory, ReadRun run)
      throws IOException {
    Map<String, RunManifest.OutputEntry> outputs = new TreeMap<>();
    run.state()
        .published()
        .values()
        .forEach(entry -> entry.outputs().forEach(output -> outputs.put(output.alias(), output)));
    for (String alias : ThreeStages.ALIASES) {
      if (Files.exists(directory.alias(alias))) {
        Optional<RunManifest.OutputEntry> output = Optional.ofNullable(outputs.get(alias));
        assertThat(output).as("%s: alias %s", name, alias).isPresent();
        for (ArtifactFile file : output.orElseThrow().files()) {
          assertThat(Sha256.of(directory.alias(alias).resolve(file.path())))
              .as("%s: %s/%s", name, alias, file.path())
              .isEqualTo(file.sha256());
        }
      }
    }
    if (Files.exists(directory.manifest())) {
      Json.read(directory.manifest(), RunManifest.class);
    }
  }

  private static final class Stages {
    private static final List<String> ALL = List.of("01_a", "02_b", "03_c");
  }

  /** What was announced, and after how many changes. */
  private record Recorded(List<Integer> at, List<String> stages) {
    List<String> at(int change) {
      List<String> announced = new ArrayList<>();
      for (int i = 0; i < stages.size(); i++) {
        if (at.get(i) <= change) {
          announced.add(stages.get(i));
        }
      }
      return announced;
    }

    Recorded after(Recorded earlier) {
      List<Integer> all = new ArrayList<>(earlier.at);
      all.addAll(at);
      List<String> both = new ArrayList<>(earlier.stages);
      both.addAll(stages);
      return new Recorded(all, both);
    }
  }

  private static Recorded record(
      ThreeStages.Invocation run, SimulatedDisk disk, int deathAt, boolean resume)
      throws IOException {
    List<Integer> at = new ArrayList<>();
    try {
      run.run(
          new RecordedCalls(disk, deathAt), resume, inner -> new Observed(inner, run, disk, at));
    } catch (Death _) {
      // asked for
    }
    // what the next stage's start, or the end, came after
    List<String> stages = run.announced();
    while (at.size() < stages.size()) {
      at.add(disk.changes());
    }
    return new Recorded(at.subList(0, stages.size()), stages);
  }

  /** Tells the simulated disk what a stage wrote, and notes when the one before was announced. */
  private record Observed(
      Executor inner, ThreeStages.Invocation run, SimulatedDisk disk, List<Integer> at)
      implements Executor {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public ProcessResult run(Job job) throws IOException {
      while (at.size() < run.announced().size()) {
        at.add(disk.changes());
      }
      ProcessResult result = inner.run(job);
      disk.observe(Path.of(job.command().environment().get("STAGE_DIR")));
      return result;
    }
  }

  /** The real file system, without waiting for the disk. */
  private static final class FaultyCallsWithoutFault extends WatchedCalls {
    @Override
    void call(FileCall call, Real real) throws IOException {
      real.make();
    }
  }

  private List<Integer> points(Fault fault, IntPredicate sample) {
    return IntStream.rangeClosed(1, points())
        .filter(point -> fault.fits(calls.get(point - 1)))
        .filter(sample)
        .boxed()
        .toList();
  }

  private interface Case {
    void at(int point) throws IOException;
  }

  private static void each(List<Integer> points, Case what) throws IOException {
    assertThat(points).isNotEmpty();
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<@Nullable Void>> futures = new ArrayList<>();
      for (int point : points) {
        Callable<@Nullable Void> work =
            () -> {
              what.at(point);
              return null;
            };
        futures.add(pool.submit(work));
      }
      try {
        for (Future<?> future : futures) {
          future.get();
        }
      } catch (ExecutionException e) {
        pool.shutdownNow();
        throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private ThreeStages.Invocation invocation(String name) throws IOException {
    return invocation(Files.createDirectories(folder.resolve(name)));
  }

  private ThreeStages.Invocation invocation(Path place) {
    return invocation(place, String.valueOf(place.getFileName()));
  }

  private ThreeStages.Invocation invocation(Path place, String tally) {
    return new ThreeStages.Invocation(
        pipeline, place.resolve("runs"), folder.resolve(tally + ".tally"));
  }

  /** A name for a folder that is not there yet, but for whose parent. */
  private synchronized Path fresh() throws IOException {
    cases++;
    Path parent = Files.createDirectories(folder.resolve("cases"));
    return parent.resolve("case" + cases);
  }

  private static void remove(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
