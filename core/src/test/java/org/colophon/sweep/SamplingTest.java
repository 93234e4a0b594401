package org.colophon.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.junit.jupiter.api.Test;

final class SamplingTest {
  private static final Axis LR = Axis.parse("train.lr=1e-3,1e-4");
  private static final Axis MODEL = Axis.parse("params.model=a,b,c");

  @Test
  void aKeyIsBelowParamsAndCommasInBracketsAreInsideAValue() {
    assertThat(LR.key()).isEqualTo("params.train.lr");
    assertThat(Axis.parse("m2=[0, 1],[2]").values()).containsExactly("[0, 1]", "[2]");
    assertThat(Axis.parse("seed=1,2").key()).isEqualTo("seed");
    assertThatThrownBy(() -> Axis.parse("lr=1,1")).isInstanceOf(BadRequest.class);
    assertThatThrownBy(() -> Axis.parse("lr=")).isInstanceOf(BadRequest.class);
    assertThatThrownBy(() -> Axis.parse("lr")).isInstanceOf(BadRequest.class);
  }

  @Test
  void aGridIsEveryCombinationOnce() {
    List<Trial> trials = new Sampling.Grid().trials(List.of(LR, MODEL));
    assertThat(trials).hasSize(6);
    assertThat(trials.stream().map(Trial::values)).doesNotHaveDuplicates();
    assertThat(trials.getFirst())
        .isEqualTo(new Trial("t0001", Map.of("params.train.lr", "1e-3", "params.model", "a")));
    assertThat(trials.get(1).sets()).containsExactly("params.train.lr=1e-3", "params.model=b");
  }

  @Test
  void aDrawIsTheSameForTheSameSeedAndNeverRepeats() {
    List<Axis> axes = List.of(LR, MODEL);
    List<Trial> once = new Sampling.Random(4, 7).trials(axes);
    assertThat(once).hasSize(4).isEqualTo(new Sampling.Random(4, 7).trials(axes));
    assertThat(once.stream().map(Trial::values)).doesNotHaveDuplicates();
    assertThat(new Sampling.Random(4, 8).trials(axes)).isNotEqualTo(once);
    assertThat(new Sampling.Random(99, 7).trials(axes)).hasSize(6);
  }

  @Test
  void theBestOfARungGoOnAndOneWithoutTheMetricDoesNot() {
    Halving halving = new Halving("params.epochs", List.of("1", "3"), 2);
    List<Trial> trials = new Sampling.Grid().trials(List.of(Axis.parse("lr=1,2,3,4")));
    List<TrialResult> results =
        List.of(
            result(trials.get(0), Map.of("02.loss", 0.5)),
            result(trials.get(1), Map.of()),
            result(trials.get(2), Map.of("02.loss", 0.1)),
            result(trials.get(3), Map.of("02.loss", 0.5)));
    Metric least = Metric.parse("02.loss", Metric.Goal.MIN);
    assertThat(halving.survivors(trials, results, least))
        .containsExactly(trials.get(0), trials.get(2));
    Metric most = Metric.parse("02.loss", Metric.Goal.MAX);
    assertThat(halving.survivors(trials, results, most))
        .containsExactly(trials.get(0), trials.get(3));
    assertThat(halving.rung(trials, 1).getFirst().sets())
        .containsExactly("params.lr=1", "params.epochs=3");
  }

  @Test
  void aPictureHasALineForEachTrialWithTheMetric() {
    List<Axis> axes = List.of(LR, Axis.parse("model=<a>,b"));
    List<Trial> trials = new Sampling.Grid().trials(axes);
    Metric metric = Metric.parse("02.loss", Metric.Goal.MIN);
    List<TrialResult> results =
        List.of(
            result(trials.get(0), Map.of("02.loss", 2.0)),
            result(trials.get(1), Map.of("02.loss", 1.0)),
            result(trials.get(2), Map.of()));
    String svg = ParallelCoordinates.svg(axes, metric, results);
    assertThat(svg).isEqualTo(ParallelCoordinates.svg(axes, metric, results));
    assertThat(svg.split("<polyline", -1)).hasSize(3);
    assertThat(svg).contains("&lt;a&gt;").doesNotContain("<a>").contains("t0002 1<");
    assertThat(svg.indexOf("t0001")).as("the best is drawn last").isLessThan(svg.indexOf("t0002"));
    assertThat(ParallelCoordinates.svg(axes, metric, List.of())).doesNotContain("NaN");
  }

  private static TrialResult result(Trial trial, Map<String, Double> metrics) {
    return new TrialResult(trial, Optional.of(StageStatus.OK), false, metrics);
  }
}
