package org.colophon.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.colophon.pipeline.StageSpec;

/**
 * Which stages of a selection may start: those whose inputs no other of them is still to make. Of
 * several, the one first at the head of the longest expected path, or the one first in the file.
 */
final class Precedence {
  private final Map<StageSpec, Set<String>> makers = new LinkedHashMap<>();
  private final Map<String, Double> pathSeconds = new HashMap<>();

  /**
   * @param given aliases that come from outside, whoever could make them
   * @param seconds that a stage is expected to take; equal for all keeps the order of the file
   */
  Precedence(List<StageSpec> stages, Set<String> given, ToDoubleFunction<StageSpec> seconds) {
    Map<String, String> makerOf = new HashMap<>();
    stages.forEach(
        stage -> stage.outputs().keySet().forEach(alias -> makerOf.put(alias, stage.id())));
    for (StageSpec stage : stages) {
      Set<String> before = new LinkedHashSet<>();
      stage.inputs().keySet().stream()
          .filter(alias -> makerOf.containsKey(alias) && !given.contains(alias))
          .forEach(alias -> before.add(makerOf.getOrDefault(alias, "")));
      makers.put(stage, before);
    }
    for (StageSpec stage : stages.reversed()) {
      double after =
          makers.entrySet().stream()
              .filter(later -> later.getValue().contains(stage.id()))
              .mapToDouble(later -> pathSeconds.getOrDefault(later.getKey().id(), 0.0))
              .max()
              .orElse(0);
      pathSeconds.put(stage.id(), after + seconds.applyAsDouble(stage));
    }
  }

  /**
   * The stages that may start now.
   *
   * @param settled those that ended, one way or another
   * @param begun those that have begun or ended
   */
  List<StageSpec> ready(Set<String> settled, Set<String> begun) {
    List<StageSpec> ready = new ArrayList<>();
    makers.forEach((stage, before) -> {
      if (!begun.contains(stage.id()) && settled.containsAll(before)) {
        ready.add(stage);
      }
    });
    // a stable sort: equals stay in the order of the file
    ready.sort(
        Comparator.comparingDouble(
            (StageSpec stage) -> -pathSeconds.getOrDefault(stage.id(), 0.0)));
    return ready;
  }
}
