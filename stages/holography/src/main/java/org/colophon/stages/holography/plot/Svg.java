package org.colophon.stages.holography.plot;

/**
 * An SVG document as it is written: elements in the order of the calls, coordinates in pixels
 * rounded to hundredths, no identifiers, text as text in the reader's generic sans-serif font.
 */
final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  Svg(String title, double width, double height) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg")
        .append(attribute("xmlns", "http://www.w3.org/2000/svg"))
        .append(attribute("width", number(width)))
        .append(attribute("height", number(height)))
        .append(attribute("viewBox", "0 0 " + number(width) + " " + number(height)))
        .append(attribute("role", "img"))
        .append(attribute("font-family", "sans-serif"))
        .append(">\n<title>")
        .append(escaped(title))
        .append("</title>\n");
    rectangle(0, 0, width, height, "#ffffff", "none");
  }

  String finish() {
    return out.append("</svg>\n").toString();
  }

  void rectangle(double x, double y, double width, double height, String fill, String stroke) {
    out.append("<rect")
        .append(attribute("x", number(x)))
        .append(attribute("y", number(y)))
        .append(attribute("width", number(width)))
        .append(attribute("height", number(height)))
        .append(attribute("fill", fill))
        .append(attribute("stroke", stroke))
        .append("/>\n");
  }

  void line(double x1, double y1, double x2, double y2, String stroke, double width) {
    path("M" + point(x1, y1) + "L" + point(x2, y2), stroke, width, "");
  }

  /**
   * @param data path commands
   * @param dashes lengths of dashes and gaps, or empty for a solid line
   */
  void path(String data, String stroke, double width, String dashes) {
    out.append("<path")
        .append(attribute("d", data))
        .append(attribute("fill", "none"))
        .append(attribute("stroke", stroke))
        .append(attribute("stroke-width", number(width)))
        .append(attribute("stroke-linejoin", "round"))
        .append(dashes.isEmpty() ? "" : attribute("stroke-dasharray", dashes))
        .append("/>\n");
  }

  void area(String data, String fill, double opacity) {
    out.append("<path")
        .append(attribute("d", data))
        .append(attribute("fill", fill))
        .append(attribute("fill-opacity", number(opacity)))
        .append("/>\n");
  }

  /** Text with its baseline at (x, y). */
  void text(double x, double y, String text, Label label) {
    out.append("<text")
        .append(attribute("x", number(x)))
        .append(attribute("y", number(y)))
        .append(attribute("font-size", number(label.size())))
        .append(attribute("text-anchor", label.anchor().value))
        .append(attribute("fill", label.fill()))
        .append(label.bold() ? attribute("font-weight", "bold") : "")
        .append(
            label.turned()
                ? attribute("transform", "rotate(-90 " + number(x) + " " + number(y) + ")")
                : "")
        .append('>')
        .append(escaped(text))
        .append("</text>\n");
  }

  /** Opens a viewport with its own origin; what leaves it is not shown. */
  void openViewport(double x, double y, double width, double height) {
    out.append("<svg")
        .append(attribute("x", number(x)))
        .append(attribute("y", number(y)))
        .append(attribute("width", number(width)))
        .append(attribute("height", number(height)))
        .append(">\n");
  }

  void closeViewport() {
    out.append("</svg>\n");
  }

  static String point(double x, double y) {
    return number(x) + " " + number(y);
  }

  /** The value rounded to hundredths, without trailing zeros, whatever the locale. */
  static String number(double value) {
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String sign = hundredths < 0 ? "-" : "";
    if (rest == 0) {
      return sign + whole;
    }
    String decimals = rest % 10 == 0 ? Long.toString(rest / 10) : (rest < 10 ? "0" : "") + rest;
    return sign + whole + "." + decimals;
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escaped(value) + "\"";
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendEscaped(safe, c));
    return safe.toString();
  }

  private static void appendEscaped(StringBuilder safe, int c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      default -> safe.appendCodePoint(isXmlCharacter(c) ? c : '\uFFFD');
    }
  }

  private static boolean isXmlCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF);
  }
}
