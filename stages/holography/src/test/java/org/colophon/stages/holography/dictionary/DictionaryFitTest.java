package org.colophon.stages.holography.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.colophon.artifact.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryFitTest {
  private static final DictionaryParams PARAMS = DictionaryParams.DEFAULTS;

  @Test
  void exactDataGiveTheRelationToTenDigits() {
    LambdaDictionary.Fit fit = made(Fields.forty(0, 1)).fits().getFirst();

    assertThat(fit.selected()).containsExactly("Delta^2", "Delta*d");
    for (LambdaDictionary.Coefficient one : fit.coefficients()) {
      assertThat(one.value()).as(one.term()).isCloseTo(one.expected(), within(1e-10));
    }
    assertThat(fit.status()).isEqualTo(Status.PASS);
    assertThat(fit.heldOut().r2().getAsDouble()).isGreaterThan(1 - 1e-12);
    assertThat(fit.heldOut().systems()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void smallNoiseMovesTheCoefficientsByLessThanItself(long seed) {
    MassFit fit = MassFit.of(Fields.forty(1e-4, seed), PARAMS).orElseThrow();

    assertThat(fit.selected()).containsExactly("Delta^2", "Delta*d");
    assertThat(fit.value(MassTerm.DELTA_SQUARED)).isCloseTo(1, within(1e-4));
    assertThat(fit.value(MassTerm.DELTA_DIMENSION)).isCloseTo(-1, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aPercentOfNoiseMovesThemByLessThanAPercent(long seed) {
    MassFit fit = MassFit.of(Fields.forty(1e-2, seed), PARAMS).orElseThrow();

    assertThat(fit.selected()).containsExactly("Delta^2", "Delta*d");
    assertThat(fit.value(MassTerm.DELTA_SQUARED)).isCloseTo(1, within(0.01));
    assertThat(fit.value(MassTerm.DELTA_DIMENSION)).isCloseTo(-1, within(0.01));
  }

  @Test
  void theStatedErrorsCoverTheTruth() {
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      MassFit fit = MassFit.of(Fields.forty(1e-3, seed), PARAMS).orElseThrow();
      double deviation = Math.abs(fit.value(MassTerm.DELTA_SQUARED) - 1);
      covered += deviation <= 2 * fit.sigma(MassTerm.DELTA_SQUARED) ? 1 : 0;
    }
    assertThat(covered).isBetween(88, 100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shuffledDimensionsHaveNoRelation(long seed) {
    List<FieldPoint> shuffled = DictionaryFit.shuffled(Fields.forty(0, 1), new Random(seed));

    LambdaDictionary dictionary = made(shuffled);

    assertThat(dictionary.fits().getFirst().r2()).isLessThan(0.3);
    assertThat(dictionary.verdict()).isEqualTo(Status.FAIL);
    assertThat(dictionary.reason()).startsWith("no relation");
  }

  @Test
  void theNullHypothesisIsTriedOnEveryFit() {
    LambdaDictionary.Permutation permutation =
        made(Fields.forty(0, 1)).fits().getFirst().permutation();

    assertThat(permutation.replicates()).isEqualTo(99);
    assertThat(permutation.medianR2()).isLessThan(0.3);
  }

  @Test
  void aDimensionThatWasComputedFromLambdaIsRefusedWhateverItsSourceSays() {
    List<FieldPoint> circular =
        Fields.forty(0, 1).stream()
            .map(point -> {
              double lambda = point.lambdas().getFirst();
              double d = point.d();
              return point.withDelta((d + Math.sqrt(d * d + 4 * lambda)) / 2);
            })
            .toList();

    assertThat(refusal(Fields.table(circular)))
        .startsWith("circular_dictionary")
        .contains("computed from lambda_sl");
  }

  @Test
  void oneProducerForBothColumnsIsRefused() {
    assertThat(refusal(Fields.table(Fields.forty(0, 1), "params.modes.m2", "params.modes.m2")))
        .startsWith("circular_dictionary")
        .contains("one producer");
  }

  @Test
  void aProducerThatNobodyExaminedIsRefused() {
    assertThat(refusal(Fields.table(Fields.forty(0, 1), "params.modes.m2", "from_lambda_sl")))
        .startsWith("circular_dictionary")
        .contains("from_lambda_sl");
    assertThat(refusal(Fields.table(Fields.forty(0, 1), "delta_formula", "uv_riccati")))
        .contains("delta_formula");
  }

  @Test
  void theProofOfIndependenceIsWhatEachColumnWasMadeOfByDigest() {
    List<FieldPoint> points = Fields.forty(0, 1);
    String masses =
        points.stream()
            .map(FieldPoint::m2)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    Independence independence = made(points).independence();

    assertThat(independence.circular()).isFalse();
    assertThat(independence.deltaProducerSha256()).isNotEqualTo(independence.m2ProducerSha256());
    assertThat(independence.m2Read().sha256()).isEqualTo(Sha256.of(masses));
    assertThat(independence.m2Read().verified()).isEqualTo(Independence.Verified.RECOMPUTED);
    assertThat(independence.deltaRead().sha256()).isEqualTo(Fields.GEOMETRIES);
    assertThat(independence.deltaRead().verified()).isEqualTo(Independence.Verified.SAME_AS_INPUT);
  }

  @Test
  void aMassThatWasNotGivenIsRefused() {
    List<FieldPoint> points = new ArrayList<>(Fields.forty(0, 1));
    ModeTable given = Fields.table(points);
    points.set(0, Fields.point("ads_d2", 2, -0.91, 1.3, 0));

    assertThat(refusal(Fields.withFields(given, points)))
        .startsWith("circular_dictionary")
        .contains("not those that were given");
  }

  @Test
  void dimensionsOfOtherGeometriesAreRefused() {
    assertThat(refusal(Fields.table(Fields.forty(0, 1)), Optional.of(Sha256.of("others"))))
        .startsWith("circular_dictionary")
        .contains("not made of the geometries of this run")
        .contains(Fields.GEOMETRIES);
  }

  @Test
  void withoutTheGeometriesTheirDigestIsNamedAsUnchecked() {
    Independence independence =
        made(Fields.table(Fields.forty(0, 1)), Optional.empty()).independence();

    assertThat(independence.deltaRead().verified()).isEqualTo(Independence.Verified.NOT_GIVEN);
  }

  @Test
  void aTableThatDoesNotSayWhatItWasMadeOfIsRefused() {
    assertThat(refusal(Fields.withoutProvenance(Fields.table(Fields.forty(0, 1)))))
        .startsWith("circular_dictionary")
        .contains("does not say")
        .contains("run --from 06");
  }

  @Test
  void columnsMadeOfTheSameDataAreRefused() {
    assertThat(refusal(Fields.madeOfOneThing(Fields.table(Fields.forty(0, 1)))))
        .startsWith("circular_dictionary")
        .contains("one producer");
  }

  @ParameterizedTest
  @ValueSource(doubles = {3.0, -3.0})
  void aConstantLambdaFails(double constant) {
    List<FieldPoint> points =
        Fields.forty(0, 1).stream()
            .map(point -> Fields.withLambdas(point, List.of(constant, constant)))
            .toList();

    LambdaDictionary dictionary = made(points);

    assertThat(dictionary.verdict()).isEqualTo(Status.FAIL);
    assertThat(dictionary.spectra())
        .hasSize(40)
        .allMatch(one -> one.status() == Status.FAIL)
        .allMatch(one -> one.reason().startsWith("lambda_not_increasing"));
  }

  @Test
  void twentyNinePointsForSixParametersAreRefused() {
    List<FieldPoint> points = Fields.forty(0, 1);
    assertThat(refusal(Fields.table(points.subList(0, 29))))
        .startsWith("too_few_points: 29 fields")
        .contains("30 are needed");
    assertThat(made(points.subList(0, 30)).reason()).startsWith("consistent with");
  }

  @Test
  void modesOfOneFieldAreNoMorePointsThanOne() {
    List<FieldPoint> few =
        Fields.forty(0, 1).subList(0, 20).stream()
            .map(point -> Fields.withLambdas(point, List.of(1.0, 2.0, 3.0, 4.0, 5.0)))
            .toList();
    assertThat(refusal(Fields.table(few))).startsWith("too_few_points: 20");
  }

  @Test
  void twoDimensionsCannotTellAllTermsApart() {
    List<FieldPoint> points = new ArrayList<>(Fields.forty(0, 1).subList(0, 20));
    points.addAll(points.stream().map(point -> point.withDelta(point.delta() + 1e-9)).toList());
    assertThat(refusal(Fields.table(points))).startsWith("not_identifiable");
  }

  private static LambdaDictionary made(List<FieldPoint> points) {
    return made(Fields.table(points), Optional.of(Fields.GEOMETRIES));
  }

  private static LambdaDictionary made(ModeTable table, Optional<String> geometries) {
    return switch (new DictionaryFit(table, PARAMS, 7, geometries).make("test")) {
      case DictionaryFit.Outcome.Made(LambdaDictionary dictionary) -> dictionary;
      case DictionaryFit.Outcome.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String refusal(ModeTable table) {
    return refusal(table, Optional.of(Fields.GEOMETRIES));
  }

  private static String refusal(ModeTable table, Optional<String> geometries) {
    return switch (new DictionaryFit(table, PARAMS, 7, geometries).make("test")) {
      case DictionaryFit.Outcome.Made made -> throw new AssertionError("not refused: " + made);
      case DictionaryFit.Outcome.Refused(String reason) -> reason;
    };
  }
}
