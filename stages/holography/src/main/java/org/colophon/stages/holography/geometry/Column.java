package org.colophon.stages.holography.geometry;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Values of one quantity on a grid; never changes. */
public final class Column {
  private final double[] values;

  private Column(double[] values) {
    this.values = values;
  }

  public static Column of(double... values) {
    return new Column(values.clone());
  }

  public static Column zeros(int size) {
    return new Column(new double[size]);
  }

  public int size() {
    return values.length;
  }

  public double get(int index) {
    return values[index];
  }

  public double first() {
    return values[0];
  }

  public double last() {
    return values[values.length - 1];
  }

  public boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  public boolean isZero() {
    return Arrays.stream(values).allMatch(value -> value == 0);
  }

  public boolean isStrictlyIncreasing() {
    for (int i = 1; i < values.length; i++) {
      if (!(values[i] > values[i - 1])) {
        return false;
      }
    }
    return true;
  }

  public Column map(DoubleUnaryOperator function) {
    return new Column(Arrays.stream(values).map(function).toArray());
  }

  /** A copy. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Column column && Arrays.equals(values, column.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
