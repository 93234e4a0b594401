package org.colophon.stages.holography.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis: which numbers it spans and where it is marked.
 *
 * @param low least value shown, below {@code high}; positive on a logarithmic scale
 * @param high largest value shown
 */
record Scale(double low, double high, boolean logarithmic) {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** A mark on the axis. */
  record Tick(double value, String text) {}

  /** The scale that shows all of {@code values}; those it cannot show are not finite or ≤ 0. */
  static Scale around(List<double[]> values, boolean logarithmic) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] some : values) {
      for (double value : some) {
        if (Double.isFinite(value) && (value > 0 || !logarithmic)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      return new Scale(logarithmic ? 1 : 0, logarithmic ? 10 : 1, logarithmic);
    }
    return logarithmic ? decades(low, high) : padded(low, high);
  }

  private static Scale decades(double low, double high) {
    double margin = StrictMath.pow(high / low, 0.04);
    return low < high
        ? new Scale(low / margin, high * margin, true)
        : new Scale(low / 2, high * 2, true);
  }

  private static Scale padded(double low, double high) {
    double span = high > low ? high - low : Math.max(Math.abs(low), 1) * 0.1;
    return new Scale(low - 0.04 * span, high + 0.04 * span, false);
  }

  /** Where {@code value} lies between the ends: 0 at {@code low}, 1 at {@code high}. */
  double fraction(double value) {
    return logarithmic
        ? StrictMath.log(value / low) / StrictMath.log(high / low)
        : (value - low) / (high - low);
  }

  /** Whether {@code value} has a place on the scale. */
  boolean shows(double value) {
    return Double.isFinite(value) && (value > 0 || !logarithmic);
  }

  /** About {@code wanted} marks at round numbers. */
  List<Tick> ticks(int wanted) {
    if (!logarithmic || high / low < 8) {
      return roundSteps(wanted);
    }
    return high / low >= 100 ? powersOfTen(wanted) : oneTwoFive();
  }

  private List<Tick> powersOfTen(int wanted) {
    int first = (int) Math.ceil(StrictMath.log10(low) - 1e-9);
    int last = (int) Math.floor(StrictMath.log10(high) + 1e-9);
    int stride = Math.max(1, (last - first + wanted - 1) / wanted);
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += stride) {
      ticks.add(new Tick(StrictMath.pow(10, exponent), "10" + superscript(exponent)));
    }
    return ticks;
  }

  private List<Tick> oneTwoFive() {
    List<Tick> ticks = new ArrayList<>();
    int last = (int) Math.floor(StrictMath.log10(high));
    for (int exponent = (int) Math.floor(StrictMath.log10(low)); exponent <= last; exponent++) {
      for (int mantissa : new int[] {1, 2, 5}) {
        BigDecimal value = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
        if (value.doubleValue() >= low && value.doubleValue() <= high) {
          ticks.add(new Tick(value.doubleValue(), text(value)));
        }
      }
    }
    return ticks;
  }

  private List<Tick> roundSteps(int wanted) {
    BigDecimal step = roundStep((high - low) / wanted);
    BigDecimal value = new BigDecimal(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    List<Tick> ticks = new ArrayList<>();
    for (; value.doubleValue() <= high; value = value.add(step)) {
      ticks.add(new Tick(value.doubleValue(), text(value)));
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten, at least {@code raw}. */
  private static BigDecimal roundStep(double raw) {
    BigDecimal exact = new BigDecimal(raw, MathContext.DECIMAL64);
    int exponent = exact.precision() - exact.scale() - 1;
    for (int mantissa : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
      if (step.compareTo(exact) >= 0) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  private static String text(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal bare = value.stripTrailingZeros();
    int exponent = bare.precision() - bare.scale() - 1;
    if (exponent >= 6 || exponent < -4) {
      return bare.unscaledValue().signum() < 0
          ? "−" + mantissa(bare.negate(), exponent)
          : mantissa(bare, exponent);
    }
    String plain = value.scale() <= 0 ? bare.toPlainString() : value.toPlainString();
    return plain.replace('-', '−');
  }

  private static String mantissa(BigDecimal value, int exponent) {
    String digits = value.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return (digits.equals("1") ? "" : digits + "·") + "10" + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    Integer.toString(Math.abs(exponent))
        .chars()
        .forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
    return text.toString();
  }
}
