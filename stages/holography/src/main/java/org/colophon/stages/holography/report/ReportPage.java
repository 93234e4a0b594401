package org.colophon.stages.holography.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.colophon.contract.StageContext;
import org.colophon.contract.WholeFile;

/**
 * The report: one A4 page of XHTML that needs neither network nor script. Every number is a {@code
 * data} element bound to a file of the run, so that a reader or a program can look it up again.
 */
public final class ReportPage {
  public static final String FILE = "report.html";

  private ReportPage() {}

  /**
   * Writes the page beside the verdicts it shows.
   *
   * @param alias output that holds {@code verdicts}
   * @param verdicts name of the file, a {@code DictionaryContracts@0.2}
   */
  public static void write(StageContext context, String alias, String verdicts) throws IOException {
    Path folder = context.output(alias);
    RunEvidence run = new RunEvidence(context, Evidence.json(alias, folder.resolve(verdicts)));
    WholeFile.write(folder.resolve(FILE), page(run, context, new Pictures(folder, alias)));
  }

  private static String page(RunEvidence run, StageContext context, Pictures pictures)
      throws IOException {
    Numbers numbers = new Numbers();
    ShownSystems shown = ShownSystems.of(run.geometryMeta());
    String body =
        header(run.verdicts(), numbers)
            + "<main>\n"
            + RecoverySection.of(run, shown, numbers)
            + pictures.geometries(run, shown)
            + pictures.masses(context)
            + DictionarySection.of(run, numbers)
            + PhysicsSection.of(run, numbers)
            + "<section class=\"right stack\">"
            + PhysicsSection.controls(run, numbers)
            + EquationsSection.of(run, numbers)
            + "</section>\n"
            + AtlasSection.of(run, shown, numbers)
            + SpectraSection.of(run, numbers)
            + TheoriesSection.of(run.verdicts(), numbers)
            + "</main>\n";
    return """
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
    <head>
    <meta charset="utf-8"/>
    <title>Geometry from boundary data: report</title>
    <style>
    """
        + style()
        + "</style>\n</head>\n<body>\n"
        + body
        + footer(numbers)
        + "</body>\n</html>\n";
  }

  private static String header(Evidence verdicts, Numbers numbers) {
    StringBuilder counts = new StringBuilder();
    for (String at : verdicts.entries("/counts")) {
      String name = at.substring("/counts/".length());
      counts
          .append("<span class=\"s ")
          .append(name.toLowerCase(Locale.ROOT))
          .append("\">")
          .append(name)
          .append(" <b>")
          .append(numbers.exact(verdicts.at(at)))
          .append("</b></span> ");
    }
    return "<header><h1>Geometry from boundary data</h1><p class=\"counts\">"
        + counts
        + "</p><p class=\"caveat\">Interpretation: <b>"
        + numbers.exact(verdicts.at("/interpretation"))
        + "</b>. A geometry that represents boundary data re-encodes them; no verdict here claims"
        + " that a gravity dual exists. A is a choice of gauge; g<sub>tt</sub> is assumed and tested"
        + " by the temperature only.</p></header>\n";
  }

  private static String footer(Numbers numbers) {
    StringBuilder files = new StringBuilder();
    numbers
        .cited()
        .forEach((artifact, sha256) ->
            files
                .append("<li><var>")
                .append(Markup.escaped(artifact))
                .append("</var> ")
                .append(numbers.digestOf(artifact, sha256))
                .append("</li>\n"));
    return "<footer><p>Every number is an element with the file, the place in it, the file’s SHA-"
        + "<var>256</var> and its rounding; point at one to see them. Files, relative to the run, and"
        + " how their digests begin:</p>\n<ul>"
        + files
        + "</ul></footer>\n";
  }

  private static String style() throws IOException {
    try (InputStream css = ReportPage.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
