package org.colophon.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactType;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import org.colophon.reporting.Finding.Level;
import org.colophon.reporting.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where an artifact keeps the outcomes of its contracts, as a file beside its schema says. */
final class FindingsMapTest {
  private static final Path SCHEMAS =
      Path.of(System.getProperty("colophon.home", ".")).resolve("stages/holography/schemas");

  private static final ArtifactType TYPE = ArtifactType.parse("Verdicts@0.1");

  @TempDir private Path folder;

  @Test
  void aFindingHasTheStatusLineAndWordsOfTheArtifact() throws IOException {
    FindingsMap map =
        map(
            """
            {"schema": "findings/1.0", "level": "warning", "each": "/systems/*/contracts/*",
             "rule": ["0/id"], "subject": "2/name", "status": {"at": "0/status"},
             "message": "0/why", "value": "0/value", "tolerance": "0/tolerance",
             "control": {"at": "2/control", "is": true},
             "statements": {"each": "/rules/*", "rule": ["0/id"], "statement": "0/says"}}
            """);
    Document artifact =
        artifact(
            """
            {"rules": [{"id": "sum", "says": "adds up"}],
             "systems": [
               {"name": "a", "control": false, "contracts": [
                 {"id": "sum", "status": "PASS", "why": "well", "value": 6, "tolerance": null},
                 {"id": "shape", "status": "SKIP", "why": "no shape"}]},
               {"name": "b", "control": true, "contracts": [
                 {"id": "sum", "status": "FAIL", "why": "badly", "value": 7.5, "tolerance": 0.5}]},
               {"name": "none"}]}
            """);
    List<Finding> findings = map.findings("02_judge", "02_judge/v/v.json", artifact);
    assertThat(findings)
        .extracting(Finding::title, Finding::verdict, Finding::control, Finding::line)
        .containsExactly(
            tuple("Verdicts/sum [a]", Verdict.PASS, false, 4),
            tuple("Verdicts/shape [a]", Verdict.SKIP, false, 5),
            tuple("Verdicts/sum [b]", Verdict.FAIL, true, 7));
    assertThat(findings)
        .extracting(Finding::message)
        .containsExactly("well: value 6", "no shape", "badly: value 7.5, tolerance 0.5");
    assertThat(findings.getLast().failed()).as("a control is to fail").isFalse();
    assertThat(map.statements(artifact)).containsEntry("Verdicts/sum", "adds up");
  }

  @Test
  void aStatusMayBeAnyValueAndAnUnknownOneIsNoPass() throws IOException {
    FindingsMap map =
        map(
            """
            {"schema": "findings/1.0", "level": "error", "each": "/*", "rule": "caught",
             "status": {"at": "0/caught", "pass": [true], "fail": [false]}}
            """
                .replace("\"/*\"", "\"/controls/*\""));
    Document artifact =
        artifact("{\"controls\": [{\"caught\": true}, {\"caught\": false}, {\"caught\": 1}, {}]}");
    assertThat(map.findings("02_judge", "f.json", artifact))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS, Verdict.FAIL, Verdict.SKIP, Verdict.SKIP);
  }

  @Test
  void aMapWithAnUnknownKeyIsRefusedWithItsLineAndTheNearestKey() {
    assertThatThrownBy(() ->
            map(
                """
                {"schema": "findings/1.0", "level": "error", "each": "/a/*", "rule": "r",
                 "statuss": {"at": "0/s"}, "status": {"at": "0/s"}}
                """))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("0.1.findings.json:2")
        .hasMessageContaining("did you mean status?");
  }

  @Test
  void aTypeWithoutAMapHasNoFindings() throws IOException {
    assertThat(FindingsMap.of(TYPE, folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedMapFindsSomethingInTheExampleOfItsType(Path file) throws IOException {
    Path name = SCHEMAS.relativize(file);
    String version = name.getName(1).toString().replace(".findings.json", "");
    ArtifactType type = new ArtifactType(name.getName(0).toString(), version);
    FindingsMap map = FindingsMap.of(type, SCHEMAS).orElseThrow();
    Document example = Document.read(file.resolveSibling(version + ".example.json"));
    List<Finding> findings = map.findings("04_x", "f.json", example);
    assertThat(findings).isNotEmpty().noneMatch(finding -> finding.rule().endsWith("/"));
    assertThat(findings).anyMatch(finding -> finding.verdict() == Verdict.PASS);
    assertThat(findings).allMatch(finding -> !finding.subject().isEmpty());
  }

  @Test
  void theControlsOfTheHolographyExampleFailAsTheyMust() throws IOException {
    ArtifactType type = ArtifactType.parse("GeometryContracts@0.1");
    Document example = Document.read(SCHEMAS.resolve("GeometryContracts/0.1.example.json"));
    FindingsMap map = FindingsMap.of(type, SCHEMAS).orElseThrow();
    List<Finding> failed =
        map.findings("04_x", "f.json", example).stream()
            .filter(finding -> finding.verdict() == Verdict.FAIL)
            .toList();
    assertThat(failed).isNotEmpty().allMatch(Finding::control).noneMatch(Finding::failed);
    assertThat(failed).allMatch(finding -> finding.level() == Level.WARNING);
    assertThat(map.statements(example)).containsKey("GeometryContracts/G5/hawking");
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.walk(SCHEMAS)) {
      return files.filter(file -> file.toString().endsWith(".findings.json")).sorted().toList();
    }
  }

  private FindingsMap map(String json) throws IOException {
    Path file = folder.resolve("Verdicts/0.1.findings.json");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, json);
    return FindingsMap.of(TYPE, folder).orElseThrow();
  }

  private Document artifact(String json) throws IOException {
    return Document.read(Files.writeString(folder.resolve("verdicts.json"), json));
  }
}
