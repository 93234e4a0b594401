package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.List;
import org.colophon.stages.holography.geometry.Jet;

/**
 * Points of one or more systems at which every {@link Term} can be had, multiplied by z²: so every
 * equation is dimensionless, and the boundary, where A' and A'' grow like 1/z and 1/z², does not
 * drown the interior.
 */
record Rows(List<Point> points) {

  record Point(double z, Jet a, Jet f) {
    private double value(Term term) {
      return z * z * term.at(a, f);
    }
  }

  Rows {
    points = List.copyOf(points);
  }

  static Rows joined(List<Rows> parts) {
    return new Rows(parts.stream().flatMap(part -> part.points.stream()).toList());
  }

  Rows at(int[] indices) {
    List<Point> chosen = new ArrayList<>(indices.length);
    for (int index : indices) {
      chosen.add(points.get(index));
    }
    return new Rows(chosen);
  }

  int size() {
    return points.size();
  }

  double[] column(Term term) {
    return points.stream().mapToDouble(point -> point.value(term)).toArray();
  }

  /** One row a point, one column a term of {@code library}. */
  double[][] design(Library library) {
    double[][] design = new double[points.size()][library.terms().size()];
    for (int i = 0; i < design.length; i++) {
      for (int j = 0; j < design[i].length; j++) {
        design[i][j] = points.get(i).value(library.terms().get(j));
      }
    }
    return design;
  }
}
