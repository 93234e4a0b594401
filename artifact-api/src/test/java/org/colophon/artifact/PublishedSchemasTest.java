package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.artifact.compatibility.Obstacle;
import org.colophon.artifact.compatibility.SchemaDiff;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A published schema never changes: {@code published.sha256} beside the schemas, in the form of
 * {@code sha256sum}, holds the digest of each. Lines are added to it, never changed.
 */
final class PublishedSchemasTest {
  private static final Path HOME = Path.of(System.getProperty("colophon.home"));
  private static final String LEDGER = "published.sha256";
  private static final String SUFFIX = ".schema.json";

  @TestFactory
  Stream<DynamicTest> noPublishedSchemaChanged() throws IOException {
    return folders().stream()
        .map(folder ->
            DynamicTest.dynamicTest(
                HOME.relativize(folder).toString(), () -> assertThat(problems(folder)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyDeclaredCompatibilityIsConfirmed() throws IOException {
    return folders().stream()
        .filter(folder -> !folder.startsWith(HOME.resolve("artifact-api")))
        .map(folder ->
            DynamicTest.dynamicTest(
                HOME.relativize(folder).toString(),
                () -> assertThat(unconfirmed(folder)).isEmpty()));
  }

  @Test
  void aChangedARemovedAndAnUnlistedSchemaAreNamed(@TempDir Path folder) throws IOException {
    write(folder, "Kept/0.1", "{}");
    write(folder, "Changed/0.1", "{}");
    write(folder, "Added/0.1", "{}");
    String digest = Sha256.of("{}");
    Files.writeString(
        folder.resolve(LEDGER),
        "%s  Kept/0.1.schema.json%n%s  Changed/0.1.schema.json%n%s  Gone/0.1.schema.json%n"
            .formatted(digest, digest, digest));
    write(folder, "Changed/0.1", "{\"minimum\": 1}");
    assertThat(problems(folder))
        .containsExactly(
            "Changed/0.1.schema.json was published and has changed; undo that, and write what you"
                + " want as a new version",
            "Gone/0.1.schema.json was published and is gone; put it back",
            "Added/0.1.schema.json is not published; append to "
                + folder.resolve(LEDGER)
                + ":\n"
                + digest
                + "  Added/0.1.schema.json");
  }

  @Test
  void aCompatibilityThatDoesNotHoldIsNamed(@TempDir Path folder) throws IOException {
    write(folder, "Numbers/0.1", "{\"x-format\": \"json\", \"minItems\": 1}");
    write(
        folder,
        "Numbers/0.2",
        "{\"x-format\": \"json\", \"x-compatible-with\": [\"0.1\", \"0.0\"], \"minItems\": 0}");
    write(
        folder,
        "Numbers/0.3",
        "{\"x-format\": \"json\", \"x-compatible-with\": [\"0.1\"], \"minItems\": 2}");
    assertThat(unconfirmed(folder))
        .containsExactly(
            "Numbers@0.2 says it is compatible with 0.1, but minItems: wants at least 1; may be"
                + " given as few as 0",
            "Numbers@0.2 says it is compatible with 0.0, which is not here");
  }

  private static List<String> problems(Path folder) throws IOException {
    Map<String, String> published = new TreeMap<>();
    Path ledger = folder.resolve(LEDGER);
    for (String line : Files.exists(ledger) ? Files.readAllLines(ledger) : List.<String>of()) {
      String[] words = line.split("  ", 2);
      published.put(words[1], words[0]);
    }
    Map<String, String> present = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
        present.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    List<String> problems = new ArrayList<>();
    published.forEach((name, digest) -> {
      if (!present.containsKey(name)) {
        problems.add(name + " was published and is gone; put it back");
      } else if (!digest.equals(present.get(name))) {
        problems.add(
            name
                + " was published and has changed; undo that, and write what you want as a new"
                + " version");
      }
    });
    present.forEach((name, digest) -> {
      if (!published.containsKey(name)) {
        problems.add(
            name + " is not published; append to " + ledger + ":\n" + digest + "  " + name);
      }
    });
    return problems;
  }

  private static List<String> unconfirmed(Path folder) throws IOException {
    SchemaCatalog catalog = SchemaCatalog.open(List.of(folder));
    List<String> problems = new ArrayList<>();
    for (ArtifactSchema schema : catalog.schemas()) {
      for (String version : schema.compatibleWith()) {
        String claim = schema.type() + " says it is compatible with " + version;
        Optional<ArtifactSchema> older =
            catalog.find(new ArtifactType(schema.type().name(), version));
        if (older.isEmpty()) {
          problems.add(claim + ", which is not here");
        } else {
          SchemaDiff.of(older.get().json(), schema.json()).aReadsB().stream()
              .map(Obstacle::toString)
              .forEach(obstacle -> problems.add(claim + ", but " + obstacle));
        }
      }
    }
    return problems;
  }

  private static List<Path> folders() throws IOException {
    List<Path> folders =
        new ArrayList<>(List.of(HOME.resolve("artifact-api/src/main/resources/schemas")));
    try (Stream<Path> pipelines = Files.list(HOME.resolve("stages"))) {
      pipelines
          .map(pipeline -> pipeline.resolve("schemas"))
          .filter(Files::isDirectory)
          .sorted()
          .forEach(folders::add);
    }
    return folders;
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name + SUFFIX);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
