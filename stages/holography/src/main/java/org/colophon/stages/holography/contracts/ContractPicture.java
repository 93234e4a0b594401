package org.colophon.stages.holography.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.stages.holography.contracts.ContractsSummary.ControlOutcome;
import org.colophon.stages.holography.contracts.ContractsSummary.Source;
import org.colophon.stages.holography.contracts.SystemContracts.Role;
import org.colophon.stages.holography.plot.TableChart;
import org.colophon.stages.holography.plot.TableChart.Cell;
import org.colophon.stages.holography.plot.Tone;

/** Systems and controls by contracts, as a coloured table that can also be read. */
public final class ContractPicture {
  private ContractPicture() {}

  /** The picture as an SVG document. */
  public static String svg(GeometryContracts contracts, ContractsSummary summary) {
    TableChart chart =
        new TableChart("Physics contracts")
            .subtitle("SKIP is not PASS; controls are meant to fail")
            .columns(
                Stream.concat(
                        Arrays.stream(Claim.values())
                            .map(claim -> claim.contract() + " " + heading(claim)),
                        Stream.of("verdict"))
                    .toList());
    for (SystemContracts system : contracts.systems()) {
      String name = system.systemId() + (system.role() == Role.CONTROL ? " (control)" : "");
      chart.row(name, cells(system.contracts(), system.verdict()));
    }
    for (ControlOutcome control : summary.controls()) {
      if (control.source() == Source.BUILT_IN) {
        chart.row(
            control.systemId() + " (built-in control)",
            cells(control.contracts(), control.verdict()));
      }
    }
    return chart.svg();
  }

  private static String heading(Claim claim) {
    return claim.family().replace('_', ' ');
  }

  private static List<Cell> cells(List<ContractResult> results, SystemContracts.Verdict verdict) {
    Tone tone =
        switch (verdict) {
          case PASS -> Tone.GOOD;
          case FAIL -> Tone.BAD;
          case INCONCLUSIVE -> Tone.CAUTION;
        };
    return Stream.concat(
            results.stream().map(ContractPicture::cell), Stream.of(new Cell(verdict.name(), tone)))
        .toList();
  }

  private static Cell cell(ContractResult result) {
    Tone tone =
        switch (result.status()) {
          case PASS -> Tone.GOOD;
          case FAIL -> Tone.BAD;
          case SKIP -> Tone.SKIPPED;
        };
    return new Cell(result.status().name(), tone);
  }
}
