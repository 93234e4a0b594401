package org.colophon.stages.codeedit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.colophon.contract.Json;
import org.colophon.contract.StageContext;
import org.colophon.contract.StageReport;
import org.colophon.stages.codeedit.runner.ActionResult;
import org.colophon.stages.codeedit.runner.ActionStatus;
import org.colophon.stages.codeedit.runner.AstGrep;
import org.colophon.stages.codeedit.runner.CodeEditRunner;
import org.colophon.stages.codeedit.runner.Isolation;
import org.colophon.stages.codeedit.runner.JunitXml;
import org.colophon.stages.codeedit.runner.TestResult;
import org.colophon.stages.codeedit.runner.Usage;

/**
 * All actions of an artifact, several at once, results in the order of the actions. What an action
 * took is printed, and not part of the results: they are the same on every machine.
 */
final class ActionBatch {
  private ActionBatch() {}

  /** A row of the results. */
  record Row(String taskId, @JsonUnwrapped ActionResult result, Optional<Tests> tests) {}

  /** What of tests is the same each time. */
  record Tests(
      TestResult.Status status,
      String reason,
      Optional<Integer> exitCode,
      Optional<JunitXml.Counts> counts) {
    static Tests of(TestResult result) {
      return new Tests(result.status(), result.reason(), result.exitCode(), result.counts());
    }
  }

  /** A line of standard output. */
  record Took(String taskId, @JsonUnwrapped Usage usage) {}

  static void apply(
      StageContext context, StageReport report, Path home, Map<String, String> environment)
      throws IOException, InterruptedException {
    ApplySettings settings = ApplySettings.of(context.params());
    try (Scratch scratch = Scratch.make()) {
      CodeEditRunner runner = settings.runner(home, scratch.path(), environment);
      List<Action> actions = new ArrayList<>();
      for (Path file : context.input("actions").paths(".jsonl")) {
        actions.addAll(Action.read(file));
        report.inputOk();
      }
      long start = System.nanoTime();
      List<Action.Done> done = all(actions, runner, settings.atOnce());
      write(context.output("results").resolve("results.jsonl"), done);
      report.artifact("results", "results/results.jsonl");
      report.rows(done.size());
      tell(done, (System.nanoTime() - start) / 1e9, report);
    } catch (AstGrep.Missing | Isolation.Missing e) {
      report.incomplete(String.valueOf(e.getMessage()));
    }
  }

  private static List<Action.Done> all(List<Action> actions, CodeEditRunner runner, int atOnce)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<Action.Done>> futures = new ArrayList<>();
      for (Action action : actions) {
        futures.add(threads.submit(() -> action.run(runner)));
      }
      List<Action.Done> done = new ArrayList<>();
      for (Future<Action.Done> future : futures) {
        done.add(future.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException("an action could not be tried: " + e.getCause(), e);
    }
  }

  private static void write(Path file, List<Action.Done> done) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Action.Done each : done) {
        out.write(
            Json.line(
                new Row(each.taskId(), each.measured().result(), each.tests().map(Tests::of))));
        out.write('\n');
      }
    }
  }

  private static void tell(List<Action.Done> done, double seconds, StageReport report) {
    Map<ActionStatus, Integer> counts = new EnumMap<>(ActionStatus.class);
    for (Action.Done each : done) {
      ActionResult result = each.measured().result();
      counts.merge(result.status(), 1, Integer::sum);
      System.out.println(Json.line(new Took(each.taskId(), each.measured().usage())));
      switch (result.status()) {
        case TOOL_ERROR, TIMEOUT, OOM ->
            report.warn(each.taskId() + ": " + result.status().label() + ": " + result.reason());
        case APPLIED, NO_MATCH, NO_CHANGE, INVALID_ACTION, RULE_REJECTED, PARSE_BROKEN -> {}
      }
    }
    counts.forEach((status, count) -> report.metric(status.label(), count));
    report.metric("actions_per_s", done.size() / seconds);
  }
}
