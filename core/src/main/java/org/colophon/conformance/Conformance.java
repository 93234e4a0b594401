package org.colophon.conformance;

import java.util.List;
import org.colophon.contract.StageStatus;

/**
 * Which of the eight points hold for a stage.
 *
 * @param points in the order of the contract
 * @param repeatable whether it gives the same bytes twice; told, but no point of its own, since a
 *     stage may rest on chance
 */
public record Conformance(
    String stage, String pipeline, StageStatus status, List<Point> points, Point repeatable) {
  public Conformance {
    points = List.copyOf(points);
  }

  static Conformance of(String stage, String pipeline, List<Point> points, Point repeatable) {
    return new Conformance(stage, pipeline, status(points), points, repeatable);
  }

  /** OK if all hold, WARNING if one is not judged or not shown, INCOMPLETE if one does not hold. */
  private static StageStatus status(List<Point> points) {
    return points.stream()
        .map(point ->
            switch (point.finding()) {
              case HOLDS -> StageStatus.OK;
              case NOT_JUDGED, NOT_SHOWN -> StageStatus.WARNING;
              case DOES_NOT_HOLD -> StageStatus.INCOMPLETE;
            })
        .reduce(StageStatus.OK, StageStatus::worseOf);
  }
}
