package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.RowVisitor;
import org.colophon.artifact.sure.SureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is surely valid is valid for whoever reads it whole: the reader and the library. */
class SureAcceptanceTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SchemaRegistry registry = SchemaCatalog.registry();

  @TempDir Path folder;

  @Test
  void noRandomRowIsSurelyValidThatTheLibraryRefuses() throws IOException {
    RandomRows random = new RandomRows(20261128);
    int known = 0;
    int accepted = 0;
    for (int i = 0; i < 1800; i++) {
      JsonNode document = random.document();
      Optional<SureSchema> sure = sure(document);
      if (sure.isPresent()) {
        known++;
        List<byte[]> rows = Stream.generate(() -> random.row(document)).limit(40).toList();
        accepted += judgedAlike(document, sure.get(), rows);
      }
    }
    assertThat(known).isGreaterThan(1000);
    assertThat(accepted).isGreaterThan(10_000);
  }

  @Test
  void noMutationOfAnExampleIsSurelyValidThatTheLibraryRefuses() throws IOException {
    Random random = new Random(20261128);
    int known = 0;
    int accepted = 0;
    for (Path file : shippedSchemas()) {
      ObjectNode document = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
      JsonNode example = MAPPER.readTree(Files.readAllBytes(exampleOf(file)));
      ObjectNode itself = document.deepCopy();
      itself.remove(List.of("$schema", "$id", "x-format", "x-compatible-with", "x-legacy-names"));
      document.set("eachRow", itself);
      Optional<SureSchema> sure = sure(document);
      if (sure.isPresent()) {
        known++;
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          JsonNode row = i < 3 ? example : mutated(example, random);
          rows.add(row.toString().getBytes(StandardCharsets.UTF_8));
        }
        accepted += judgedAlike(document, sure.get(), rows);
      }
    }
    assertThat(known).isGreaterThan(3);
    assertThat(accepted).isGreaterThan(300);
  }

  /** How many rows were accepted, all of which the library must find valid. */
  private int judgedAlike(JsonNode document, SureSchema sure, List<byte[]> rows)
      throws IOException {
    ByteArrayOutputStream accepted = new ByteArrayOutputStream();
    int count = 0;
    for (byte[] row : rows) {
      if (sure.accepts(row)) {
        accepted.write(row);
        accepted.write('\n');
        count++;
      }
    }
    Path file = Files.write(folder.resolve("rows.jsonl"), accepted.toByteArray());
    Schema schema = eachRow(document);
    RowVisitor judge =
        (_, row) -> assertThat(schema.validate(row)).as("%s by %s", row, document).isEmpty();
    Description description = ArtifactFormat.named("jsonl").describe(file, judge);
    assertThat(description.findings()).as("%s", accepted).isEmpty();
    assertThat(description.json().path("rows").intValue()).isEqualTo(count);
    return count;
  }

  private static Optional<SureSchema> sure(JsonNode document) {
    return SureSchema.of(document, document.get("eachRow"), CompiledSchema::found);
  }

  private Schema eachRow(JsonNode document) {
    Schema whole =
        registry.getSchema(SchemaLocation.of("urn:test:" + document.hashCode()), document);
    return whole.getSubSchema(new NodePath(PathType.JSON_POINTER).append("eachRow"));
  }

  private static List<Path> shippedSchemas() throws IOException {
    try (Stream<Path> files =
        Files.walk(Path.of(System.getProperty("colophon.home"), "stages"), 5)) {
      return files
          .filter(file -> file.toString().endsWith(".schema.json"))
          .filter(file -> Files.exists(exampleOf(file)))
          .sorted()
          .toList();
    }
  }

  private static Path exampleOf(Path schema) {
    return Path.of(schema.toString().replace(".schema.json", ".example.json"));
  }

  private static JsonNode mutated(JsonNode value, Random random) {
    if (random.nextInt(12) == 0) {
      return List.of(
              NODES.nullNode(),
              NODES.numberNode(-1),
              NODES.numberNode(0.5),
              NODES.stringNode(""),
              NODES.booleanNode(true),
              NODES.arrayNode(),
              NODES.objectNode())
          .get(random.nextInt(7));
    }
    if (value.isObject()) {
      ObjectNode copy = NODES.objectNode();
      value
          .properties()
          .forEach(member -> {
            if (random.nextInt(30) > 0) {
              copy.set(member.getKey(), mutated(member.getValue(), random));
            }
          });
      return copy;
    }
    if (value.isArray()) {
      return NODES.arrayNode().addAll(value.valueStream().map(v -> mutated(v, random)).toList());
    }
    return value;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type': 'integer'}                             | 7                      | true",
        "{'type': 'integer'}                             | 7.0                    | false",
        "{'type': 'number', 'minimum': 0.1}              | 0.1                    | true",
        "{'type': 'number', 'exclusiveMinimum': 0.1}     | 0.1                    | false",
        "{'type': 'number', 'minimum': 0}                | -0.0                   | true",
        "{'maximum': 9007199254740992}                   | 9007199254740993       | false",
        "{'type': 'number'}                              | 1e999                  | false",
        "{'type': 'number'}                              | 12e300                 | true",
        "{'enum': ['é', 1, null]}                        | 'é'                    | true",
        "{'enum': ['é', 1, null]}                        | '\\u00e9'              | false",
        "{'enum': ['é', 1, null]}                        | true                   | false",
        "{'maxLength': 1}                                | '\uD83D\uDE00'         | true",
        "{'minLength': 2}                                | '\uD83D\uDE00'         | false",
        "{'maxLength': 1}                                | '\\ud83d\\ude00'       | true",
        "{'pattern': '^a\\\\nb$'}                        | 'a\\nb'                | true",
        "{'pattern': '^a$'}                              | 'a\\n'                 | false",
        "{'required': ['a'], 'additionalProperties': false} | {'a': 1}            | false",
        "{'required': ['a']}                             | {'a': 1, 'b': [{}]}    | true",
        "{'required': ['a']}                             | {'b': 1}               | false",
        "true                                            | {'a': 1, 'a': 1}       | false",
        "true                                            | {'a': 1, '\\u0061': 1} | false",
        "{'properties': {'a': true}}                     | {'a': 1, 'a': 1}       | false",
        "true                                            | [1,]                   | false",
        "true                                            | 01                     | false",
        "true                                            | NaN                    | false",
        "true                                            | {} {}                  | false",
        "true                                            | 'a\tb'                 | false",
        "{'anyOf': [{'type': 'string'}, {'type': 'null'}]}  | null                | true",
        "{'anyOf': [{'type': 'string'}, {'type': 'null'}]}  | 1                   | false",
        "{'allOf': [{'minimum': 1}, {'maximum': 2}]}     | 3                      | false",
        "{'$ref': '#/$defs/small'}                       | 3                      | true",
        "{'$ref': '#/$defs/small'}                       | 30                     | false",
      })
  void acceptsOnlyWhatIsBeyondDoubt(String schema, String row, boolean accepted) {
    JsonNode document =
        MAPPER.readTree(
            ("{'$defs': {'small': {'maximum': 9}}, 'eachRow': " + schema + "}").replace('\'', '"'));
    byte[] text = row.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(sure(document).orElseThrow().accepts(text)).isEqualTo(accepted);
  }

  @Test
  void bytesThatAreNotTextAreLeftToTheReader() {
    SureSchema anything = sure(MAPPER.readTree("{\"eachRow\": true}")).orElseThrow();
    for (int last : new int[] {0xFF, 0xC0, 0xED, 0x80, 0}) {
      byte[] text = {'"', 'a', (byte) last, '"'};
      assertThat(anything.accepts(text)).as("%x", last).isFalse();
    }
    assertThat(anything.accepts("\uFEFF1".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(anything.accepts(("[".repeat(40) + "]".repeat(40)).getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'multipleOf': 2}",
        "{'format': 'date'}",
        "{'properties': {'a': {'not': true}}}",
        "{'items': {'$ref': '#/eachRow'}}",
        "{'$ref': 'other.json'}",
        "{'minimum': 9007199254740993}",
        "{'minLength': 1.0}",
        "{'required': ['\\u0022']}"
      })
  void aSchemaWithOneUnknownWordIsLeftToTheLibraryWhole(String schema) {
    JsonNode document = MAPPER.readTree(("{'eachRow': " + schema + "}").replace('\'', '"'));
    assertThat(sure(document)).isEmpty();
  }

  @Test
  void rowsThatAreRefusedKeepTheirNumberAmongOthers() throws IOException {
    Path schema = Files.createDirectories(folder.resolve("T")).resolve("0.1.schema.json");
    Files.writeString(
        schema,
        "{\"x-format\": \"jsonl\", \"uniqueKey\": [[\"k\"]],"
            + " \"eachRow\": {\"properties\": {\"a\": {\"type\": \"integer\"}}}}");
    Path rows =
        Files.writeString(
            folder.resolve("r"), "{\"a\": 1}\n\n{\"a\": \"x\"}\n{\"k\": 1}\n{\"k\": 1.0}\n");
    ArtifactCheck check =
        SchemaCatalog.open(List.of(folder))
            .check(new ArtifactType("T", "0.1"), rows, Reading.STRICT);
    assertThat(check.description().path("rows").intValue()).isEqualTo(4);
    assertThat(check.violations())
        .extracting(Violation::code)
        .containsExactly("not_a_number:a row 2", "duplicate_key k");
  }
}
