package org.colophon.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.colophon.contract.Json;
import org.colophon.reporting.Finding.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** Each writer on one run that has everything, and on text that would break out of it. */
final class ReportWritersTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("colophon.home", ".")).resolve("core/src/test/resources/golden");

  static List<Arguments> writers() {
    RunReport report = Reports.ofAFailedRun();
    return List.of(
        Arguments.of("junit.xml", JunitXml.of(report)),
        Arguments.of("run.sarif", Sarif.of(report, "1.2.3")),
        Arguments.of("annotations.txt", String.join("\n", WorkflowCommands.of(report)) + "\n"),
        Arguments.of("summary.md", StepSummary.of(report)));
  }

  @ParameterizedTest
  @MethodSource("writers")
  void aFailedRunReadsAsTheGoldenFileSays(String name, String written) throws IOException {
    Path golden = GOLDEN.resolve("reporting").resolve(name);
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(golden, written);
    }
    assertThat(written).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("writers")
  void noWriterShowsTheCommandLineOfAStage(String name, String written) {
    assertThat(written.replace("\\", ""))
        .as(name)
        .contains("missing_artifact")
        .doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]]></failure><testcase name='forged'/>",
        "\"><script>alert(1)</script>",
        "nul \0, escape \u001b[31m, bell \u0007, vertical tab \u000b, lone surrogate \ud800, \uffff",
        "two\nlines\r\nand\rmore",
        "&amp; <b> 'quoted' \"twice\"",
        "right to left \u202e and \ufeff"
      })
  void anyTextIsXmlThatHoldsAllCasesAndNoMore(String text) throws Exception {
    Element suite = suite(JunitXml.of(Reports.saying(text)));
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    assertThat(suite.getTextContent()).doesNotContain("\0", "\u001b", "\ud800", "\u202e");
    String plain = text.replaceAll("[^a-z ].*", "");
    assertThat(suite.getElementsByTagName("failure").item(0).getTextContent()).contains(plain);
  }

  /** What junit-10.xsd demands, as far as it is not the writer's grammar. */
  @Test
  void theTotalsOfASuiteAreTheNumbersOfItsCases() throws Exception {
    Element suite = suite(JunitXml.of(Reports.ofAFailedRun()));
    for (String counted : List.of("testcase", "failure", "skipped")) {
      String attribute =
          switch (counted) {
            case "testcase" -> "tests";
            case "failure" -> "failures";
            default -> "skipped";
          };
      assertThat(suite.getAttribute(attribute))
          .as(attribute)
          .isEqualTo(Integer.toString(suite.getElementsByTagName(counted).getLength()));
    }
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    NodeList cases = suite.getElementsByTagName("testcase");
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      assertThat(one.getAttribute("time")).matches("\\d{1,3}\\.\\d{3}");
      names.add(one.getAttribute("classname") + " " + one.getAttribute("name"));
    }
    assertThat(names).hasSize(cases.getLength());
  }

  @Test
  void aWarningAndAControlThatFailsAreNoFailures() throws Exception {
    Element suite = suite(JunitXml.of(Reports.ofAFailedRun()));
    List<String> failed = new ArrayList<>();
    NodeList failures = suite.getElementsByTagName("failure");
    for (int i = 0; i < failures.getLength(); i++) {
      failed.add(((Element) failures.item(i).getParentNode()).getAttribute("name"));
    }
    assertThat(failed).containsExactly("03_use", "Verdicts/sum [b]", "Verdicts/caught [e]");
  }

  @Test
  void anErrorOfAStageIsCountedOnce() throws Exception {
    Element suite = suite(JunitXml.of(Reports.ofAFailedRun()));
    NodeList failures = suite.getElementsByTagName("failure");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < failures.getLength(); i++) {
      texts.add(failures.item(i).getTextContent());
    }
    assertThat(texts).filteredOn(text -> text.contains("missing_artifact: more")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[link](https://evil.example)", "{0} {1}", "\0\ud800", "two\nlines"})
  void anyTextIsSarifWithoutLinksOrPlaceholders(String text) {
    JsonNode run = Json.mapper().readTree(Sarif.of(Reports.saying(text), "1")).at("/runs/0");
    assertThat(run.get("results").size()).isEqualTo(2);
    for (JsonNode found : run.get("results")) {
      assertThat(found.at("/message/text").asString())
          .doesNotContain("](", "\0", "\ud800")
          .doesNotContainPattern("(?<!\\{)\\{\\d");
    }
  }

  /** What SARIF 2.1.0 and GitHub's code scanning demand. */
  @Test
  void sarifNamesItsRulesPlacesAndFingerprints() {
    JsonNode document = Json.mapper().readTree(Sarif.of(Reports.ofAFailedRun(), "1.2.3"));
    assertThat(document.get("version").asString()).isEqualTo("2.1.0");
    JsonNode run = document.at("/runs/0");
    Set<String> prints = new TreeSet<>();
    for (JsonNode found : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules/" + found.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(found.get("ruleId"));
      assertThat(rule.at("/help/text").asString()).isNotEmpty();
      assertThat(found.get("level").asString()).isIn("error", "warning", "note");
      JsonNode place = found.at("/locations/0/physicalLocation");
      assertThat(place.at("/artifactLocation/uri").asString()).doesNotStartWith("/");
      assertThat(
              run.at("/originalUriBaseIds").has(place.at("/artifactLocation/uriBaseId").asString()))
          .isTrue();
      assertThat(place.at("/region/startLine").asInt()).isPositive();
      prints.add(found.at("/partialFingerprints/primaryLocationLineHash").asString());
    }
    assertThat(prints).hasSize(run.get("results").size()).hasSize(5);
  }

  @Test
  void aFingerprintStaysWhenTheNumbersChange() {
    List<String> prints =
        IntStream.of(7, 70)
            .mapToObj(points ->
                new RunReport(
                    "demo" + points,
                    Reports.ofAFailedRun().manifest(),
                    List.of(),
                    List.of(
                        Reports.line("02_judge", "thin_data", Level.ERROR, "thin_data: " + points)),
                    Map.of(),
                    ""))
            .map(report -> Json.mapper().readTree(Sarif.of(report, "1")))
            .map(sarif -> sarif.at("/runs/0/results/0/partialFingerprints").toString())
            .toList();
    assertThat(prints.getFirst()).isEqualTo(prints.getLast()).contains(":1");
  }

  @Test
  void aFileNameIsAUriWhateverIsInIt() {
    JsonNode found = Json.mapper().readTree(Sarif.of(Reports.saying("x"), "1"));
    assertThat(found.at("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri"))
        .hasToString("\"01_make/numbers/a%20b%3F%23%25:%C3%BC.json\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::error::forged",
        "x\n::error::forged",
        "x\r\n  ::add-mask::forged",
        "100% %0A::error::forged",
        "title,file=/etc/passwd::forged"
      })
  void anAnnotationIsOneLineThatTheRunnerReadsBackAsTheText(String text) {
    for (String command : WorkflowCommands.of(Reports.saying(text))) {
      assertThat(command).doesNotContain("\n", "\r").matches("::(error|warning) title=[^:,]*::.*");
      String data = command.substring(command.indexOf("::", 2) + 2);
      assertThat(data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"))
          .isEqualTo(text.replace("\r\n", "\n"));
    }
  }

  @Test
  void noMoreAnnotationsOfALevelThanGithubShowsAndTheLastCountsTheRest() {
    assertThat(WorkflowCommands.of(Reports.withFindings(10, Level.ERROR)))
        .hasSize(10)
        .noneMatch(command -> command.contains("more"));
    assertThat(WorkflowCommands.of(Reports.withFindings(25, Level.WARNING)))
        .hasSize(10)
        .last()
        .asString()
        .contains("16 more");
    assertThat(WorkflowCommands.of(Reports.withFindings(3, Level.NOTE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::error::x", "  ::set-output name=a::b", "see ##[error]x", "\t::x::"})
  void aNeutralLineIsNoCommand(String line) {
    assertThat(WorkflowCommands.neutral(line).strip()).doesNotStartWith("::");
    assertThat(WorkflowCommands.neutral(line)).doesNotContain("##[");
    assertThat(WorkflowCommands.neutral("a::b")).isEqualTo("a::b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | b",
        "![x](https://evil.example/pixel.png)",
        "<img src=x>",
        "`code` **bold** ~~no~~",
        "x\n\n# heading\n| a | b |",
        "https://evil.example"
      })
  void aPageShowsTextAsItStands(String text) {
    String page = StepSummary.of(Reports.saying(text));
    String unescaped = page.replaceAll("\\\\[!-/:-@\\[-`{-~]", "");
    assertThat(unescaped.replaceAll("(?m)^## .*$", ""))
        .doesNotContain("<", "![", "**", "~~", "`c", "://", "# h");
    assertThat(page.lines().filter(line -> line.startsWith("| ")))
        .allMatch(line -> line.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count() == 5);
  }

  private static Element suite(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root =
        factory
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    return (Element) root.getElementsByTagName("testsuite").item(0);
  }
}
