package org.colophon.stages.holography.equations.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.contract.Json;
import org.colophon.stages.holography.contracts.ContractExamination;
import org.colophon.stages.holography.contracts.ContractsParams;
import org.colophon.stages.holography.equations.BulkEquations;
import org.colophon.stages.holography.equations.ChebyshevFitTest;
import org.colophon.stages.holography.equations.EquationDiscovery;
import org.colophon.stages.holography.equations.EquationsParams;
import org.colophon.stages.holography.equations.Relation.Verdict;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.EquationFinding;
import org.colophon.stages.holography.equations.analysis.BulkEquationsAnalysis.FamilyFinding;
import org.colophon.stages.holography.geometry.Background;
import org.colophon.stages.holography.geometry.DeformedBrane;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.PowerBlackening;
import org.junit.jupiter.api.Test;

class BulkEquationsAnalysisTest {

  @Test
  void aVacuumIsConsistentWithE2AndE3AndE1IsNotTested() {
    BulkEquationsAnalysis analysis = analysed(vacuum(3), vacuum(3));

    FamilyFinding ads = analysis.families().getFirst();
    assertThat(ads.equations())
        .extracting(EquationFinding::verdict)
        .containsExactly(Verdict.NOT_TESTED, Verdict.CONSISTENT_WITH, Verdict.CONSISTENT_WITH);
    assertThat(ads.full().identifiable()).isFalse();
    assertThat(analysis.contradictions()).isEmpty();
    assertThat(analysis.check().off()).isEmpty();
  }

  @Test
  void familiesOfOneGroupAreToldApart() {
    List<GeometryPrediction> mixed = new ArrayList<>(vacuum(4));
    for (double c : new double[] {0.05, 0.1, 0.3}) {
      mixed.add(table("deformed_" + c, Family.DEFORMED, new DeformedBrane(4, c, 1)));
    }

    BulkEquationsAnalysis analysis = analysed(mixed, mixed);

    assertThat(analysis.families())
        .extracting(FamilyFinding::family)
        .containsExactly("ads", "deformed");
    assertThat(analysis.families().getLast().systemIds()).hasSize(3);
    assertThat(analysis.families().getLast().equations().getLast().verdict())
        .isEqualTo(Verdict.NOT_TESTED);
  }

  @Test
  void aRegressionAndContractsThatDisagreeAreNamed() {
    List<GeometryPrediction> broken = new ArrayList<>();
    for (GeometryPrediction good : vacuum(3)) {
      broken.add(
          table(
              good.systemId(),
              Family.ADS,
              new PowerBlackening(3, 1, 0, 2, good.zH().getAsDouble())));
    }

    assertThat(analysed(vacuum(3), broken).contradictions())
        .singleElement()
        .satisfies(one -> assertThat(one.statement()).contains("E2", "4 systems fail"));
    assertThat(analysed(broken, vacuum(3)).contradictions())
        .singleElement()
        .satisfies(one -> assertThat(one.statement()).contains("not consistent", "keep"));
    assertThat(analysed(broken, broken).contradictions()).isEmpty();
    assertThat(analysed(broken, broken).check().off()).containsExactly("d3_relativistic");
  }

  @Test
  void theTextSaysWhatTheDataSayAndNothingMore() {
    BulkEquationsAnalysis analysis = analysed(vacuum(3), vacuum(3));
    BulkEquationsAnalysis again =
        Json.mapper().readValue(Json.text(analysis), BulkEquationsAnalysis.class);

    String text = AnalysisText.of(analysis);

    assertThat(again).isEqualTo(analysis);
    assertThat(AnalysisText.of(again)).isEqualTo(text);
    assertThat(text)
        .contains("| ads | 3 | 4 | -2.0000000000")
        .contains("holds in d3_relativistic")
        .doesNotContain("Optional");
  }

  private static BulkEquationsAnalysis analysed(
      List<GeometryPrediction> regressed, List<GeometryPrediction> examined) {
    EquationsParams params = new EquationsParams(List.of(), 0.05, 0.1, 40, 0.9, 0.25);
    BulkEquations equations = new EquationDiscovery(regressed, params, 3).equations("03");
    return BulkEquationsAnalysis.of(
        "05",
        equations,
        ContractExamination.of("04", examined, Map.of(), ContractsParams.DEFAULTS).contracts(),
        AnalysisParams.DEFAULTS);
  }

  private static List<GeometryPrediction> vacuum(int d) {
    List<GeometryPrediction> systems = new ArrayList<>();
    for (double zh : new double[] {0.8, 1, 1.1, 1.3}) {
      systems.add(table("ads_" + zh, Family.ADS, PowerBlackening.adsBrane(d, zh)));
    }
    return systems;
  }

  private static GeometryPrediction table(String id, Family family, Background background) {
    double zh = background.horizon();
    return GeometryPrediction.analytic(
        id, family, background, ChebyshevFitTest.uniform(0.02 * zh, 0.98 * zh, 64));
  }
}
