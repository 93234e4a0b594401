package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedPatternTest {
  @TempDir Path folder;

  @Test
  void aPatternFindsWhatItFoundBefore() {
    assertThat(new BoundedPattern("^(/[^/]+)+$").matches("/a/b")).isTrue();
    assertThat(new BoundedPattern("^(/[^/]+)+$").matches("/a//b")).isFalse();
    assertThat(new BoundedPattern("b").matches("abc")).isTrue();
    assertThat(new BoundedPattern("^a$").matches("a\n")).isFalse();
  }

  @Test
  void aTimeThatDoublesWithEachLetterIsCutShort() {
    BoundedPattern pattern = new BoundedPattern("^(a+)+\\1b$");
    assertThatThrownBy(() -> pattern.matches("a".repeat(100) + "!"))
        .isInstanceOf(BoundedPattern.TooCostly.class)
        .hasMessageContaining("101 letters")
        .hasMessageContaining("(a+)+");
  }

  @Test
  void aTextThatIsTooLongForAPublishedPatternIsAViolation() throws IOException {
    Path schemas = Files.createDirectories(folder.resolve("schemas/N"));
    Files.writeString(
        schemas.resolve("0.1.schema.json"),
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "x-format": "json",
         "properties": {"at": {"not": {"pattern": "^(/[^/]+)+$"}}}}
        """);
    Path file = folder.resolve("x.json");
    Files.writeString(file, "{\"at\": \"" + "/a".repeat(100_000) + "\"}");
    ArtifactCheck check =
        SchemaCatalog.open(List.of(folder.resolve("schemas")))
            .check(ArtifactType.parse("N@0.1"), file, Reading.STRICT);
    assertThat(check.violations()).extracting(Violation::code).containsExactly("too_costly");
  }
}
