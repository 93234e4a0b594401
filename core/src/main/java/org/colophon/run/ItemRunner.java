package org.colophon.run;

import java.io.IOException;
import java.util.List;
import org.colophon.contract.StageStatus;
import org.colophon.executor.Jobs;
import org.colophon.pipeline.MaxFailed;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The items of an attempt, from its inputs to what they make together. */
final class ItemRunner {
  private final RunPlan plan;
  private final Installation installation;
  private final Interruption interruption;
  private final RunListener listener;
  private final Invocation invocation;
  private final RunSecrets secrets;
  private final StageProcess process;

  ItemRunner(
      RunPlan plan,
      Installation installation,
      SandboxChoice sandbox,
      Jobs jobs,
      Interruption interruption,
      RunListener listener,
      Invocation invocation,
      RunSecrets secrets) {
    this.plan = plan;
    this.installation = installation;
    this.interruption = interruption;
    this.listener = listener;
    this.invocation = invocation;
    this.secrets = secrets;
    this.process =
        new StageProcess(
            plan, installation, sandbox, jobs, interruption, new ItemListener(listener), secrets);
  }

  /** Runs them. On any thread: it touches nothing but the attempt's own folder. */
  ItemsEnd run(StageRunner.Attempt attempt, List<AdmittedInput> inputs, ItemSlots slots)
      throws IOException {
    ItemPlan items =
        ItemPlan.of(
            attempt.stage(), inputs, attempt.key(), attempt.standing(), plan, invocation.store());
    if (!items.problems().isEmpty()) {
      return new ItemsEnd(
          new Verdict(StageStatus.ERROR, items.problems(), List.of(), false),
          JsonNodeFactory.instance.objectNode());
    }
    MaxFailed allowed = attempt.stage().foreach().orElseThrow().maxFailed();
    OneItem oneItem =
        new OneItem(plan, installation, process, interruption, secrets, attempt, inputs);
    FanOut.Result ended =
        new FanOut(
                attempt,
                oneItem,
                slots,
                plan.request().keepGoing(),
                interruption,
                listener,
                installation.clock())
            .run(items.items(), allowed);
    // whoever took the run over meanwhile has moved the attempt's folder
    attempt.run().requireOurs();
    FanOut.Result result = new SecondLook(attempt.folder().itemFolders()).at(ended);
    return harvest(attempt, items, result, allowed);
  }

  private static ItemsEnd harvest(
      StageRunner.Attempt attempt, ItemPlan items, FanOut.Result result, MaxFailed allowed)
      throws IOException {
    ItemHarvest harvest = new ItemHarvest(attempt);
    Verdict verdict = result.verdict(allowed).withBreaches(harvest.strangers());
    long rows = 0;
    if (verdict.status().goesOn()) {
      List<String> problems = harvest.gather(items.items(), result.lines());
      verdict = verdict.withBreaches(problems);
      rows = harvest.rows(result.count().done());
    } else {
      harvest.list(items.items(), result.lines());
    }
    return new ItemsEnd(verdict, said(result.count(), rows));
  }

  private static ObjectNode said(ItemCount count, long rows) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.putObject("counts")
        .put("inputs_total", count.total())
        .put("inputs_ok", count.done())
        .put("inputs_failed", count.failed())
        .put("outputs_rows", rows);
    said.set("items", count.json());
    return said;
  }
}
