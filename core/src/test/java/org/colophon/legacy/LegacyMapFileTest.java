package org.colophon.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a map is said with its line before any folder is looked at. */
final class LegacyMapFileTest {
  @TempDir private Path folder;
  private Pipeline pipeline;

  @BeforeEach
  void aPipelineOfOneStage() throws IOException {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        schema: pipeline/1.0
        pipeline: one
        stages:
          - id: 01_a
            run: [sh]
            outputs: { numbers: { type: Numbers@0.1, files: "*.csv" } }
        """);
    pipeline = PipelineFile.read(file);
  }

  @Test
  void everyProblemHasItsLine() throws IOException {
    Path map =
        write(
            """
            schema: legacy/1.0
            pipeline: other
            artifacts:
              number: [{ match: "*.csv" }]
              numbers:
                - { match: "[", as: x.txt, mapping: tabel }
            mappings:
              table: { version: 1, format: csv, keep: [a] }
              arrays:
                version: 1
                format: npz
                meta: { d: { name: "no group" } }
            """);
    assertThatThrownBy(() -> LegacyMapFile.read(map, pipeline))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining("legacy.yaml:2: this map stands beside the pipeline one")
        .hasMessageContaining("legacy.yaml:4: no stage makes number; did you mean numbers?")
        .hasMessageContaining("legacy.yaml:6: [ is not a file pattern")
        .hasMessageContaining("no file pattern of numbers matches x.txt")
        .hasMessageContaining("there is no mapping tabel; did you mean table?")
        .hasMessageContaining("legacy.yaml:8: keep means nothing for csv")
        .hasMessageContaining("legacy.yaml:12: no group needs one group");
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() throws IOException {
    Path map = write("schema: legacy/1.0\npipeline: one\nartifact: {}\nartifacts: {}\n");
    assertThatThrownBy(() -> LegacyMapFile.read(map, pipeline))
        .hasMessageContaining("legacy.yaml:3: unknown key artifact; did you mean artifacts?");
  }

  @Test
  void aPipelineWithoutAMapRecognisesNothing() throws IOException {
    LegacyMap map = LegacyMapFile.read(LegacyMapFile.of(pipeline), pipeline);
    assertThat(map.sources("numbers")).isEmpty();
  }

  @Test
  void aTableIsConvertedColumnByColumn() throws IOException, Mapping.CannotConvert {
    Path old = folder.resolve("old.csv");
    Files.writeString(old, "\uFEFFa,b,c\r\n1,\"x,y\",3\r\n");
    Path made = folder.resolve("made.csv");
    Mapping.Done done = map().convert(old, "old.csv", made);
    assertThat(made).content().isEqualTo("alpha,b,unit\n1,\"x,y\",m\n");
    assertThat(done.facts()).containsExactly(Fact.asserted("unit", "m", "mapping table@2"));
  }

  @Test
  void aTableThatHasBothTheOldAndTheNewColumnIsNotConverted() throws IOException {
    Path old = folder.resolve("old.csv");
    Files.writeString(old, "a,alpha\n1,2\n");
    assertThatThrownBy(() -> map().convert(old, "old.csv", folder.resolve("made.csv")))
        .isInstanceOf(Mapping.CannotConvert.class)
        .hasMessageContaining("both columns a and alpha");
  }

  private Mapping map() throws IOException {
    Path file =
        write(
            """
            schema: legacy/1.0
            pipeline: one
            artifacts:
              numbers: [{ match: "*.csv", mapping: table }]
            mappings:
              table:
                version: 2
                format: csv
                rename: { a: alpha }
                drop: [c]
                add: { unit: m }
            """);
    return LegacyMapFile.read(file, pipeline).sources("numbers").getFirst().mapping().orElseThrow();
  }

  private Path write(String yaml) throws IOException {
    Path file = LegacyMapFile.of(pipeline);
    Files.writeString(file, yaml);
    return file;
  }
}
