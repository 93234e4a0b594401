package org.colophon.stages.holography.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes values as {@code data} elements that carry the value, its place, the digest of the file
 * and the rounding; remembers which files were cited.
 */
final class Numbers {
  static final String NONE = "<span class=\"none\">–</span>";
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e5;
  private static final int MOST_DECIMALS = 12;

  private final Map<String, String> cited = new TreeMap<>();

  /** Digests of the files cited so far, by artifact. */
  Map<String, String> cited() {
    return new TreeMap<>(cited);
  }

  /** As it is written: an integer or a word. */
  String exact(Bound bound) {
    return element(bound, "exact", Markup.escaped(bound.text()), "");
  }

  String exact(Optional<Bound> bound) {
    return bound.map(this::exact).orElse(NONE);
  }

  /** A status or verdict, tinted by what it says. */
  String status(Bound bound) {
    String text = bound.text();
    return element(bound, "exact", Markup.escaped(text), "s " + text.toLowerCase(Locale.ROOT));
  }

  String status(Optional<Bound> bound) {
    return bound.map(this::status).orElse(NONE);
  }

  /** A digest by its beginning. */
  String beginning(Bound digest) {
    return element(digest, "first 12 letters", digest.text().substring(0, 12), "digest");
  }

  /** The digest of a cited file itself. */
  String digestOf(String artifact, String sha256) {
    return data(artifact, "sha256", sha256, "first 12 letters", sha256, "digest")
        + sha256.substring(0, 12)
        + "</data>";
  }

  String fixed(Bound bound, int decimals) {
    return element(bound, "fixed " + decimals, decimal(bound.number(), decimals), "");
  }

  String fixed(Optional<Bound> bound, int decimals) {
    return bound.map(one -> fixed(one, decimals)).orElse(NONE);
  }

  /**
   * At most so many significant digits, with a power of ten where the value is very small or large.
   */
  String significant(Bound bound, int digits) {
    return element(bound, "significant " + digits, rounded(bound.number(), digits), "");
  }

  String significant(Optional<Bound> bound, int digits) {
    return bound.map(one -> significant(one, digits)).orElse(NONE);
  }

  /**
   * Value and standard deviation as physics writes them, 3.00006(17): the error in units of the
   * last digit of the value.
   */
  String measured(Bound value, Optional<Bound> sigma) {
    double size = sigma.map(Bound::number).orElse(0.0);
    if (sigma.isEmpty() || !(size > 0) || size >= 1) {
      return significant(value, 7);
    }
    int decimals = Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(size)));
    String units = decimal(size * StrictMath.pow(10, decimals), 0);
    return fixed(value, decimals)
        + "("
        + element(sigma.get(), "units of decimal " + decimals, units, "")
        + ")";
  }

  private String element(Bound bound, String rounding, String shown, String tone) {
    return data(bound.artifact(), bound.at(), bound.sha256(), rounding, bound.text(), tone)
        + shown
        + "</data>";
  }

  private String data(
      String artifact, String at, String sha256, String rounding, String value, String tone) {
    cited.put(artifact, sha256);
    return "<data"
        + (tone.isEmpty() ? "" : Markup.attribute("class", tone))
        + Markup.attribute("value", value)
        + Markup.attribute("data-artifact", artifact)
        + Markup.attribute("data-at", at)
        + Markup.attribute("data-sha256", sha256)
        + Markup.attribute("data-round", rounding)
        + ">";
  }

  private static String decimal(double value, int decimals) {
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.toPlainString().replace('-', '−');
  }

  private static String rounded(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= SMALL && size < LARGE) {
      return rounded.toPlainString().replace('-', '−');
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.scaleByPowerOfTen(-exponent).toPlainString().replace('-', '−')
        + "×10<sup>"
        + Integer.toString(exponent).replace('-', '−')
        + "</sup>";
  }
}
