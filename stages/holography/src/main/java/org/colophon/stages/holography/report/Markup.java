package org.colophon.stages.holography.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** XHTML as text. */
final class Markup {
  private static final Pattern PAPER =
      Pattern.compile("(?:arXiv:)?((?:hep-th|hep-ph|gr-qc)/\\d{7}|\\d{4}\\.\\d{4,5})");

  private Markup() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String attribute(String name, String value) {
    return " " + name + "=\"" + escaped(value).replace("\"", "&quot;") + "\"";
  }

  /** A block with a heading. */
  static String section(String kind, String heading, String body) {
    return "<section class=\"" + kind + "\"><h2>" + heading + "</h2>\n" + body + "</section>\n";
  }

  /** A section that this run has nothing for. */
  static String absent(String kind, String heading, String alias) {
    return section(
        kind,
        heading,
        "<p class=\"absent\">Not in this run: <b>"
            + alias
            + "</b> was not given to this stage.</p>\n");
  }

  /** A table; headings and cells are markup already. */
  static String table(List<String> headings, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<table><thead><tr>");
    headings.forEach(one -> table.append("<th>").append(one).append("</th>"));
    table.append("</tr></thead>\n<tbody>");
    for (List<String> row : rows) {
      table.append("<tr>");
      row.forEach(cell -> table.append("<td>").append(cell).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody></table>\n").toString();
  }

  static String paragraph(String markup) {
    return "<p>" + markup + "</p>\n";
  }

  /** The papers that a text names, as links. */
  static String papers(String text) {
    StringBuilder links = new StringBuilder();
    Matcher paper = PAPER.matcher(text);
    while (paper.find()) {
      String id = paper.group(1);
      links
          .append(links.isEmpty() ? "<cite>" : "</cite>, <cite>")
          .append("<a")
          .append(attribute("href", "https://arxiv.org/abs/" + id))
          .append('>')
          .append(id)
          .append("</a>");
    }
    return links.isEmpty() ? "" : links + "</cite>";
  }
}
