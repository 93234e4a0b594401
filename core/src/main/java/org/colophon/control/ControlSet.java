package org.colophon.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.document.NearestName;
import org.colophon.pipeline.Pipeline;

/**
 * The controls of a pipeline.
 *
 * @param file that declares them
 * @param verdicts in the order of the stages
 */
public record ControlSet(
    Path file, Pipeline pipeline, List<VerdictRule> verdicts, List<Control> controls) {
  public ControlSet {
    verdicts = List.copyOf(verdicts);
    controls = List.copyOf(controls);
  }

  /**
   * Those with the names given, in the order of the file; all if none is given.
   *
   * @throws BadRequest if there is none of that name
   */
  public ControlSet only(List<String> names) {
    List<String> known = controls.stream().map(Control::name).toList();
    List<String> unknown = new ArrayList<>(names);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String name = unknown.getFirst();
      throw new BadRequest(
          "no control is named " + name + NearestName.hint(name, known) + " in " + file);
    }
    return names.isEmpty()
        ? this
        : new ControlSet(
            file,
            pipeline,
            verdicts,
            controls.stream().filter(control -> names.contains(control.name())).toList());
  }
}
