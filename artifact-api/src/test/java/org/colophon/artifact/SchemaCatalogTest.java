package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCatalogTest {
  private static final ArtifactType NOTE_01 = new ArtifactType("Note", "0.1");
  private static final ArtifactType NOTE_02 = new ArtifactType("Note", "0.2");

  @TempDir Path folder;

  @Test
  void findsSchemasByTypeInSeveralFolders() throws IOException {
    write("a/Note/0.1.schema.json", "{\"x-format\": \"json\"}");
    write("b/Table/1.0.schema.json", "{\"x-format\": \"csv\"}");
    write("b/Table/1.0.example.json", "{}");
    SchemaCatalog catalog = SchemaCatalog.open(List.of(folder.resolve("a"), folder.resolve("b")));
    assertThat(catalog.schemas())
        .extracting(schema -> schema.type() + " " + schema.format().id())
        .containsExactly("Note@0.1 json", "Table@1.0 csv");
    assertThat(catalog.find(NOTE_01)).isPresent();
    assertThat(catalog.find(NOTE_02)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                                    | line 1",
        "{}                                                   | no artifact format",
        "{'x-format': 'parquet'}                              | parquet",
        "{'x-format': 'json', 'type': 'objekt'}               | /type",
        "{'x-format': 'json', 'finit': true}                  | finit",
        "{'x-format': 'json', '$ref': '#/$defs/none'}         | none",
        "{'x-format': 'json', '$ref': 'http://localhost/x'}   | localhost",
        "{'x-format': 'json', 'properties': {'a': {'positiv': true}}} | positiv",
        "{'x-format': 'json', 'x-severity': 'MILD'}           | MILD"
      })
  void aBrokenSchemaIsNamedWithWhatIsWrong(String schema, String why) throws IOException {
    Path file = write("Note/0.1.schema.json", schema.replace('\'', '"'));
    assertThatThrownBy(() -> SchemaCatalog.open(List.of(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  @Test
  void aTypeIsDefinedOnce() throws IOException {
    write("a/Note/0.1.schema.json", "{\"x-format\": \"json\"}");
    write("b/Note/0.1.schema.json", "{\"x-format\": \"json\"}");
    assertThatThrownBy(() -> SchemaCatalog.open(List.of(folder.resolve("a"), folder.resolve("b"))))
        .hasMessageContaining("already defined by")
        .hasMessageContaining(folder.resolve("a").toString());
  }

  @Test
  void anotherVersionIsAcceptedOnlyWhereItIsDeclaredCompatible() throws IOException {
    write("Note/0.1.schema.json", "{\"x-format\": \"json\"}");
    write("Note/0.2.schema.json", "{\"x-format\": \"json\", \"x-compatible-with\": [\"0.1\"]}");
    SchemaCatalog catalog = SchemaCatalog.open(List.of(folder));
    assertThat(catalog.accepts(NOTE_01, NOTE_01)).isTrue();
    assertThat(catalog.accepts(NOTE_01, NOTE_02)).isTrue();
    assertThat(catalog.accepts(NOTE_02, NOTE_01)).isFalse();
    assertThat(catalog.accepts(NOTE_01, new ArtifactType("Other", "0.2"))).isFalse();
  }

  @Test
  void askingForAnUnknownTypeNamesThoseThatAreThere() throws IOException {
    write("Note/0.1.schema.json", "{\"x-format\": \"json\"}");
    SchemaCatalog catalog = SchemaCatalog.open(List.of(folder));
    assertThatThrownBy(() -> catalog.check(NOTE_02, folder, Reading.STRICT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Note@0.2")
        .hasMessageContaining("Note@0.1");
  }

  @Test
  void theSchemaMaySayCodeSeverityAndMessage() throws IOException {
    write(
        "Note/0.1.schema.json",
        """
        {"x-format": "json", "properties": {"a": {"properties": {"b/c": {"minimum": 1,
          "x-code": "low:{name}", "x-severity": "WARNING", "x-message": "is low; raise it"}}}}}
        """);
    Path file = write("x.json", "{\"a\": {\"b/c\": 0}}");
    ArtifactCheck check = SchemaCatalog.open(List.of(folder)).check(NOTE_01, file, Reading.STRICT);
    assertThat(check.violations())
        .containsExactly(new Violation(Severity.WARNING, "low:b/c", "a/b/c: is low; raise it"));
    assertThat(check.usable()).isTrue();
    assertThat(check.worst()).contains(Severity.WARNING);
  }

  @Test
  void theGravestComesFirst() throws IOException {
    write(
        "Note/0.1.schema.json",
        """
        {"x-format": "json", "properties": {
          "a": {"minimum": 1, "x-severity": "NOTE"},
          "b": {"minimum": 1, "x-severity": "WARNING"},
          "c": {"minimum": 1}, "d": {"type": "string"}},
         "required": ["e"]}
        """);
    Path file = write("x.json", "{\"a\": 0, \"b\": 0, \"c\": 0, \"d\": 0}");
    ArtifactCheck check = SchemaCatalog.open(List.of(folder)).check(NOTE_01, file, Reading.STRICT);
    assertThat(check.violations())
        .extracting(Violation::code)
        .containsExactly(
            "out_of_range:c", "wrong_type:d", "missing_key:e", "out_of_range:b", "out_of_range:a");
    assertThat(check.usable()).isFalse();
  }

  @Test
  void aTableThatIsWrongThroughoutIsNotListedRowByRow() throws IOException {
    write(
        "Note/0.1.schema.json",
        "{\"x-format\": \"csv\", \"eachRow\": {\"properties\": {\"a\": {\"type\": \"number\"}}}}");
    String rows = IntStream.range(0, 100).mapToObj(i -> "x\n").collect(Collectors.joining());
    Path file = write("x.csv", "a\n" + rows);
    ArtifactCheck check = SchemaCatalog.open(List.of(folder)).check(NOTE_01, file, Reading.STRICT);
    assertThat(check.rows()).isEqualTo(100);
    assertThat(check.violations()).hasSize(21);
    assertThat(check.violations().getLast().message()).contains("(80 more are not listed)");
  }

  @Test
  void jsonLinesAreJudgedRecordByRecord() throws IOException {
    write(
        "Note/0.1.schema.json",
        "{\"x-format\": \"jsonl\", \"uniqueKey\": [[\"id\"]], \"eachRow\": {\"required\": [\"id\"]}}");
    Path file = write("x.jsonl", "{\"id\": 1}\n{}\n{\"id\": 1.0}\n");
    ArtifactCheck check = SchemaCatalog.open(List.of(folder)).check(NOTE_01, file, Reading.STRICT);
    assertThat(check.violations())
        .extracting(Violation::code)
        .containsExactly("missing_column:id row 2", "duplicate_key id");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
