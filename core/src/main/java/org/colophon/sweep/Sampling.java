package org.colophon.sweep;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.colophon.contract.PipelineException.BadRequest;

/** Which combinations of values are tried. The same question has the same answer on any machine. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Sampling {
  /** Combinations that a sweep can have, drawn or not. */
  int MOST = 100_000;

  /** The trials over {@code axes}, in the order in which they begin. */
  List<Trial> trials(List<Axis> axes);

  /** Every combination; the last axis changes fastest. */
  @JsonTypeName("grid")
  record Grid() implements Sampling {
    @Override
    public List<Trial> trials(List<Axis> axes) {
      requireFew(axes);
      List<Map<String, String>> combinations = new ArrayList<>();
      combinations.add(Map.of());
      for (Axis axis : axes) {
        List<Map<String, String>> longer = new ArrayList<>();
        for (Map<String, String> one : combinations) {
          for (String value : axis.values()) {
            Map<String, String> more = new LinkedHashMap<>(one);
            more.put(axis.key(), value);
            longer.add(more);
          }
        }
        combinations = longer;
      }
      return named(combinations);
    }
  }

  /**
   * Different combinations, drawn evenly.
   *
   * @param count how many; all of them if there are fewer
   * @param seed of the draw
   */
  @JsonTypeName("random")
  record Random(int count, long seed) implements Sampling {
    public Random {
      if (count < 1) {
        throw new BadRequest("--random must be at least 1, was " + count);
      }
    }

    @Override
    public List<Trial> trials(List<Axis> axes) {
      List<Trial> all = new Grid().trials(axes);
      SplittableRandom dice = new SplittableRandom(seed);
      LinkedHashSet<Integer> drawn = new LinkedHashSet<>();
      while (drawn.size() < Math.min(count, all.size())) {
        drawn.add(dice.nextInt(all.size()));
      }
      return named(drawn.stream().map(index -> all.get(index).values()).toList());
    }
  }

  /** Values multiply faster than people think. */
  private static void requireFew(List<Axis> axes) {
    double combinations = 1;
    for (Axis axis : axes) {
      combinations *= axis.values().size();
    }
    if (combinations > MOST) {
      throw new BadRequest(
          "--over names %.0f combinations; a sweep has at most %d: name fewer values"
              .formatted(combinations, MOST));
    }
  }

  private static List<Trial> named(List<Map<String, String>> combinations) {
    List<Trial> trials = new ArrayList<>();
    for (Map<String, String> values : combinations) {
      trials.add(new Trial("t%04d".formatted(trials.size() + 1), values));
    }
    return trials;
  }
}
