package org.colophon.stages.holography.equations;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.colophon.stages.holography.equations.BulkEquations.Group;
import org.colophon.stages.holography.plot.CurveChart;

/** The coefficient of A'f' by dimension, with the line on which the vacuum lies. */
public final class CoefficientPicture {
  private CoefficientPicture() {}

  /** The picture as an SVG document. */
  public static String svg(BulkEquations equations) {
    List<Group> groups = equations.groups();
    double[] line = {1.5, highest(groups) + 0.5};
    CurveChart chart =
        new CurveChart("f'' regressed on f' and A'f': the coefficient of A'f'")
            .subtitle("bars: 3 standard deviations over the replicates; consistency, no discovery")
            .axes("boundary dimension d", "coefficient of A'f'")
            .line("-(d-1), Einstein", line, new double[] {1 - line[0], 1 - line[1]});
    List<Group> tested =
        groups.stream().filter(one -> one.relation("E2").deviation().isPresent()).toList();
    List<Group> others =
        groups.stream().filter(one -> one.relation("E2").deviation().isEmpty()).toList();
    add(chart, "ads and deformed", tested);
    add(chart, "other symmetries, not tested", others);
    return chart.svg();
  }

  private static void add(CurveChart chart, String name, List<Group> groups) {
    if (!groups.isEmpty()) {
      chart.points(
          name,
          values(groups, Group::d),
          values(groups, one -> one.relation("E2").value()),
          values(groups, one -> 3 * one.relation("E2").sigma()));
    }
  }

  private static double highest(List<Group> groups) {
    return groups.stream().mapToInt(Group::d).max().orElse(4);
  }

  private static double[] values(List<Group> groups, ToDoubleFunction<Group> of) {
    return groups.stream().mapToDouble(of).toArray();
  }
}
