package org.colophon.stages.holography.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CurveChartTest {
  private static final double[] X = {0.1, 0.2, 0.3};
  private static final double[] Y = {1, 0.5, 0.25};

  @Test
  void equalDataGiveEqualBytesInEveryLocale() {
    String english = chart().svg();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(chart().svg()).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theTextIsEscapedAndStaysText() throws Exception {
    Document svg = parse(new CurveChart("1 < 2 & \"f\"").line("a<b\u0001", X, Y).svg());

    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("1 < 2 & \"f\"");
    assertThat(svg.getDocumentElement().getTextContent()).contains("a<b\uFFFD");
  }

  @Test
  void aValueThatIsNotFiniteLeavesAGapAndNeverReachesThePicture() throws Exception {
    double[] broken = {1, Double.NaN, Double.POSITIVE_INFINITY};

    String svg = new CurveChart("gap").band("b", X, broken, Y).line("l", X, broken).svg();

    parse(svg);
    assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void aLogarithmicAxisIsMarkedInPowersOfTen() {
    String svg =
        new CurveChart("log").logarithmicY().line("l", X, new double[] {1e-3, 1, 1e3}).svg();

    assertThat(svg).contains(">10⁻³<", ">10³<");
  }

  @Test
  void aConstantOrEmptyChartHasAxesTooAndIsXml() throws Exception {
    parse(new CurveChart("flat").line("l", X, new double[] {2, 2, 2}).svg());
    parse(new CurveChart("empty").svg());
  }

  @Test
  void ticksAreRoundNumbersInsideTheAxis() {
    assertThat(new Scale(-0.04, 1.04, false).ticks(6))
        .extracting(Scale.Tick::text)
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(new Scale(-1.2e7, 1.2e7, false).ticks(3))
        .extracting(Scale.Tick::text)
        .containsExactly("−10⁷", "0", "10⁷");
    assertThat(new Scale(0.09, 4, true).ticks(7))
        .extracting(Scale.Tick::text)
        .containsExactly("0.1", "0.2", "0.5", "1", "2");
  }

  @Test
  void aSeriesOfTwoLengthsIsRefused() {
    assertThatThrownBy(() -> new CurveChart("bad").line("l", X, new double[2]))
        .hasMessageContaining("series l has 3 x values and 2 y values");
  }

  private static CurveChart chart() {
    return new CurveChart("title")
        .subtitle("sub")
        .axes("z [unit]", "f(z)")
        .band("±1σ", X, new double[] {0.9, 0.4, 0.2}, new double[] {1.1, 0.6, 0.3})
        .line("recovered", X, Y)
        .points("data", X, Y, new double[] {0.1, 0, 0.1});
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
