package org.colophon.stages.holography.geometry;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file being read: columns, and scalars that are a root attribute or a root data set of the
 * same name. Links to other files are never followed.
 */
public final class Hdf5Reading implements AutoCloseable {
  private final Path path;
  private final HdfFile file;

  private Hdf5Reading(Path path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * @throws IOException if the file is no HDF5 file; the message names it
   */
  public static Hdf5Reading open(Path path) throws IOException {
    try {
      return new Hdf5Reading(path, new HdfFile(path));
    } catch (HdfException e) {
      throw new IOException("not_hdf5: " + path + ": " + e.getMessage(), e);
    }
  }

  /** Names of all attributes, groups and data sets at every depth, sorted. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    collect(file, names);
    return names.stream().sorted().toList();
  }

  /** Names of the data sets in {@code group}, sorted. */
  public List<String> datasets(String group) throws IOException {
    Node node = file.getChild(group);
    if (!(node instanceof Group children)) {
      throw new IOException("missing_key: " + path + " has no group " + group);
    }
    return children.getChildren().entrySet().stream()
        .filter(entry -> !entry.getValue().isLink() && entry.getValue() instanceof Dataset)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The data set at {@code name} as doubles. */
  public double[] column(String name) throws IOException {
    Dataset dataset =
        dataset(name)
            .orElseThrow(() -> new IOException("missing_key: " + path + " has no " + name));
    double[] values = doubles(dataset.getData());
    if (dataset.getDimensions().length != 1 || values.length == 0) {
      throw new IOException("wrong_rank: " + name + " in " + path + " must be a column of numbers");
    }
    return values;
  }

  /** An attribute of the data set at {@code name}, if it is there. */
  public Optional<Double> attribute(String name, String attribute) throws IOException {
    Optional<Object> value =
        dataset(name)
            .map(dataset -> dataset.getAttribute(attribute))
            .flatMap(found -> Optional.ofNullable(found.getData()));
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(single(name + "@" + attribute, value.get()));
  }

  public boolean has(String name) throws IOException {
    return scalar(name).isPresent();
  }

  public String text(String name) throws IOException {
    Object value = required(name);
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof String[] texts && texts.length == 1) {
      return texts[0];
    }
    throw new IOException("meta_type: " + name + " in " + path + " must be a string");
  }

  public double number(String name) throws IOException {
    return single(name, required(name));
  }

  /** A whole number of any numeric type. */
  public int integer(String name) throws IOException {
    double value = number(name);
    if (value != StrictMath.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IOException(
          "meta_type: " + name + " in " + path + " must be a whole number, was " + value);
    }
    return (int) value;
  }

  @Override
  public void close() {
    file.close();
  }

  private Object required(String name) throws IOException {
    return scalar(name)
        .orElseThrow(() -> new IOException("missing_meta: " + path + " has no " + name));
  }

  private Optional<Object> scalar(String name) throws IOException {
    Attribute attribute = file.getAttribute(name);
    if (attribute != null) {
      return Optional.ofNullable(attribute.getData());
    }
    return dataset(name).map(Dataset::getData);
  }

  private Optional<Dataset> dataset(String name) throws IOException {
    Group group = file;
    String[] parts = name.split("/", -1);
    for (String part : Arrays.copyOf(parts, parts.length - 1)) {
      if (!(child(group, part) instanceof Group next)) {
        return Optional.empty();
      }
      group = next;
    }
    return child(group, parts[parts.length - 1]) instanceof Dataset dataset
        ? Optional.of(dataset)
        : Optional.empty();
  }

  private static @Nullable Node child(Group group, String name) {
    Node node = group.getChild(name);
    return node == null || node.isLink() ? null : node;
  }

  private double single(String name, Object value) throws IOException {
    double[] values = doubles(value);
    if (values.length != 1) {
      throw new IOException("meta_type: " + name + " in " + path + " must be one number");
    }
    return values[0];
  }

  private double[] doubles(Object value) throws IOException {
    if (value instanceof Number number) {
      return new double[] {number.doubleValue()};
    }
    if (!value.getClass().isArray() || value.getClass().getComponentType().isArray()) {
      return new double[0];
    }
    double[] values = new double[Array.getLength(value)];
    for (int i = 0; i < values.length; i++) {
      if (!(Array.get(value, i) instanceof Number number)) {
        throw new IOException("wrong_dtype: " + path + " holds something that is no number");
      }
      values[i] = number.doubleValue();
    }
    return values;
  }

  private static void collect(Node node, List<String> names) {
    names.addAll(node.getAttributes().keySet());
    if (node instanceof Group group) {
      for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
        names.add(child.getKey());
        if (!child.getValue().isLink()) {
          collect(child.getValue(), names);
        }
      }
    }
  }
}
