package org.colophon.stages.holography.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.contract.WholeFile;
import org.colophon.stages.holography.plot.Label.Anchor;

/**
 * A picture of a table: named rows and columns, each cell with a text and a tone. Equal calls give
 * equal bytes on every machine.
 *
 * <pre>{@code
 * new TableChart("Contracts").columns("G1", "G2")
 *     .row("ads_d3", new Cell("PASS", Tone.GOOD), new Cell("SKIP", Tone.SKIPPED)).write(file);
 * }</pre>
 */
public final class TableChart {
  private static final double MARGIN = 20;
  private static final double ROW = 24;
  private static final double MIN_COLUMN = 48;
  private static final double PADDING = 8;
  private static final Label TITLE = Label.of(15).strong();
  private static final Label SUBTITLE = Label.of(12).faint();
  private static final Label HEADING = Label.of(12).strong();
  private static final Label TEXT = Label.of(12);

  private final String title;
  private final List<String> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private String subtitle = "";

  /**
   * @param text never empty, so that nothing is said by colour alone
   */
  public record Cell(String text, Tone tone) {
    public Cell {
      if (text.isBlank()) {
        throw new IllegalArgumentException("a cell needs a text, not only a colour");
      }
    }
  }

  private record Row(String name, List<Cell> cells) {}

  public TableChart(String title) {
    this.title = title;
  }

  public TableChart subtitle(String text) {
    subtitle = text;
    return this;
  }

  public TableChart columns(String... names) {
    return columns(List.of(names));
  }

  public TableChart columns(List<String> names) {
    columns.addAll(names);
    return this;
  }

  public TableChart row(String name, Cell... cells) {
    return row(name, List.of(cells));
  }

  /**
   * @param cells one for each column
   */
  public TableChart row(String name, List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row " + name + " has " + cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(new Row(name, List.copyOf(cells)));
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
    double top = subtitle.isEmpty() ? 38 : 56;
    double names = rows.stream().mapToDouble(row -> TEXT.width(row.name())).max().orElse(0);
    double left = MARGIN + names + PADDING;
    double[] widths = columnWidths();
    double right = left;
    for (double width : widths) {
      right += width;
    }
    double headings = Math.max(TITLE.width(title), SUBTITLE.width(subtitle)) + MARGIN;
    double width = Math.max(right, headings) + MARGIN;

    Svg svg = new Svg(title, width, top + (rows.size() + 1) * ROW + MARGIN);
    svg.text(MARGIN, 24, title, TITLE);
    svg.text(MARGIN, 43, subtitle, SUBTITLE);
    drawHeadings(svg, left, top, widths);
    double y = top + ROW;
    for (Row row : rows) {
      drawRow(svg, row, left, y, widths);
      y += ROW;
    }
    return svg.finish();
  }

  private double[] columnWidths() {
    double[] widths = new double[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      double widest = HEADING.width(columns.get(i));
      for (Row row : rows) {
        widest = Math.max(widest, TEXT.width(row.cells().get(i).text()));
      }
      widths[i] = Math.max(MIN_COLUMN, widest + 2 * PADDING);
    }
    return widths;
  }

  private void drawHeadings(Svg svg, double left, double top, double[] widths) {
    double x = left;
    for (int i = 0; i < widths.length; i++) {
      svg.text(x + widths[i] / 2, top + 16, columns.get(i), HEADING.at(Anchor.MIDDLE));
      x += widths[i];
    }
  }

  private void drawRow(Svg svg, Row row, double left, double top, double[] widths) {
    svg.text(left - PADDING, top + 16, row.name(), TEXT.at(Anchor.END));
    double x = left;
    for (int i = 0; i < widths.length; i++) {
      Cell cell = row.cells().get(i);
      svg.rectangle(x + 1, top + 1, widths[i] - 2, ROW - 2, cell.tone().fill, "#b5b5b5");
      svg.text(x + widths[i] / 2, top + 16, cell.text(), TEXT.at(Anchor.MIDDLE));
      x += widths[i];
    }
  }
}
