package org.colophon.control;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a pipeline gives a verdict, and which one accepts. {@code {subject}} in file and place
 * stands for the subject of a control.
 *
 * @param accepted what one of the values there must be for the subject to count as accepted
 */
public record VerdictRule(String file, String at, Match accepted) {

  String fileOf(Control control) {
    return file.replace("{subject}", control.subject());
  }

  /** Whether the subject is accepted here; nothing if no verdict is given. */
  Optional<Boolean> acceptance(Control control, FinishedRun run) {
    ValuePath path = ValuePath.parse(at.replace("{subject}", ValuePath.escape(control.subject())));
    List<JsonNode> values = run.document(fileOf(control)).map(path::valuesIn).orElse(List.of());
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().anyMatch(accepted::holds));
  }
}
