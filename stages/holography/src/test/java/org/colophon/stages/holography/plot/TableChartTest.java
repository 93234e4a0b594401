package org.colophon.stages.holography.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.colophon.stages.holography.plot.TableChart.Cell;
import org.junit.jupiter.api.Test;

class TableChartTest {

  @Test
  void aCellSaysItsToneInTextAndColour() {
    String svg =
        new TableChart("Contracts").columns("G1").row("s", new Cell("PASS", Tone.GOOD)).svg();

    assertThat(svg).contains(">PASS<", ">G1<", ">s<", Tone.GOOD.fill);
  }

  @Test
  void aColourWithoutATextIsRefused() {
    assertThatThrownBy(() -> new Cell(" ", Tone.BAD)).hasMessageContaining("needs a text");
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    assertThatThrownBy(
            () -> new TableChart("t").columns("a", "b").row("r", new Cell("x", Tone.BAD)))
        .hasMessageContaining("row r has 1 cells for 2 columns");
  }
}
