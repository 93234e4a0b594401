package org.colophon.pipeline;

import java.math.BigDecimal;

/**
 * How many items of a stage may fail before the stage has.
 *
 * @param amount items, or of a hundred
 * @param isShare whether it is of a hundred
 */
public record MaxFailed(BigDecimal amount, boolean isShare) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The first that fails is one too many. */
  public static final MaxFailed NONE = new MaxFailed(BigDecimal.ZERO, false);

  /** Reads {@code 3} or {@code 5%}. */
  static MaxFailed parse(String text) {
    boolean share = text.endsWith("%");
    return new MaxFailed(
        new BigDecimal(share ? text.substring(0, text.length() - 1) : text), share);
  }

  /** Whether a stage with so many items can still end well. */
  public boolean allows(long failed, long total) {
    BigDecimal count = BigDecimal.valueOf(failed);
    return isShare
        ? count.multiply(HUNDRED).compareTo(amount.multiply(BigDecimal.valueOf(total))) <= 0
        : count.compareTo(amount) <= 0;
  }

  /** As in the pipeline file. */
  @Override
  public String toString() {
    return amount.toPlainString() + (isShare ? "%" : "");
  }
}
