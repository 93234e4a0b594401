package org.colophon.sweep;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The trials of a sweep as one picture: an axis for each parameter and one for the metric, a line
 * for each trial, the better the darker. The same bytes for the same results.
 *
 * @see <a href="https://doi.org/10.1007/BF01898350">Inselberg, The plane with parallel coordinates,
 *     1985</a>
 */
public final class ParallelCoordinates {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 260;
  private static final int LEFT = 60;
  private static final int TOP = 50;

  /** A scale whose largest value is so many times its smallest is drawn in logarithms. */
  private static final double LOGARITHMIC = 50;

  private final List<Scale> scales = new ArrayList<>();
  private final List<TrialResult> shown;
  private final Metric metric;

  private ParallelCoordinates(List<Axis> axes, Metric metric, List<TrialResult> results) {
    this.metric = metric;
    this.shown =
        results.stream()
            .filter(result -> metric.of(result).isPresent())
            .sorted((a, b) -> Double.compare(cost(b, metric), cost(a, metric)))
            .toList();
    for (Axis axis : axes) {
      scales.add(Scale.of(axis.shortKey(), axis.values()));
    }
    scales.add(
        Scale.of(
            metric.key(),
            shown.stream().map(result -> Double.toString(value(result, metric))).toList()));
  }

  /** An SVG document; without any trial that has the metric, the axes alone. */
  public static String svg(List<Axis> axes, Metric metric, List<TrialResult> results) {
    return new ParallelCoordinates(axes, metric, results).draw(axes);
  }

  /** Where values stand on an axis: numbers by size, words by order. */
  private record Scale(String name, List<String> words, double low, double high, boolean log) {
    static Scale of(String name, List<String> values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (String value : values) {
        OptionalDouble number = number(value);
        if (number.isEmpty()) {
          return new Scale(name, List.copyOf(new LinkedHashSet<>(values)), 0, 0, false);
        }
        low = Math.min(low, number.getAsDouble());
        high = Math.max(high, number.getAsDouble());
      }
      return new Scale(name, List.of(), low, high, low > 0 && high / low >= LOGARITHMIC);
    }

    /** From 0 at the bottom to 1 at the top; in the middle if there is but one. */
    double place(String value) {
      if (!words.isEmpty()) {
        return words.size() == 1 ? 0.5 : words.indexOf(value) / (words.size() - 1.0);
      }
      double number = number(value).orElse(low);
      if (!(high > low)) {
        return 0.5;
      }
      return log ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    }

    List<String> marks() {
      if (!words.isEmpty()) {
        return words;
      }
      return high > low
          ? List.of(text(low), text(high))
          : high == low ? List.of(text(low)) : List.of();
    }

    private static OptionalDouble number(String value) {
      try {
        double number = Double.parseDouble(value);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
      } catch (NumberFormatException _) {
        return OptionalDouble.empty();
      }
    }

    private static String text(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e9
          ? Long.toString((long) number)
          : String.format(Locale.ROOT, "%.4g", number);
    }
  }

  private String draw(List<Axis> axes) {
    int width = 2 * LEFT + WIDTH * (scales.size() - 1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(width, HEIGHT + TOP + 50));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int i = 0; i < shown.size(); i++) {
      svg.append(line(shown.get(i), axes, i));
    }
    for (int i = 0; i < scales.size(); i++) {
      svg.append(axis(scales.get(i), x(i)));
    }
    return svg.append("</svg>\n").toString();
  }

  private String line(TrialResult result, List<Axis> axes, int rank) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      String value = String.valueOf(result.trial().values().get(axes.get(i).key()));
      points.add(point(x(i), scales.get(i).place(value)));
    }
    double value = value(result, metric);
    points.add(point(x(axes.size()), scales.getLast().place(Double.toString(value))));
    // worst first, so that the best are drawn over the rest
    double good = shown.size() == 1 ? 1 : rank / (shown.size() - 1.0);
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"><title>%s %s</title></polyline>\n"
        .formatted(
            String.join(" ", points), colour(good), xml(result.trial().name()), Scale.text(value));
  }

  private String axis(Scale scale, int x) {
    StringBuilder text = new StringBuilder();
    text.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"black\"/>\n"
            .formatted(x, TOP, x, TOP + HEIGHT));
    text.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\">%s</text>\n"
            .formatted(x, TOP - 22, xml(scale.name())));
    for (String mark : scale.marks()) {
      text.append(
          "<text x=\"%d\" y=\"%s\" stroke=\"white\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>\n"
              .formatted(
                  x + 5, String.format(Locale.ROOT, "%.1f", y(scale.place(mark)) + 4), xml(mark)));
    }
    return text.toString();
  }

  private static int x(int axis) {
    return LEFT + WIDTH * axis;
  }

  private static double y(double place) {
    return TOP + HEIGHT * (1 - place);
  }

  private static String point(int x, double place) {
    return String.format(Locale.ROOT, "%d,%.1f", x, y(place));
  }

  /** From a pale to a dark blue, for the worst and the best. */
  private static String colour(double good) {
    return "#%02x%02x%02x"
        .formatted(
            Math.round(200 - 192 * good),
            Math.round(215 - 150 * good),
            Math.round(235 - 80 * good));
  }

  private static double value(TrialResult result, Metric metric) {
    return metric.of(result).orElseThrow();
  }

  private static double cost(TrialResult result, Metric metric) {
    return metric.cost(value(result, metric));
  }

  private static String xml(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
