package org.colophon.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.contract.PipelineException;
import org.colophon.contract.StageStatus;
import org.colophon.run.ExperimentName;
import org.colophon.run.FreshRun;
import org.colophon.run.InTheMaking;
import org.colophon.run.Installation;
import org.colophon.run.Interruption;
import org.colophon.run.RunDirectory;
import org.colophon.run.RunListener;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;

/**
 * Runs the trials of a sweep that are not done: each an ordinary run below the sweep's folder, in
 * the store of all runs. Done again, it goes on where it was.
 */
public final class SweepRunner {
  private final Sweep sweep;
  private final Installation installation;
  private final Installation trialInstallation;
  private final RunRequest base;
  private final Interruption interruption;
  private final SweepListener listener;
  private final int parallel;
  private final Optional<Instant> deadline;
  private final InTheMaking making = new InTheMaking();

  /**
   * @param base of every trial's request; a trial adds its name and values
   * @param parallel how many trials at once
   * @param budget after which no trial begins
   */
  public SweepRunner(
      Sweep sweep,
      Installation installation,
      RunRequest base,
      Interruption interruption,
      SweepListener listener,
      int parallel,
      Optional<Duration> budget) {
    this.sweep = sweep;
    this.installation = installation;
    this.trialInstallation = installation.withRunsIn(folder(installation, sweep.experiment()));
    this.base = base;
    this.interruption = interruption;
    this.listener = listener;
    this.parallel = parallel;
    this.deadline = budget.map(installation.clock().instant()::plus);
  }

  /** Is told how the trials go; from several threads. */
  public interface SweepListener {
    /** How a trial's own run tells of itself. */
    RunListener of(Trial trial);

    void began(Trial trial, int number, int total);

    void ended(TrialResult result);

    /** A trial that could not begin, or not be recorded. */
    void failed(Trial trial, Exception problem);
  }

  /** Where the runs of a sweep are. */
  public static Path folder(Installation installation, String experiment) {
    return installation.runsDir().resolve(new ExperimentName(experiment).value());
  }

  /**
   * Makes a sweep, or finds the one that is there to be the same.
   *
   * @param config digest of the resolved config that the trials change
   */
  public static Sweep settled(
      Installation installation,
      String experiment,
      String pipeline,
      String config,
      List<Axis> axes,
      Sampling sampling,
      Optional<Halving> halving,
      Optional<Metric> metric)
      throws IOException {
    Sweep sweep = Sweep.of(experiment, pipeline, config, axes, sampling, halving, metric);
    sweep.settle(folder(installation, experiment));
    return sweep;
  }

  /**
   * Runs what is not done.
   *
   * @return every trial, those of each rung in turn
   */
  public List<TrialResult> run() throws IOException {
    Optional<Halving> halving = sweep.rungs();
    if (halving.isEmpty()) {
      return rung(sweep.trials());
    }
    List<TrialResult> all = new ArrayList<>();
    List<Trial> left = sweep.trials();
    for (int rung = 0; rung < halving.get().values().size() && !left.isEmpty(); rung++) {
      List<TrialResult> results = rung(halving.get().rung(left, rung));
      all.addAll(results);
      if (!results.stream().allMatch(SweepRunner::isSettled)) {
        return all;
      }
      left = halving.get().survivors(left, results, sweep.comparedBy().orElseThrow());
    }
    return all;
  }

  /** The results so far of every trial that has begun or will begin next; runs nothing. */
  public static List<TrialResult> results(Sweep sweep, Path folder) throws IOException {
    Optional<Halving> halving = sweep.rungs();
    if (halving.isEmpty()) {
      return read(sweep.trials(), folder);
    }
    List<TrialResult> all = new ArrayList<>();
    List<Trial> left = sweep.trials();
    for (int rung = 0; rung < halving.get().values().size() && !left.isEmpty(); rung++) {
      List<TrialResult> results = read(halving.get().rung(left, rung), folder);
      all.addAll(results);
      if (!results.stream().allMatch(SweepRunner::isSettled)) {
        return all;
      }
      left = halving.get().survivors(left, results, sweep.comparedBy().orElseThrow());
    }
    return all;
  }

  private static boolean isSettled(TrialResult result) {
    return result.status().isPresent() && !result.interrupted();
  }

  private List<TrialResult> rung(List<Trial> trials) throws IOException {
    List<Future<?>> begun = new ArrayList<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(parallel, Thread.ofPlatform().name("trial-", 0).factory())) {
      for (int i = 0; i < trials.size(); i++) {
        Trial trial = trials.get(i);
        int number = i + 1;
        begun.add(workers.submit(() -> run(trial, number, trials.size())));
      }
    }
    for (Future<?> one : begun) {
      rethrow(one);
    }
    return read(trials, trialInstallation.runsDir());
  }

  private void run(Trial trial, int number, int total) {
    try {
      if (interruption.requested() || isOver() || result(trial).isDone()) {
        return;
      }
      listener.began(trial, number, total);
      RunRequest request = base.ofTrial(new ExperimentName(trial.name()), trial.sets());
      RunPlan plan = RunPlan.of(request, trialInstallation);
      new FreshRun(trialInstallation, interruption, listener.of(trial), making).run(plan);
      listener.ended(result(trial));
    } catch (IOException | PipelineException e) {
      listener.failed(trial, e);
    }
  }

  private boolean isOver() {
    return deadline.map(installation.clock().instant()::isAfter).orElse(false);
  }

  private TrialResult result(Trial trial) throws IOException {
    return TrialResult.of(
        trial, RunDirectory.of(trialInstallation.runsDir(), new ExperimentName(trial.name())));
  }

  private static List<TrialResult> read(List<Trial> trials, Path folder) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : trials) {
      results.add(TrialResult.of(trial, RunDirectory.of(folder, new ExperimentName(trial.name()))));
    }
    return results;
  }

  private static void rethrow(Future<?> one) {
    try {
      one.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial ended in a way that nobody foresaw", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** 0 if all trials are done, 1 if only some failed, 2 if some are left, 3 if all failed. */
  public static StageStatus status(List<TrialResult> results) {
    if (results.stream().anyMatch(result -> !isSettled(result))) {
      return StageStatus.INCOMPLETE;
    }
    long failed =
        results.stream().filter(result -> !result.status().orElseThrow().goesOn()).count();
    if (failed == results.size()) {
      return StageStatus.ERROR;
    }
    boolean warned =
        results.stream().anyMatch(result -> result.status().orElseThrow() == StageStatus.WARNING);
    return failed > 0 || warned ? StageStatus.WARNING : StageStatus.OK;
  }
}
