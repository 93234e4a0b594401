package org.colophon.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;

/**
 * Successive halving: all trials with little, the best of them with more.
 *
 * @param key of the config that says how much, such as {@code params.train.epochs}
 * @param values of the rungs, the smallest first
 * @param eta of how many trials one goes on
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, 2015</a>
 */
public record Halving(String key, List<String> values, int eta) {
  public Halving {
    values = List.copyOf(values);
    if (eta < 2) {
      throw new BadRequest("--eta must be at least 2, was " + eta);
    }
    if (values.size() < 2) {
      throw new BadRequest("--halve " + key + " needs two values or more");
    }
  }

  /** The trials of a rung, each a run of its own. */
  List<Trial> rung(List<Trial> trials, int rung) {
    return trials.stream().map(trial -> trial.with("-r" + rung, key, values.get(rung))).toList();
  }

  /**
   * Which of the trials go on: the best, at least one; of equals the earlier. One without the
   * metric does not.
   *
   * @param results of the rung, in the order of {@code trials}
   */
  List<Trial> survivors(List<Trial> trials, List<TrialResult> results, Metric metric) {
    List<Integer> ranked = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      if (metric.of(results.get(i)).isPresent()) {
        ranked.add(i);
      }
    }
    ranked.sort(
        Comparator.comparingDouble(i -> metric.cost(metric.of(results.get(i)).getAsDouble())));
    return ranked.stream()
        .limit(Math.max(1, trials.size() / eta))
        .sorted()
        .map(trials::get)
        .toList();
  }
}
