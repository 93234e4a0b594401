package org.colophon.reporting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The failed findings of a run as SARIF 2.1.0. A finding on a control that fails as it must is not
 * in it, nor what passed: each entry asks somebody to look.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String BASE = "RUN";

  private final RunReport report;
  private final List<Finding> failed;
  private final List<String> rules;

  private Sarif(RunReport report) {
    this.report = report;
    this.failed = report.findings().stream().filter(Finding::failed).toList();
    this.rules = failed.stream().map(Finding::rule).distinct().sorted().toList();
  }

  /**
   * The document.
   *
   * @param version of the program
   */
  public static String of(RunReport report, String version) {
    return Json.text(new Sarif(report).document(version));
  }

  private ObjectNode document(String version) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("$schema", SCHEMA);
    document.put("version", "2.1.0");
    ObjectNode run = document.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Colophon");
    driver.put("version", version);
    ArrayNode described = driver.putArray("rules");
    rules.forEach(rule -> describe(described.addObject(), rule));
    run.putObject("automationDetails").put("id", "colophon/" + report.experiment() + "/");
    run.putObject("originalUriBaseIds")
        .putObject(BASE)
        .putObject("description")
        .put("text", "the folder of the run " + report.experiment());
    invocation(run.putArray("invocations").addObject());
    ArrayNode results = run.putArray("results");
    failed.forEach(finding -> result(results.addObject(), finding));
    report
        .manifest()
        .ifPresent(known -> run.putObject("properties").put("runDigest", known.runDigest()));
    return document;
  }

  private void describe(ObjectNode described, String rule) {
    String statement = PlainText.line(report.statement(rule));
    described.put("id", rule);
    described.putObject("shortDescription").put("text", statement);
    described.putObject("fullDescription").put("text", statement);
    described
        .putObject("help")
        .put("text", statement + "\nThe file of the finding, in the run's folder, has the rest.");
    described
        .putObject("defaultConfiguration")
        .put("level", level(failed.stream().filter(one -> one.rule().equals(rule)).toList()));
  }

  /** The gravest that occurs. */
  private static String level(List<Finding> findings) {
    return findings.stream()
        .map(Finding::level)
        .sorted()
        .findFirst()
        .map(Sarif::word)
        .orElse("none");
  }

  private static String word(Finding.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private void invocation(ObjectNode invocation) {
    invocation.put("executionSuccessful", report.status().goesOn());
    if (!report.problem().isEmpty()) {
      ObjectNode notification = invocation.putArray("toolExecutionNotifications").addObject();
      notification.put("level", "error");
      notification.putObject("message").put("text", message(report.problem()));
    }
  }

  private void result(ObjectNode result, Finding finding) {
    result.put("ruleId", finding.rule());
    result.put("ruleIndex", rules.indexOf(finding.rule()));
    result.put("level", word(finding.level()));
    String about = finding.subject().isEmpty() ? "" : finding.subject() + ": ";
    result.putObject("message").put("text", message(about + finding.message()));
    ObjectNode location = result.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(finding.file())).put("uriBaseId", BASE);
    physical.putObject("region").put("startLine", finding.line());
    ObjectNode logical = location.putArray("logicalLocations").addObject();
    logical.put("name", finding.subject().isEmpty() ? finding.stage() : finding.subject());
    logical.put("fullyQualifiedName", qualified(finding));
    ObjectNode prints = result.putObject("partialFingerprints");
    String print = fingerprint(finding);
    prints.put("colophonFinding/v1", print);
    // the one that GitHub compares; without it, it would look for the file in the repository
    prints.put("primaryLocationLineHash", print + ":1");
  }

  private static String qualified(Finding finding) {
    return finding.subject().isEmpty()
        ? finding.stage()
        : finding.stage() + "/" + finding.subject();
  }

  /**
   * The same for the same contract on the same subject, in whatever run and with whatever numbers.
   * A line of a stage has no subject, so its text stands for one, without its numbers.
   */
  private static String fingerprint(Finding finding) {
    String subject =
        finding.subject().isEmpty() ? finding.message().replaceAll("\\d+", "#") : finding.subject();
    return Sha256.of(String.join("\u0000", finding.rule(), finding.stage(), subject))
        .substring(0, 32);
  }

  /** Plain text in which nothing reads as a link or a placeholder, section 3.11 of SARIF. */
  private static String message(String text) {
    return PlainText.lines(text).replace("](", "] (").replaceAll("\\{(\\d+)}", "{{$1}}");
  }

  private static String uri(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      try {
        // as the path of a file URI, so that a colon or a question mark is no syntax
        String encoded = new URI("file", null, "/" + part, null).toASCIIString();
        parts.add(encoded.substring("file:/".length()));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("not a path: " + path, e);
      }
    }
    return String.join("/", parts);
  }
}
