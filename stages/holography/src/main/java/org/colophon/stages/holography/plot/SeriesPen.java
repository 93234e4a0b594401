package org.colophon.stages.holography.plot;

/** Draws series into the viewport of a frame. */
final class SeriesPen {
  private static final double LINE = 1.8;
  private static final double RADIUS = 2.6;
  private static final double BAND_OPACITY = 0.22;

  private final Svg svg;
  private final Frame frame;

  SeriesPen(Svg svg, Frame frame) {
    this.svg = svg;
    this.frame = frame;
  }

  void draw(Series series) {
    switch (series.kind) {
      case BAND -> drawBand(series);
      case LINE -> drawLine(series);
      case POINTS -> drawPoints(series);
    }
  }

  private void drawBand(Series band) {
    int start = 0;
    while (start < band.size()) {
      int end = start;
      while (end < band.size() && shows(band, end)) {
        end++;
      }
      if (end - start > 1) {
        svg.area(outline(band, start, end), Ink.series(band.colour), BAND_OPACITY);
      }
      start = end + 1;
    }
  }

  private boolean shows(Series band, int i) {
    return frame.shows(band.x[i], band.low[i]) && frame.shows(band.x[i], band.high[i]);
  }

  private String outline(Series band, int start, int end) {
    StringBuilder data = new StringBuilder();
    for (int i = start; i < end; i++) {
      data.append(i == start ? 'M' : 'L').append(pixel(band.x[i], band.high[i]));
    }
    for (int i = end - 1; i >= start; i--) {
      data.append('L').append(pixel(band.x[i], band.low[i]));
    }
    return data.append('Z').toString();
  }

  private void drawLine(Series line) {
    StringBuilder data = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < line.size(); i++) {
      boolean shown = frame.shows(line.x[i], line.y[i]);
      if (shown) {
        data.append(down ? 'L' : 'M').append(pixel(line.x[i], line.y[i]));
      }
      down = shown;
    }
    svg.path(data.toString(), Ink.series(line.colour), LINE, Ink.dashes(line.colour));
  }

  private void drawPoints(Series points) {
    String colour = Ink.series(points.colour);
    StringBuilder marks = new StringBuilder();
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      if (!frame.shows(points.x[i], points.y[i])) {
        continue;
      }
      double x = frame.across(points.x[i]);
      marks.append(mark(points.colour, x, frame.down(points.y[i])));
      if (points.high[i] > points.low[i]) {
        bars.append(bar(x, frame.down(points.high[i]), lowEnd(points.low[i])));
      }
    }
    svg.path(bars.toString(), colour, 1.1, "");
    svg.area(marks.toString(), colour, 1);
  }

  /** The end of a bar that reaches below a logarithmic axis is the bottom of the frame. */
  private double lowEnd(double value) {
    return frame.y().shows(value) ? frame.down(value) : frame.height();
  }

  private static String bar(double x, double top, double bottom) {
    return "M"
        + Svg.point(x, top)
        + "V"
        + Svg.number(bottom)
        + "M"
        + Svg.point(x - 3, top)
        + "h6"
        + "M"
        + Svg.point(x - 3, bottom)
        + "h6";
  }

  /** A disc, a square or a diamond, so that marks can be told apart in grey. */
  private static String mark(int colour, double x, double y) {
    double r = RADIUS;
    return switch (colour % 3) {
      case 0 -> "M" + Svg.point(x - r, y) + "a" + arc(r, 2 * r) + arc(r, -2 * r) + "Z";
      case 1 ->
          "M"
              + Svg.point(x - r, y - r)
              + "h"
              + Svg.number(2 * r)
              + "v"
              + Svg.number(2 * r)
              + "h"
              + Svg.number(-2 * r)
              + "Z";
      default ->
          "M"
              + Svg.point(x, y - 1.4 * r)
              + "L"
              + Svg.point(x + 1.4 * r, y)
              + "L"
              + Svg.point(x, y + 1.4 * r)
              + "L"
              + Svg.point(x - 1.4 * r, y)
              + "Z";
    };
  }

  private static String arc(double radius, double dx) {
    String r = Svg.number(radius);
    return " " + r + " " + r + " 0 0 1 " + Svg.number(dx) + " 0";
  }

  /** The mark of a series in the legend: 20 pixels wide, centred at height {@code y}. */
  static void drawSample(Svg svg, Series series, double x, double y) {
    String colour = Ink.series(series.colour);
    switch (series.kind) {
      case BAND -> svg.area("M" + Svg.point(x, y - 5) + "h20v10h-20Z", colour, BAND_OPACITY);
      case LINE -> svg.path("M" + Svg.point(x, y) + "h20", colour, LINE, Ink.dashes(series.colour));
      case POINTS -> svg.area(mark(series.colour, x + 10, y), colour, 1);
    }
  }

  private String pixel(double x, double y) {
    return Svg.point(frame.across(x), frame.down(y));
  }
}
