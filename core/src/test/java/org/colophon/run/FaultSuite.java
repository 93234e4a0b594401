package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.colophon.executor.AtOnce;
import org.colophon.executor.Executor;
import org.colophon.executor.Job;
import org.colophon.executor.Jobs;
import org.colophon.process.ProcessResult;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run of three real stages go wrong at every call that changes a file, and holds what is
 * left to the {@link Promises}.
 */
final class FaultSuite {
  private static final int THREADS = 2;
  private static final int KILLED = 128 + 9;

  /** So many failures say enough. */
  private static final int ENOUGH = 25;

  private final Path folder;
  private final Scenario scenario;
  private final ThreeStages pipeline;
  private final FaultMatrix matrix;
  private final List<FileCall> calls;
  private final Promises promises;
  private int cases;

  /** What goes wrong. */
  enum Scenario {
    /** The first invocation of a run. */
    FIRST,
    /** A run that was finished, of which every stage runs again and makes something else. */
    ANEW,
    /** The first invocation of a run, of which every stage is stored. */
    STORE,
    /** The first invocation of a run, of which every stage is reused from a store. */
    REUSE
  }

  FaultSuite(Path folder, FaultMatrix matrix, Scenario scenario) throws IOException {
    this.folder = folder;
    this.matrix = matrix;
    this.scenario = scenario;
    this.pipeline = pipeline(ThreeStages.in(Files.createDirectory(folder.resolve("home"))));
    Optional<String> before = before(invocation("before"));
    FaultyCalls undisturbed = FaultyCalls.none();
    PipelineRunner.Result result = prepared(folder.resolve("undisturbed")).run(undisturbed, false);
    this.promises =
        new Promises(
            pipeline,
            before,
            result.manifest().runDigest(),
            scenario == Scenario.REUSE ? List.of() : Promises.STAGES);
    this.calls = undisturbed.calls();
    matrix.points(scenario.name(), points());
    remove(folder.resolve("undisturbed"));
  }

  private ThreeStages pipeline(ThreeStages stages) throws IOException {
    return switch (scenario) {
      case FIRST, ANEW -> stages;
      case STORE -> stages.reusing();
      case REUSE -> {
        ThreeStages sharing = stages.sharing(folder.resolve("store"));
        new ThreeStages.Invocation(
                sharing, folder.resolve("filling/runs"), folder.resolve("filling.tally"))
            .run(well(), false);
        yield sharing;
      }
    };
  }

  /** Makes the run that is to be made anew, if any. */
  private Optional<String> before(ThreeStages.Invocation run) throws IOException {
    return switch (scenario) {
      case FIRST, STORE, REUSE -> Optional.empty();
      case ANEW -> {
        String digest = run.run(well(), false).manifest().runDigest();
        pipeline.value(2);
        yield Optional.of(digest);
      }
    };
  }

  /** An invocation at a place where there is nothing yet, or a copy of what was before. */
  private ThreeStages.Invocation prepared(Path place) throws IOException {
    ThreeStages.Invocation run = invocation(place);
    switch (scenario) {
      case FIRST, STORE, REUSE -> Files.createDirectories(place);
      case ANEW -> copy(folder.resolve("before"), place);
    }
    return run;
  }

  /** How many calls change files in an undisturbed run. */
  int points() {
    return calls.size();
  }

  private String label(String fault) {
    return switch (scenario) {
      case FIRST -> fault;
      case ANEW -> "anew: " + fault;
      case STORE -> "stored: " + fault;
      case REUSE -> "reused: " + fault;
    };
  }

  /** Injects a fault at each call for which it makes sense and that belongs to the sample. */
  void inject(Fault fault, IntPredicate sample) throws IOException {
    each(points(fault, sample), point -> injectAt(fault, point));
  }

  /** A process of its own dies at each call of the sample. */
  void kill(Fault fault, IntPredicate sample) throws IOException {
    ThreeStages.Invocation whole = prepared(folder.resolve("whole-" + fault));
    assertThat(process(whole, fault, Integer.MAX_VALUE)).as("undisturbed").isZero();
    each(points(fault, sample), point -> killAt(fault, point));
  }

  /** The power is lost after each change, with every kind of luck. */
  void losePower(IntPredicate sample, int seeds) throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    SimulatedDisk simulated = new SimulatedDisk(disk);
    if (scenario == Scenario.ANEW) {
      pipeline.value(1);
      record(invocation(disk, "recorded-before"), simulated, Integer.MAX_VALUE, false);
      pipeline.value(2);
    }
    int from = simulated.changes();
    Recorded recorded = record(invocation(disk, "recorded"), simulated, Integer.MAX_VALUE, false);
    assertThat(simulated.model())
        .as("changes that did not go through the seam")
        .isEqualTo(simulated.reality());
    lose(label("LOST_POWER"), simulated, recorded, from, sample, seeds);
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
      Recorded first = record(invocation(disk, "first-" + death), simulated, death, false);
      int from = simulated.changes();
      Recorded second =
          record(invocation(disk, "second-" + death), simulated, Integer.MAX_VALUE, true)
              .after(first);
      lose(label("KILL, LOST_POWER"), simulated, second, from, sample, 1);
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
            SimulatedDisk.Luck luck = lucks.get(i);
            matrix.tries(
                fault,
                call,
                () -> {
                  Path left = fresh();
                  simulated.leave(point, luck, left);
                  ThreeStages.Invocation run = invocation(left, left.getFileName() + "-after");
                  promises.hold(name, run, recorded.at(point), well(), _ -> new StagesInProcess());
                  remove(left);
                });
          }
        });
  }

  private void injectAt(Fault fault, int point) {
    FileCall call = calls.get(point - 1);
    String name = label(fault + " at " + point + " " + call.describe());
    matrix.tries(
        label(fault.name()),
        call.name(),
        () -> {
          ThreeStages.Invocation run = prepared(fresh());
          end(run, fault, point)
              .ifPresent(failure ->
                  assertThat(failure)
                      .as(name)
                      .isInstanceOfAny(IOException.class, Death.class)
                      .satisfies(told -> assertThat(told.getMessage()).isNotBlank()));
          promises.hold(name, run, run.announced(), well(), _ -> new StagesInProcess());
          remove(run.runs());
        });
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

  private void killAt(Fault fault, int point) {
    FileCall call = calls.get(point - 1);
    String name = label(fault + " at " + point + " " + call.describe());
    matrix.tries(
        label(fault + " (process)"),
        call.name(),
        () -> {
          ThreeStages.Invocation run = prepared(fresh());
          assertThat(process(run, fault, point)).as(name).isEqualTo(KILLED);
          promises.hold(name, run, run.announced(), well(), real -> real);
          remove(run.runs());
        });
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
  private static final class Observed extends AtOnce {
    private final Jobs inner;
    private final ThreeStages.Invocation run;
    private final SimulatedDisk disk;
    private final List<Integer> at;

    Observed(Executor inner, ThreeStages.Invocation run, SimulatedDisk disk, List<Integer> at) {
      this.inner = new Jobs(inner);
      this.run = run;
      this.disk = disk;
      this.at = at;
    }

    @Override
    protected ProcessResult run(Job job) throws IOException {
      while (at.size() < run.announced().size()) {
        at.add(disk.changes());
      }
      ProcessResult result = inner.run(job);
      disk.observe(Path.of(job.command().environment().get("STAGE_DIR")));
      return result;
    }
  }

  /** The real file system, without waiting for the disk. */
  private static FileCalls well() {
    return FaultyCalls.none();
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

  private void each(List<Integer> points, Case what) throws IOException {
    assertThat(points).isNotEmpty();
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<@Nullable Void>> futures = new ArrayList<>();
      for (int point : points) {
        Callable<@Nullable Void> work =
            () -> {
              if (matrix.failuresSoFar() < ENOUGH) {
                what.at(point);
              }
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
    assertThat(matrix.takeFailures()).as("what was lost").isEmpty();
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

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path)),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
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
