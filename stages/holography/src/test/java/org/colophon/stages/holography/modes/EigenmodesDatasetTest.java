package org.colophon.stages.holography.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.colophon.stages.holography.modes.EigenmodesDataset.Outcome;
import org.junit.jupiter.api.Test;

class EigenmodesDatasetTest {

  @Test
  void everyToySystemGivesUsableRows() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of());
    List<GeometryPrediction> systems =
        List.of(
            Toy.adsBrane(2, 1.2),
            Toy.adsBrane(3, 1),
            Toy.adsBrane(4, 0.8),
            Toy.ads(3),
            Toy.lifshitz(3, 2));

    systems.forEach(dataset::add);

    assertThat(dataset.systems()).isEqualTo(systems.size());
    assertThat(dataset.rows())
        .hasSizeGreaterThan(100)
        .allSatisfy(row -> assertThat(row.quality()).isEqualTo(Quality.OK))
        .allSatisfy(row -> assertThat(row.lambda()).isPositive());
  }

  @Test
  void theMeasuredExponentObeysTheRelationThatItWasNotTold() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of());
    dataset.add(Toy.adsBrane(4, 0.8));
    dataset.add(Toy.adsBrane(2, 1.2));
    dataset.add(Toy.lifshitz(3, 2));

    for (ModeRow row : dataset.rows()) {
      double uvDimension = row.family().equals("lifshitz") ? 4 : row.d();
      assertThat(row.deltaUv() * (row.deltaUv() - uvDimension))
          .as("%s", row)
          .isCloseTo(row.m2(), within(1e-6));
    }
  }

  @Test
  void noRowHasTheDefectsOfAFiniteDifferenceSolver() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of("n_modes", 6));
    dataset.add(Toy.adsBrane(3, 1));
    dataset.add(Toy.adsBrane(4, 1));
    dataset.add(Toy.ads(4));

    assertThat(dataset.rows())
        .noneMatch(row -> Math.abs(row.lambda() - 1) < 1e-6)
        .noneMatch(row -> row.lambda() < 0)
        .noneMatch(row -> row.quality() == Quality.OK && row.deltaUv() < 0)
        .noneMatch(row -> row.lambda() > 1e4);
  }

  @Test
  void theModesOfAFieldIncreaseFromItsGroundState() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of("m2", List.of(0), "branch", "plus"));
    dataset.add(Toy.adsBrane(4, 1));

    List<ModeRow> rows = dataset.rows();

    assertThat(rows).extracting(ModeRow::mode).containsExactly(0, 1, 2, 3);
    assertThat(rows).extracting(ModeRow::lambda).isSorted();
    assertThat(dataset.csv().lines().skip(1)).filteredOn(line -> line.endsWith(",1")).hasSize(1);
  }

  @Test
  void aMassBelowTheBoundIsRefusedForThatSystemOnly() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of("m2", List.of(-2.5)));

    assertThat(dataset.add(Toy.adsBrane(3, 1))).isEqualTo(new Outcome.Added(0));
    assertThat(dataset.add(Toy.adsBrane(4, 1))).isInstanceOf(Outcome.Added.class);

    assertThat(dataset.rows()).isNotEmpty().allMatch(row -> row.d() == 4);
    assertThatThrownBy(() -> new ScalarField(3, -2.5, Branch.PLUS))
        .hasMessageContaining("bf_bound: m2 = -2.5 lies below -D^2/4 = -2.25");
  }

  @Test
  void theMinusBranchIsTakenOnlyInItsWindow() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of("m2", List.of(-2, 0)));
    dataset.add(Toy.adsBrane(3, 1));

    assertThat(dataset.rows())
        .filteredOn(row -> row.branch() == Branch.MINUS)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.m2()).isEqualTo(-2))
        .allSatisfy(row -> assertThat(row.deltaUv()).isCloseTo(1, within(1e-6)));
  }

  @Test
  void aFieldNearTheBoundIsMarkedUnreliable() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of("m2", List.of(-2.22), "branch", "plus"));
    dataset.add(Toy.adsBrane(3, 1));

    assertThat(dataset.rows()).allMatch(row -> row.quality() == Quality.UV_UNRELIABLE);
  }

  @Test
  void aZeroOfFInsideIsAContradiction() throws IOException {
    GeometryPrediction brane = Toy.prediction("b", Family.ADS, PowerBlackening.adsBrane(3, 1));
    double[] f = brane.f();
    f[30] = -0.1;

    Outcome outcome = dataset(Map.of()).add(withF(brane, f));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Broken.class,
            broken -> assertThat(broken.reason()).startsWith("f_zero_inside"));
  }

  @Test
  void aHorizonWhereFDoesNotVanishIsADefect() throws IOException {
    GeometryPrediction brane = Toy.prediction("b", Family.ADS, PowerBlackening.adsBrane(3, 1));
    double[] f = brane.f();
    for (int i = 0; i < f.length; i++) {
      f[i] = 2 - f[i];
    }

    assertThat(dataset(Map.of()).add(withF(brane, f)))
        .isInstanceOfSatisfying(
            Outcome.Excluded.class,
            excluded -> {
              assertThat(excluded.reason()).startsWith("horizon_mismatch");
              assertThat(excluded.expected()).isFalse();
            });
  }

  @Test
  void aSystemWithoutAnEquationIsLeftOutWithItsReason() throws IOException {
    EigenmodesDataset dataset = dataset(Map.of());

    assertThat(
            List.of(
                dataset.add(Toy.prediction("u", Family.UNKNOWN, PowerBlackening.adsBrane(3, 1))),
                dataset.add(Toy.prediction("l", Family.LIFSHITZ, PowerBlackening.adsBrane(3, 1))),
                dataset.add(
                    Toy.prediction(
                        "h", Family.HYPERSCALING, PowerBlackening.hyperscaling(4, 1, 1.5, 1)))))
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Outcome.Excluded.class, excluded -> assertThat(excluded.expected()).isTrue()));
    assertThat(dataset.rows()).isEmpty();
    assertThat(dataset.excluded()).isEqualTo(3);
  }

  @Test
  void aWarpFactorThatIsNotAdsAtTheBoundaryIsADefect() throws IOException {
    GeometryPrediction wrong =
        Toy.prediction("w", Family.ADS, new PowerBlackening(3, 0.8, 0, 3, 1));

    assertThat(dataset(Map.of()).add(wrong))
        .isInstanceOfSatisfying(
            Outcome.Excluded.class,
            excluded -> assertThat(excluded.reason()).startsWith("not_asymptotic"));
  }

  @Test
  void theDeclaredWallDecidesAtZeroTemperature() throws IOException {
    Map<String, Object> massless = Map.of("m2", List.of(0), "branch", "plus");
    Map<String, Object> neumann =
        Map.of("m2", List.of(0), "branch", "plus", "bc", "neumann", "z_wall", 2.5);
    Map<String, Object> soft =
        Map.of("m2", List.of(0), "branch", "plus", "bc", "soft_wall", "kappa", 0.5);

    assertThat(groundState(massless)).isCloseTo(26.3746164272, within(1e-8));
    assertThat(groundState(neumann)).isCloseTo(3.8317059702 * 3.8317059702 / 6.25, within(1e-8));
    assertThat(groundState(soft)).isCloseTo(2, within(1e-8));
  }

  @Test
  void aDeformedTableWithoutAHorizonEndsAtTheHardWall() throws IOException {
    GeometryPrediction deformed =
        Toy.prediction("d", Family.DEFORMED, new DeformedBrane(4, 0.1, Double.POSITIVE_INFINITY));
    EigenmodesDataset dataset = dataset(Map.of("m2", List.of(0), "branch", "plus"));
    dataset.add(deformed);
    double exact =
        Solved.lambdas(
            new RadialProblem(
                BackgroundProfile.of(new DeformedBrane(4, 0.1, Double.POSITIVE_INFINITY)),
                new ScalarField(4, 0, Branch.PLUS),
                1,
                InnerEnd.DIRICHLET),
            1)[0];

    assertThat(dataset.rows().getFirst().lambda()).isCloseTo(exact, within(1e-6 * exact));
  }

  @Test
  void theTableIsTheSameInEveryLocale() throws IOException {
    EigenmodesDataset english = dataset(Map.of());
    english.add(Toy.adsBrane(3, 1));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      EigenmodesDataset arabic = dataset(Map.of());
      arabic.add(Toy.adsBrane(3, 1));
      assertThat(arabic.csv()).isEqualTo(english.csv());
    } finally {
      Locale.setDefault(before);
    }
  }

  private static double groundState(Map<String, Object> values) throws IOException {
    EigenmodesDataset dataset = dataset(values);
    dataset.add(Toy.ads(4));
    return dataset.rows().getFirst().lambda();
  }

  private static GeometryPrediction withF(GeometryPrediction one, double[] f) {
    return new GeometryPrediction(
        one.systemId(),
        one.d(),
        one.family(),
        GeometryTable.of(one.z(), one.a(), f),
        one.zH(),
        one.zHSigma(),
        one.temperature(),
        one.recovery(),
        one.sourceStage(),
        one.gitSha());
  }

  private static EigenmodesDataset dataset(Map<String, Object> values) throws IOException {
    return new EigenmodesDataset(DefaultParams.with(values));
  }
}
