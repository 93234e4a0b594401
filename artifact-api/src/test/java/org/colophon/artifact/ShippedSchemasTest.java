package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.RowVisitor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every schema stands beside an example: the file itself for JSON, else the description of a file.
 */
class ShippedSchemasTest {
  private static final List<Path> SCHEMAS =
      Stream.of("holography", "code-edit")
          .map(name -> Path.of(System.getProperty("colophon.home"), "stages", name, "schemas"))
          .toList();

  @TestFactory
  Stream<DynamicTest> acceptsItsExample() throws IOException {
    SchemaCatalog catalog = SchemaCatalog.open(SCHEMAS);
    return catalog.schemas().stream()
        .map(schema ->
            DynamicTest.dynamicTest(
                schema.type().toString(), () -> acceptsExample(catalog, schema)));
  }

  private static void acceptsExample(SchemaCatalog catalog, ArtifactSchema schema)
      throws IOException {
    Path example = schema.file().resolveSibling(schema.type().version() + ".example.json");
    Description json = ArtifactFormat.named("json").describe(example, RowVisitor.NONE);
    assertThat(json.findings()).isEmpty();
    assertThat(catalog.judge(schema.type(), json.json())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> refusesNothingAtAll() throws IOException {
    SchemaCatalog catalog = SchemaCatalog.open(SCHEMAS);
    return catalog.schemas().stream()
        .map(schema ->
            DynamicTest.dynamicTest(
                schema.type().toString(),
                () ->
                    assertThat(
                            catalog.judge(
                                schema.type(),
                                tools.jackson.databind.node.JsonNodeFactory.instance.objectNode()))
                        .isNotEmpty()));
  }
}
