package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A diamond and a stage of its own: 01 → 02, 03 → 04, and 05. */
final class PrecedenceTest {
  private List<StageSpec> stages = List.of();

  @BeforeEach
  void aDiamond(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        schema: pipeline/1.1
        pipeline: diamond
        stages:
          - id: 01_a
            run: [a]
            outputs: { a: { type: N@0.1, files: "*" } }
          - id: 02_b
            run: [b]
            inputs: { a: N@0.1 }
            outputs: { b: { type: N@0.1, files: "*" } }
          - id: 03_c
            run: [c]
            inputs: { a: N@0.1 }
            outputs: { c: { type: N@0.1, files: "*" } }
          - id: 04_d
            run: [d]
            inputs: { b: N@0.1, c: N@0.1 }
          - id: 05_e
            run: [e]
            resources: { cpus: 2, memory: 3GB, gpus: 1 }
        """);
    stages = PipelineFile.read(file).stages();
  }

  @Test
  void aStageWaitsForAllWhoseOutputsItReads() {
    Precedence order = new Precedence(stages, Set.of(), _ -> 0);
    assertThat(ids(order.ready(Set.of(), Set.of()))).containsExactly("01_a", "05_e");
    assertThat(ids(order.ready(Set.of("01_a"), Set.of("01_a"))))
        .containsExactly("02_b", "03_c", "05_e");
    assertThat(ids(order.ready(Set.of("01_a", "02_b"), Set.of("01_a", "02_b", "03_c", "05_e"))))
        .isEmpty();
    assertThat(ids(order.ready(Set.of("01_a", "02_b", "03_c"), Set.of("01_a", "02_b", "03_c"))))
        .containsExactly("04_d", "05_e");
  }

  @Test
  void whatComesFromOutsideIsNotWaitedFor() {
    Precedence order = new Precedence(stages, Set.of("a"), _ -> 0);
    assertThat(ids(order.ready(Set.of(), Set.of())))
        .containsExactly("01_a", "02_b", "03_c", "05_e");
  }

  @Test
  void theLongestPathGoesFirst() {
    Map<String, Double> seconds =
        Map.of("01_a", 1.0, "02_b", 1.0, "03_c", 5.0, "04_d", 1.0, "05_e", 20.0);
    Precedence order =
        new Precedence(stages, Set.of(), stage -> seconds.getOrDefault(stage.id(), 0.0));
    assertThat(ids(order.ready(Set.of(), Set.of()))).containsExactly("05_e", "01_a");
    assertThat(ids(order.ready(Set.of("01_a"), Set.of("01_a", "05_e"))))
        .containsExactly("03_c", "02_b");
  }

  @Test
  void leasesNeverExceedTheCapacity() {
    Leases leases = new Leases(new Capacity(3, 2.5, 4_000_000_000L, List.of("0", "1")));
    StageSpec small = stages.getFirst();
    StageSpec large = stages.getLast();
    Leases.Lease first = leases.take(large).orElseThrow();
    assertThat(first.gpus()).containsExactly("0");
    assertThat(leases.take(large)).as("processors").isEmpty();
    assertThat(leases.take(small)).as("processors").isEmpty();
    leases.give(first);
    Leases.Lease one = leases.take(small).orElseThrow();
    Leases.Lease two = leases.take(small).orElseThrow();
    assertThat(leases.take(small)).isEmpty();
    leases.give(one);
    leases.give(two);
    assertThat(leases.take(large)).isPresent();
  }

  @Test
  void aStageThatAsksForMoreThanThereIsRunsAlone() {
    Leases leases = new Leases(new Capacity(4, 1, 1_000, List.of("0")));
    assertThat(leases.take(stages.getLast())).isPresent();
    assertThat(leases.take(stages.getFirst())).isEmpty();
  }

  @Test
  void itemsTakeWhatIsFreeAndGiveWayToAStageThatWaits() {
    Leases leases = new Leases(new Capacity(3, 8, 8_000_000_000L, List.of("0", "1")));
    StageSpec many = stages.getFirst();
    assertThat(leases.take(many)).isPresent();
    Leases.Lease more = leases.more(many).orElseThrow();
    assertThat(leases.more(many)).isPresent();
    assertThat(leases.more(many)).as("three at once").isEmpty();
    assertThat(leases.take(stages.getLast())).as("no slot is free").isEmpty();
    leases.stageWaits(true);
    leases.giveMore(more);
    assertThat(leases.more(many)).as("a stage waits for it").isEmpty();
    assertThat(leases.take(stages.getLast())).isPresent();
  }

  @Test
  void whereStagesRunOneAtATimeTheirItemsNeedNot() {
    Leases leases = new Leases(new Capacity(2, 1, 8, 8_000_000_000L, List.of()));
    assertThat(leases.take(stages.getFirst())).isPresent();
    assertThat(leases.take(stages.getFirst())).isEmpty();
    assertThat(leases.more(stages.getFirst())).isPresent();
  }

  private static List<String> ids(List<StageSpec> stages) {
    return stages.stream().map(StageSpec::id).toList();
  }
}
