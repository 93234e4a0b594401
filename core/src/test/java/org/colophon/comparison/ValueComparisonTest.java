package org.colophon.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValueComparisonTest {
  @TempDir private Path folder;

  @Test
  void equalTreesDoNotDifferWhateverTheirNumbersLookLike() {
    assertThat(compare("{'a': [1, 2.50]}", "{'a': [1.0, 2.5]}", Tolerances.NONE)).isEmpty();
  }

  @Test
  void everyLeafThatDiffersIsNamedByItsPointer() {
    assertThat(
            compare(
                "{'a': {'b/c': [1, 'x']}, 'gone': 1}",
                "{'a': {'b/c': [2, 'y', 3]}, 'new': null}",
                Tolerances.NONE))
        .extracting(FieldDifference::text)
        .containsExactly(
            "a/b~1c/length: 2 → 3",
            "a/b~1c/0: 1 → 2",
            "a/b~1c/1: x → y",
            "gone: 1 → absent",
            "new: absent → null");
  }

  @Test
  void noDigitOfALongIntegerIsLost() {
    assertThat(compare("[9007199254740993]", "[9007199254740992]", Tolerances.NONE)).hasSize(1);
  }

  @Test
  void aToleranceIsAbsoluteOrRelativeWhicheverAllowsMore() throws IOException {
    Tolerances tolerances =
        tolerances("{ type: 'T@*', fields: '*', absolute: 0.01, relative: 0.1, reason: r }");
    assertThat(answer("[0.001, 100]", "[0.002, 109]", tolerances))
        .isInstanceOfSatisfying(
            Answer.WithinTolerance.class,
            within -> {
              assertThat(within.count()).isEqualTo(2);
              assertThat(within.fields().getFirst().field()).isEqualTo("1");
            });
    assertThat(answer("[0.001, 100]", "[0.002, 112]", tolerances).diverges()).isTrue();
  }

  @Test
  void aToleranceForNumbersDoesNotAllowAWordOrAnotherLength() throws IOException {
    Tolerances tolerances = tolerances("{ type: '*', fields: '**', absolute: 100, reason: r }");
    assertThat(answer("[1]", "['NaN']", tolerances).diverges()).isTrue();
    assertThat(answer("[1]", "[1, 1]", tolerances).diverges()).isTrue();
  }

  @Test
  void anIgnoredFieldMayHoldAnythingAndTheFirstRuleThatFitsRules() throws IOException {
    Tolerances tolerances =
        tolerances(
            "{ type: '*', fields: '**/sha', ignore: true, reason: r }",
            "{ type: '*', fields: '**', absolute: 1e-9, reason: r }");
    assertThat(answer("{'sha': 'a', 'x': {'sha': 1}}", "{'sha': 'b', 'x': {}}", tolerances))
        .isInstanceOfSatisfying(
            Answer.Identical.class, identical -> assertThat(identical.ignored()).hasSize(2));
    assertThat(answer("{'sha': 'a', 'y': 1}", "{'sha': 'b', 'y': 2}", tolerances).diverges())
        .isTrue();
  }

  @Test
  void aToleranceOfAnotherTypeAllowsNothing() throws IOException {
    Tolerances tolerances = tolerances("{ type: U@1, fields: '**', absolute: 9, reason: r }");
    assertThat(answer("[1]", "[2]", tolerances).diverges()).isTrue();
  }

  private Tolerances tolerances(String... entries) throws IOException {
    Path file = folder.resolve("tolerances.yaml");
    Files.writeString(
        file, "schema: tolerances/1.0\ntolerances:\n  - " + String.join("\n  - ", entries) + "\n");
    return Tolerances.read(file);
  }

  private static Answer answer(String before, String after, Tolerances tolerances) {
    return Answer.of(compare(before, after, tolerances));
  }

  private static List<FieldDifference> compare(String before, String after, Tolerances tolerances) {
    return ValueComparison.of(
        "T@1",
        tolerances,
        Json.mapper().readTree(before.replace('\'', '"')),
        Json.mapper().readTree(after.replace('\'', '"')));
  }
}
