package org.colophon.artifact.format;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Writes HDF5 files of real numbers. Equal content in equal order gives equal bytes: 64-bit
 * floating point data sets of one or two dimensions, and attributes of one text, number or truth
 * value.
 */
public final class Hdf5Writer {
  private final Map<String, JsonNode> attributes = new LinkedHashMap<>();
  private final Map<String, Numbers> datasets = new LinkedHashMap<>();

  /** A data set as the library takes it. */
  private static final class Numbers {
    private final double[] values;
    private final int[] shape;
    private final Map<String, JsonNode> attributes;

    Numbers(double[] values, int[] shape, Map<String, JsonNode> attributes) {
      this.values = values;
      this.shape = shape;
      this.attributes = attributes;
    }

    private Object data() {
      return shape.length == 1 ? values : rows();
    }

    private double[][] rows() {
      double[][] rows = new double[shape[0]][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
      }
      return rows;
    }
  }

  /** Whether {@code value} can be an attribute. */
  public static boolean canHold(JsonNode value) {
    return value.isString() || value.isNumber() || value.isBoolean();
  }

  /**
   * An attribute of the root.
   *
   * @throws IllegalArgumentException if it cannot be held
   */
  public Hdf5Writer attribute(String name, JsonNode value) {
    requireHeld(name, value);
    attributes.put(name, value);
    return this;
  }

  /**
   * A data set, in C order.
   *
   * @param path its name, behind those of its groups and {@code /}
   * @throws IllegalArgumentException if it has another rank than 1 or 2, its shape does not hold as
   *     many values, or an attribute cannot be held
   */
  public Hdf5Writer dataset(
      String path, double[] values, int[] shape, Map<String, JsonNode> attributes) {
    long count = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    if (shape.length < 1 || shape.length > 2 || count != values.length || count == 0) {
      throw new IllegalArgumentException(
          "data set "
              + path
              + " has "
              + values.length
              + " values and shape "
              + Arrays.toString(shape)
              + "; one or two dimensions are written");
    }
    attributes.forEach(Hdf5Writer::requireHeld);
    datasets.put(path, new Numbers(values.clone(), shape.clone(), Map.copyOf(attributes)));
    return this;
  }

  /** Writes {@code file}, which is there with all its bytes or not at all. */
  public void write(Path file) throws IOException {
    Hdf5Writing.write(
        file,
        hdf5 -> {
          attributes.forEach((name, value) -> put(hdf5, name, value));
          Map<String, WritableGroup> groups = new HashMap<>(Map.of("", hdf5));
          datasets.forEach((path, numbers) -> put(groups, path, numbers));
        });
  }

  private static void put(Map<String, WritableGroup> groups, String path, Numbers numbers) {
    int slash = path.lastIndexOf('/');
    WritableDataset dataset =
        group(groups, slash < 0 ? "" : path.substring(0, slash))
            .putDataset(path.substring(slash + 1), numbers.data());
    // sorted, since the order of a map is not that of the old file
    new TreeMap<>(numbers.attributes).forEach((name, value) -> put(dataset, name, value));
  }

  private static WritableGroup group(Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    WritableGroup parent = group(groups, slash < 0 ? "" : path.substring(0, slash));
    WritableGroup made = parent.putGroup(path.substring(slash + 1));
    groups.put(path, made);
    return made;
  }

  private static void put(WritableNode node, String name, JsonNode value) {
    if (value.isString()) {
      node.putAttribute(name, value.asString());
    } else if (value.isBoolean()) {
      node.putAttribute(name, value.asBoolean());
    } else if (value.isIntegralNumber()) {
      node.putAttribute(name, value.asLong());
    } else {
      node.putAttribute(name, value.asDouble());
    }
  }

  private static void requireHeld(String name, JsonNode value) {
    if (!canHold(value)) {
      throw new IllegalArgumentException(
          "attribute " + name + " is " + value + "; one text, number or truth value is written");
    }
  }
}
