package org.colophon.reporting;

import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.colophon.reporting.RunReport.Stage;

/**
 * A run as JUnit XML, in the form that Surefire writes and Jenkins, GitLab and GitHub's viewers
 * read: a test suite for the run, a test case for each stage and one for each finding; the errors
 * of a stage are the failure of its own case.
 *
 * @see <a
 *     href="https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd">junit-10.xsd</a>
 */
public final class JunitXml {
  private final RunReport report;
  private final Map<String, Integer> names = new HashMap<>();

  private JunitXml(RunReport report) {
    this.report = report;
  }

  /** The document. */
  public static String of(RunReport report) {
    return new JunitXml(report).document();
  }

  /** How a case came out. */
  private sealed interface Outcome {
    record Passed() implements Outcome {}

    record Failed(String type, String message, String text) implements Outcome {}

    record Skipped(String message) implements Outcome {}
  }

  private record Case(String className, String name, Duration time, Outcome outcome, String out) {}

  private String document() {
    List<Case> cases = cases();
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      totals(xml, "colophon", cases);
      newLine(xml, 1);
      suite(xml, cases);
      newLine(xml, 0);
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text cannot be written as XML", e);
    }
    return text.toString();
  }

  private void suite(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    totals(xml, report.experiment(), cases);
    xml.writeAttribute("skipped", Long.toString(count(cases, Outcome.Skipped.class)));
    String begun =
        report.stages().stream()
            .filter(Stage.Reached.class::isInstance)
            .map(stage -> ((Stage.Reached) stage).entry().startedAt())
            .min(String::compareTo)
            .orElse("");
    if (!begun.isEmpty()) {
      xml.writeAttribute("timestamp", begun);
    }
    properties(xml);
    for (Case one : cases) {
      testCase(xml, one);
    }
    newLine(xml, 1);
    xml.writeEndElement();
  }

  private void properties(XMLStreamWriter xml) throws XMLStreamException {
    newLine(xml, 2);
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> fact : facts().entrySet()) {
      newLine(xml, 3);
      xml.writeEmptyElement("property");
      xml.writeAttribute("name", fact.getKey());
      xml.writeAttribute("value", PlainText.line(fact.getValue()));
    }
    newLine(xml, 2);
    xml.writeEndElement();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("status", report.status().name());
    if (report.manifest().isPresent()) {
      RunManifest manifest = report.manifest().get();
      facts.put("pipeline", manifest.pipeline().name());
      facts.put("run_digest", manifest.runDigest());
      facts.put("seed", Long.toString(manifest.seed()));
      facts.put("git_sha", manifest.git().sha());
    }
    return facts;
  }

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    if (!report.problem().isEmpty()) {
      cases.add(
          new Case(
              "colophon",
              "the run can go on",
              Duration.ZERO,
              new Outcome.Failed("not_begun", report.problem(), report.problem()),
              ""));
    }
    report.stages().forEach(stage -> cases.add(stage(stage)));
    Set<String> failed = failedStages();
    report.findings().stream()
        .filter(finding -> !(isStageError(finding) && failed.contains(finding.stage())))
        .forEach(finding -> cases.add(finding(finding)));
    return cases;
  }

  /** Their cases say what went wrong already, so that a failure is counted once. */
  private Set<String> failedStages() {
    return report.stages().stream()
        .filter(Stage.Reached.class::isInstance)
        .map(Stage.Reached.class::cast)
        .filter(reached -> outcome(reached) instanceof Outcome.Failed)
        .map(Stage.Reached::id)
        .collect(Collectors.toSet());
  }

  private static boolean isStageError(Finding finding) {
    return !finding.ofArtifact() && finding.level() == Finding.Level.ERROR;
  }

  private Case stage(Stage stage) {
    return switch (stage) {
      case Stage.NotReached(String id, String reason) ->
          new Case(report.pipeline(), named(id), Duration.ZERO, new Outcome.Skipped(reason), "");
      case Stage.Reached reached ->
          new Case(
              report.pipeline(),
              named(reached.id()),
              reached.time(),
              outcome(reached),
              said(reached));
    };
  }

  private Outcome outcome(Stage.Reached reached) {
    StageStatus status = reached.entry().status();
    return switch (status) {
      case OK, WARNING -> new Outcome.Passed();
      case INCOMPLETE, ERROR ->
          new Outcome.Failed(
              status.name(),
              reached.entry().errors().stream().findFirst().orElse(status.name()),
              errors(reached));
    };
  }

  /** Each with what it means and where it is written. */
  private String errors(Stage.Reached reached) {
    List<String> told =
        report.findings().stream()
            .filter(finding -> finding.stage().equals(reached.id()) && isStageError(finding))
            .map(this::text)
            .toList();
    return String.join("\n", told.isEmpty() ? reached.entry().errors() : told);
  }

  private static String said(Stage.Reached reached) {
    List<String> lines = new ArrayList<>();
    lines.add("status: " + reached.entry().status() + ", attempt " + reached.entry().attempt());
    if (reached.kept()) {
      lines.add("kept: published already, not run again");
    }
    reached.entry().warnings().forEach(warning -> lines.add("warning: " + warning));
    if (!reached.entry().taintedBy().isEmpty()) {
      lines.add("carries the warnings of " + String.join(", ", reached.entry().taintedBy()));
    }
    return String.join("\n", lines);
  }

  private Case finding(Finding finding) {
    String className = report.pipeline() + "." + finding.stage();
    return new Case(
        className,
        named(className + " " + finding.title()).substring(className.length() + 1),
        Duration.ZERO,
        outcome(finding),
        said(finding));
  }

  /** Nothing where the outcome says it already. */
  private static String said(Finding finding) {
    String place = finding.message() + "\n" + finding.file() + ":" + finding.line();
    return switch (finding.verdict()) {
      case PASS -> place;
      case SKIP -> "";
      case FAIL -> finding.control() ? "FAIL, as it must: " + place : "";
    };
  }

  private Outcome outcome(Finding finding) {
    return switch (finding.verdict()) {
      case PASS -> new Outcome.Passed();
      case SKIP -> new Outcome.Skipped(finding.message());
      case FAIL -> failed(finding);
    };
  }

  private Outcome failed(Finding finding) {
    if (finding.control()) {
      return new Outcome.Passed();
    }
    // a warning of a stage is no failure; a contract that failed is one, whatever follows from it
    return switch (finding.level()) {
      case ERROR -> failure(finding);
      case WARNING -> finding.ofArtifact() ? failure(finding) : new Outcome.Passed();
      case NOTE -> new Outcome.Skipped("FAIL, a verdict on the data: " + finding.message());
    };
  }

  private Outcome failure(Finding finding) {
    return new Outcome.Failed(finding.level().name(), finding.message(), text(finding));
  }

  private String text(Finding finding) {
    return report.statement(finding.rule())
        + "\n"
        + finding.message()
        + "\n"
        + finding.file()
        + ":"
        + finding.line();
  }

  /** A name that no other case has. */
  private String named(String name) {
    int number = names.merge(name, 1, Integer::sum);
    return number == 1 ? name : name + " (" + number + ")";
  }

  private static void totals(XMLStreamWriter xml, String name, List<Case> cases)
      throws XMLStreamException {
    xml.writeAttribute("name", PlainText.line(name));
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", Long.toString(count(cases, Outcome.Failed.class)));
    xml.writeAttribute("errors", "0");
    Duration all = cases.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus);
    xml.writeAttribute("time", seconds(all));
  }

  private static long count(List<Case> cases, Class<? extends Outcome> kind) {
    return cases.stream().filter(one -> kind.isInstance(one.outcome())).count();
  }

  private static void testCase(XMLStreamWriter xml, Case one) throws XMLStreamException {
    newLine(xml, 2);
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", PlainText.line(one.className()));
    xml.writeAttribute("name", PlainText.line(one.name()));
    xml.writeAttribute("time", seconds(one.time()));
    switch (one.outcome()) {
      case Outcome.Passed _ -> {}
      case Outcome.Skipped(String message) -> {
        newLine(xml, 3);
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", PlainText.line(message));
      }
      case Outcome.Failed(String type, String message, String text) -> {
        newLine(xml, 3);
        xml.writeStartElement("failure");
        xml.writeAttribute("type", PlainText.line(type));
        xml.writeAttribute("message", PlainText.line(message));
        xml.writeCharacters(PlainText.lines(text));
        xml.writeEndElement();
      }
    }
    if (!one.out().isEmpty()) {
      newLine(xml, 3);
      xml.writeStartElement("system-out");
      xml.writeCharacters(PlainText.lines(one.out()));
      xml.writeEndElement();
    }
    newLine(xml, 2);
    xml.writeEndElement();
  }

  /** Without the thousands separator of any language, and of no length a reader refuses. */
  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }

  private static void newLine(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
