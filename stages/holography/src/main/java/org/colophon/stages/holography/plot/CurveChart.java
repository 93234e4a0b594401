package org.colophon.stages.holography.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.plot.Label.Anchor;

/**
 * A picture of curves, bands and points with error bars over two axes. Equal calls give equal bytes
 * on every machine.
 *
 * <pre>{@code
 * new CurveChart("Blackening function").axes("z [unit]", "f(z)")
 *     .band("±1σ", z, low, high).line("recovered", z, f).write(file);
 * }</pre>
 */
public final class CurveChart {
  private static final double RIGHT = 24;
  private static final double BELOW = 52;
  private static final double LEGEND_ROW = 20;
  private static final double LEGEND_MARK = 26;
  private static final Label TITLE = Label.of(15).strong();
  private static final Label SUBTITLE = Label.of(12).faint();
  private static final Label LEGEND = Label.of(12);
  private static final Label TICK = Label.of(11);
  private static final Label AXIS = Label.of(12.5).at(Anchor.MIDDLE);

  private final String title;
  private final List<Series> series = new ArrayList<>();
  private String subtitle = "";
  private String xLabel = "";
  private String yLabel = "";
  private boolean logX;
  private boolean logY;
  private double[] fixedY = {};
  private int colours;
  private double width = 640;
  private double plotHeight = 330;

  public CurveChart(String title) {
    this.title = title;
  }

  public CurveChart subtitle(String text) {
    subtitle = text;
    return this;
  }

  /**
   * Another size than the usual one.
   *
   * @param wide pixels of the whole picture
   * @param high pixels of the frame alone
   */
  public CurveChart size(double wide, double high) {
    width = wide;
    plotHeight = high;
    return this;
  }

  /** What the axes show, with units: {@code "z [unit]"}. */
  public CurveChart axes(String x, String y) {
    xLabel = x;
    yLabel = y;
    return this;
  }

  public CurveChart logarithmicX() {
    logX = true;
    return this;
  }

  public CurveChart logarithmicY() {
    logY = true;
    return this;
  }

  /** Shows y from {@code low} to {@code high} instead of everything; the rest is cut off. */
  public CurveChart rangeY(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException("an axis from " + low + " to " + high + " has no length");
    }
    fixedY = new double[] {low, high};
    return this;
  }

  /** An area between two curves, in the colour of the series that is added next. */
  public CurveChart band(String name, double[] x, double[] low, double[] high) {
    series.add(Series.band(name, colours, x.clone(), low.clone(), high.clone()));
    return this;
  }

  public CurveChart line(String name, double[] x, double[] y) {
    series.add(Series.line(name, colours++, x.clone(), y.clone()));
    return this;
  }

  public CurveChart points(String name, double[] x, double[] y) {
    return points(name, x, y, new double[x.length]);
  }

  /**
   * @param error half the length of each error bar, 0 for none
   */
  public CurveChart points(String name, double[] x, double[] y, double[] error) {
    series.add(Series.points(name, colours++, x.clone(), y.clone(), error.clone()));
    return this;
  }

  /**
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    WholeFile.write(file, svg());
  }

  /** The picture as an SVG document. */
  public String svg() {
    Scale x = Scale.around(series.stream().map(one -> one.x).toList(), logX);
    Scale y = scaleY();
    List<Scale.Tick> ticksY = y.ticks(6);
    double left = 34 + ticksY.stream().mapToDouble(t -> TICK.width(t.text())).max().orElse(0);
    double top = subtitle.isEmpty() ? 36 : 54;
    top += legendRows(left).size() * LEGEND_ROW + 6;
    Frame frame = new Frame(left, top, width - left - RIGHT, plotHeight, x, y);

    Svg svg = new Svg(title, width, top + plotHeight + BELOW);
    svg.text(left, 24, title, TITLE);
    svg.text(left, 43, subtitle, SUBTITLE);
    drawLegend(svg, left, subtitle.isEmpty() ? 46 : 64);
    drawAxes(svg, frame, ticksY);
    svg.openViewport(frame.left(), frame.top(), frame.width(), frame.height());
    series.forEach(one -> new SeriesPen(svg, frame).draw(one));
    svg.closeViewport();
    svg.rectangle(frame.left(), frame.top(), frame.width(), frame.height(), "none", Ink.AXIS);
    return svg.finish();
  }

  private Scale scaleY() {
    return fixedY.length == 2
        ? new Scale(fixedY[0], fixedY[1], logY)
        : Scale.around(series.stream().flatMap(one -> Stream.of(one.low, one.high)).toList(), logY);
  }

  private void drawAxes(Svg svg, Frame frame, List<Scale.Tick> ticksY) {
    double bottom = frame.top() + frame.height();
    for (Scale.Tick tick : frame.x().ticks(7)) {
      double x = frame.left() + frame.across(tick.value());
      svg.line(x, frame.top(), x, bottom, Ink.GRID, 1);
      svg.line(x, bottom, x, bottom + 4, Ink.AXIS, 1);
      svg.text(x, bottom + 17, tick.text(), TICK.at(Anchor.MIDDLE));
    }
    for (Scale.Tick tick : ticksY) {
      double y = frame.top() + frame.down(tick.value());
      svg.line(frame.left(), y, frame.left() + frame.width(), y, Ink.GRID, 1);
      svg.line(frame.left() - 4, y, frame.left(), y, Ink.AXIS, 1);
      svg.text(frame.left() - 7, y + 4, tick.text(), TICK.at(Anchor.END));
    }
    svg.text(frame.left() + frame.width() / 2, bottom + 39, xLabel, AXIS);
    svg.text(18, frame.top() + frame.height() / 2, yLabel, AXIS.upwards());
  }

  private void drawLegend(Svg svg, double left, double top) {
    double y = top;
    for (List<Series> row : legendRows(left)) {
      double x = left;
      for (Series one : row) {
        SeriesPen.drawSample(svg, one, x, y);
        svg.text(x + LEGEND_MARK, y + 4, one.name, LEGEND);
        x += legendWidth(one);
      }
      y += LEGEND_ROW;
    }
  }

  private List<List<Series>> legendRows(double left) {
    List<List<Series>> rows = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (Series one : series) {
      double own = legendWidth(one);
      if (used + own > width - left - RIGHT) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(one);
      used += own;
    }
    return rows;
  }

  private static double legendWidth(Series one) {
    return LEGEND_MARK + LEGEND.width(one.name) + 14;
  }
}
