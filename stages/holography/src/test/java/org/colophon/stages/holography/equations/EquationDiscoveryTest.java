package org.colophon.stages.holography.equations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.colophon.contract.Json;
import org.colophon.stages.holography.equations.BulkEquations.Group;
import org.colophon.stages.holography.equations.EquationFit.Estimate;
import org.colophon.stages.holography.equations.Relation.Verdict;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquationDiscoveryTest {
  private static final String STAGE = "03_discover_bulk_equations";

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void deformedBranesGiveTheVacuumEquationForFAndNothingElse(int d) {
    EquationFit fit = only(discover(deformed(d))).fit("f''", "full");

    assertThat(fit.identifiable()).isTrue();
    for (Estimate one : fit.coefficients()) {
      double expected = one.term().equals("A'f'") ? 1 - d : 0;
      assertThat(one.value()).as(one.term()).isCloseTo(expected, within(1e-4));
    }
    assertThat(fit.selected()).containsExactly("A'f'");
    assertThat(fit.estimate("A'f'").stable()).isTrue();
    assertThat(fit.heldOutResidualOverStd().getAsDouble()).isLessThan(1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void theVacuumAloneDoesNotIdentifyItsEquation(int d) {
    Group group = only(discover(vacuum(d)));
    EquationFit full = group.fit("f''", "full");
    EquationFit brief = group.fit("f''", "short");

    assertThat(full.rank()).isEqualTo(5);
    assertThat(full.identifiable()).isFalse();
    assertThat(full.coefficients()).noneMatch(Estimate::stable);
    assertThat(brief.identifiable()).isTrue();
    assertThat(brief.estimate("f'").value()).isCloseTo(0, within(1e-9));
    assertThat(brief.estimate("A'f'").value()).isCloseTo(1 - d, within(1e-9));
  }

  @Test
  void anEquationForAIsNotTestedWhereAIsAChoiceOfGauge() {
    Group group = only(discover(vacuum(3)));

    assertThat(group.arealGauge()).isTrue();
    assertThat(relation(group, "E1").verdict()).isEqualTo(Verdict.NOT_TESTED);
    assertThat(relation(group, "E2").verdict()).isEqualTo(Verdict.CONSISTENT_WITH);
  }

  @Test
  void aScalarBreaksTheVacuumEquationForAButNotThatForF() {
    Group group = only(discover(deformed(4)));

    assertThat(relation(group, "E1").verdict()).isEqualTo(Verdict.NOT_CONSISTENT_WITH);
    assertThat(relation(group, "E2").verdict()).isEqualTo(Verdict.CONSISTENT_WITH);
  }

  @Test
  void anotherPowerOfZIsNotConsistentWithTheVacuum() {
    List<GeometryPrediction> quadratic = new ArrayList<>();
    for (double zh : new double[] {0.8, 1, 1.3}) {
      quadratic.add(table(Family.ADS, new PowerBlackening(3, 1, 0, 2, zh), zh));
    }

    Relation e2 = relation(only(discover(quadratic)), "E2");

    assertThat(e2.value()).isCloseTo(-1, within(1e-9));
    assertThat(e2.verdict()).isEqualTo(Verdict.NOT_CONSISTENT_WITH);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shuffledTablesAreNotExplainedAndHaveNoStableTerm(long seed) {
    Random random = new Random(seed);
    List<GeometryPrediction> shuffled =
        deformed(4).stream().map(one -> shuffled(one, random)).toList();

    for (EquationFit fit : only(discover(shuffled)).fits()) {
      if (fit.target().equals("f''")) {
        assertThat(fit.residualOverStd()).isGreaterThan(0.5);
        assertThat(fit.coefficients()).noneMatch(Estimate::stable);
      }
    }
  }

  /** Noise in p makes dependent columns look independent: their scatter is not information. */
  @Test
  void aDependenceIsNotHiddenByTheNoiseOfTheTables() {
    List<GeometryPrediction> noisy = new ArrayList<>();
    double[] powers = {3.004, 2.995, 3.001, 2.998, 3.003};
    for (int i = 0; i < powers.length; i++) {
      noisy.add(TestTables.recovered("s" + i, 3, powers[i], 0.005, 1 + 0.1 * i, 2e-4));
    }

    Group group = only(discover(noisy));

    assertThat(group.fit("f''", "full").rank()).isLessThanOrEqualTo(5);
    assertThat(group.fit("f''", "full").identifiable()).isFalse();
    assertThat(group.fit("f''", "short").identifiable()).isTrue();
    Relation e2 = relation(group, "E2");
    assertThat(e2.verdict()).isEqualTo(Verdict.CONSISTENT_WITH);
    assertThat(e2.sigma()).isBetween(5e-4, 2e-2);
  }

  @Test
  void groupsKeepDimensionsAndSymmetriesApart() {
    List<GeometryPrediction> mixed = new ArrayList<>(vacuum(3));
    mixed.addAll(vacuum(4));
    mixed.add(table(Family.LIFSHITZ, PowerBlackening.lifshitz(3, 2, 1), 1));

    List<Group> groups = discover(mixed).groups();

    assertThat(groups)
        .extracting(Group::groupId)
        .containsExactly("d3_lifshitz", "d3_relativistic", "d4_relativistic");
    assertThat(groups.getFirst().heldOut()).isEmpty();
    assertThat(relation(groups.getFirst(), "E2").verdict()).isEqualTo(Verdict.NOT_TESTED);
  }

  @Test
  void trainingAndTestNeverShareASystem() {
    Group group = only(discover(deformed(3)));

    assertThat(group.heldOut()).hasSize(3).doesNotContainAnyElementsOf(group.train());
    assertThat(group.train()).hasSize(9);
  }

  @Test
  void controlsUnknownFamiliesAndColdSystemsAreLeftOutByName() {
    List<GeometryPrediction> mixed = new ArrayList<>(vacuum(3));
    mixed.add(
        GeometryPrediction.analytic(
            "cold", Family.ADS, PowerBlackening.ads(3), ChebyshevFitTest.uniform(0.02, 1, 64)));
    mixed.add(
        GeometryPrediction.analytic(
            "strange",
            Family.UNKNOWN,
            PowerBlackening.adsBrane(3, 1),
            ChebyshevFitTest.uniform(0.02, 1, 64)));
    String control = mixed.getFirst().systemId();
    EquationsParams params = new EquationsParams(List.of(control), 0.05, 0.1, 50, 0.9, 0.25);

    EquationDiscovery discovery = new EquationDiscovery(mixed, params, 7);

    assertThat(
            discovery.excluded().stream()
                .collect(Collectors.toMap(one -> one.systemId(), one -> one.code())))
        .containsEntry(control, "control")
        .containsEntry("cold", "no_horizon")
        .containsEntry("strange", "family_unknown")
        .hasSize(3);
    assertThat(discovery.usable()).isEqualTo(3);
  }

  @Test
  void fewerThanThreeSystemsAreRefused() {
    EquationDiscovery discovery =
        new EquationDiscovery(vacuum(3).subList(0, 2), EquationsParams.DEFAULTS, 7);

    assertThat(discovery.usable()).isEqualTo(2);
    assertThatThrownBy(() -> discovery.equations(STAGE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void equalSeedsGiveEqualBytesAndTheOrderOfTheFilesDoesNotMatter() {
    List<GeometryPrediction> forwards = deformed(3);
    List<GeometryPrediction> backwards = new ArrayList<>(forwards);
    Collections.reverse(backwards);

    assertThat(Json.text(discover(backwards))).isEqualTo(Json.text(discover(forwards)));
  }

  @Test
  void theArtifactCanBeReadBack() throws Exception {
    BulkEquations equations = discover(vacuum(3));

    assertThat(Json.mapper().readValue(Json.text(equations), BulkEquations.class))
        .isEqualTo(equations);
  }

  @Test
  void singlePrecisionIsSeenAsSuch() {
    List<GeometryPrediction> single =
        vacuum(3).stream().map(TestTables::inSinglePrecision).toList();

    Group group = only(discover(single));

    assertThat(group.fit("f''", "full").identifiable()).isFalse();
    assertThat(relation(group, "E2").verdict()).isEqualTo(Verdict.CONSISTENT_WITH);
    assertThat(relation(group, "E2").value()).isCloseTo(-2, within(1e-4));
  }

  private static BulkEquations discover(List<GeometryPrediction> geometries) {
    EquationsParams params = new EquationsParams(List.of(), 0.05, 0.1, 50, 0.9, 0.25);
    return new EquationDiscovery(geometries, params, 7).equations(STAGE);
  }

  private static Group only(BulkEquations equations) {
    assertThat(equations.groups()).hasSize(1);
    return equations.groups().getFirst();
  }

  private static Relation relation(Group group, String id) {
    return group.relations().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<GeometryPrediction> deformed(int d) {
    List<GeometryPrediction> systems = new ArrayList<>();
    for (double c : new double[] {0.05, 0.1, 0.2, 0.3}) {
      for (double zh : new double[] {0.8, 1, 1.3}) {
        systems.add(
            GeometryPrediction.analytic(
                "deformed_d" + d + "_c" + c + "_zh" + zh,
                Family.DEFORMED,
                new DeformedBrane(d, c, zh),
                ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64)));
      }
    }
    return systems;
  }

  private static List<GeometryPrediction> vacuum(int d) {
    return Arrays.stream(new double[] {0.7, 0.8, 1, 1.3})
        .mapToObj(zh -> table(Family.ADS, PowerBlackening.adsBrane(d, zh), zh))
        .toList();
  }

  private static GeometryPrediction table(Family family, PowerBlackening background, double zh) {
    return GeometryPrediction.analytic(
        family.id() + "_d" + background.d() + "_zh" + zh,
        family,
        background,
        ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64));
  }

  private static GeometryPrediction shuffled(GeometryPrediction base, Random random) {
    List<Double> f = new ArrayList<>(Arrays.stream(base.f()).boxed().toList());
    Collections.shuffle(f, random);
    return TestTables.withF(base, f.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
