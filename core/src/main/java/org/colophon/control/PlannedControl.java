package org.colophon.control;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.run.ExperimentName;
import org.colophon.run.Installation;
import org.colophon.run.RunPlan;
import org.colophon.run.RunRequest;

/** A control whose run has been planned: every file that it names is read and checked. */
public record PlannedControl(Control control, RunPlan plan) {

  /**
   * Plans the control as a run named after it. Writes nothing.
   *
   * @throws InvalidDocument if its config, inputs or stages do not fit the pipeline
   * @throws BadRequest if there is a run of that name already
   */
  static PlannedControl of(
      Control control, ControlSet set, String profile, Installation installation)
      throws IOException {
    RunPlan plan = plan(control, set, profile, installation);
    if (Files.exists(plan.directory().root())) {
      throw new BadRequest(plan.directory().root() + " exists already; give another --runs-dir");
    }
    return new PlannedControl(control, plan);
  }

  private static RunPlan plan(
      Control control, ControlSet set, String profile, Installation installation)
      throws IOException {
    try {
      return RunPlan.of(request(control, set, profile), installation);
    } catch (InvalidDocument | BadRequest e) {
      throw new InvalidDocument(set.file() + ": control " + control.name() + ": " + e.getMessage());
    }
  }

  private static RunRequest request(Control control, ControlSet set, String profile) {
    return new RunRequest(
        new ExperimentName(control.name()),
        Optional.of(control.config()),
        Optional.of(set.pipeline().file()),
        control.from(),
        control.to(),
        control.sets(),
        control.inputs(),
        OptionalLong.empty(),
        profile,
        false,
        false,
        Optional.empty(),
        arguments(control));
  }

  private static List<String> arguments(Control control) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", "--experiment", control.name(), "--config", control.config().toString()));
    control.from().ifPresent(stage -> arguments.addAll(List.of("--from", stage)));
    control.to().ifPresent(stage -> arguments.addAll(List.of("--to", stage)));
    control.sets().forEach(set -> arguments.addAll(List.of("--set", set)));
    control
        .inputs()
        .forEach((alias, path) -> arguments.addAll(List.of("--input", alias + "=" + path)));
    return arguments;
  }
}
