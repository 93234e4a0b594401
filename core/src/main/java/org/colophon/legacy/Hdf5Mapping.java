package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.FileValues;
import org.colophon.artifact.format.Hdf5Writer;
import tools.jackson.databind.JsonNode;

/**
 * An old HDF5 file as a new one.
 *
 * @param rename new path by old path of a data set
 * @param keep data sets that keep their path
 * @param meta attributes of the new root, by name; empty to keep the old ones, among which are data
 *     sets of one value
 */
record Hdf5Mapping(
    String id, Map<String, String> rename, List<String> keep, Map<String, MetaValue> meta)
    implements Mapping {

  Hdf5Mapping {
    rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
    keep = List.copyOf(keep);
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  /** Data sets by path and root metadata, as they are described. */
  private record OldHdf5(JsonNode datasets, JsonNode meta) implements OldFile {
    @Override
    public Optional<JsonNode> single(String path) {
      return Optional.ofNullable(datasets.get(path))
          .filter(dataset -> dataset.path("count").asLong() == 1)
          .map(dataset -> dataset.path("values"))
          .or(() -> metadata(path));
    }

    @Override
    public Optional<JsonNode> metadata(String key) {
      return Optional.ofNullable(meta.get(key)).filter(JsonNode::isValueNode);
    }
  }

  @Override
  public Done convert(Path source, String name, Path target) throws IOException, CannotConvert {
    OldHdf5 old = read(source);
    Hdf5Writer writer = new Hdf5Writer();
    List<String> changes = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    if (meta.isEmpty()) {
      keepMeta(old, writer, changes);
    } else {
      for (Map.Entry<String, MetaValue> entry : meta.entrySet()) {
        MetaValue.Taken taken = entry.getValue().take(entry.getKey(), name, old, id);
        writer.attribute(entry.getKey(), taken.value());
        facts.add(taken.fact());
      }
    }
    for (String path : keep) {
      copy(old, path, path, writer);
    }
    for (Map.Entry<String, String> renamed : rename.entrySet()) {
      copy(old, renamed.getKey(), renamed.getValue(), writer);
      changes.add(renamed.getKey() + " is now " + renamed.getValue());
    }
    leftOut(old).ifPresent(changes::add);
    writer.write(target);
    return new Done(changes, facts);
  }

  private static OldHdf5 read(Path source) throws IOException, CannotConvert {
    Optional<JsonNode> values = FileValues.of(ArtifactFormat.named("hdf5"), source);
    if (values.isEmpty()) {
      throw new CannotConvert("h5_damaged: it is damaged, contradicts itself or is too large");
    }
    return new OldHdf5(values.get().path("datasets"), values.get().path("meta"));
  }

  private static void keepMeta(OldHdf5 old, Hdf5Writer writer, List<String> changes) {
    for (Map.Entry<String, JsonNode> entry : old.meta().properties()) {
      if (Hdf5Writer.canHold(entry.getValue())) {
        writer.attribute(entry.getKey(), entry.getValue());
      } else {
        changes.add("attribute " + entry.getKey() + " is left out: it is no single value");
      }
    }
  }

  private static void copy(OldHdf5 old, String from, String to, Hdf5Writer writer)
      throws CannotConvert {
    JsonNode dataset = old.datasets().path(from);
    if (dataset.isMissingNode()) {
      throw new CannotConvert("missing_key: there is no data set " + from);
    }
    int[] shape = dataset.path("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    if (shape.length < 1 || shape.length > 2) {
      throw new CannotConvert("wrong_shape: data set " + from + " has not one or two dimensions");
    }
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    dataset
        .path("attributes")
        .properties()
        .forEach(attribute -> {
          if (Hdf5Writer.canHold(attribute.getValue())) {
            attributes.put(attribute.getKey(), attribute.getValue());
          }
        });
    writer.dataset(to, numbers(dataset, from), shape, attributes);
  }

  /** One value stands for itself, more for a list. */
  private static double[] numbers(JsonNode dataset, String path) throws CannotConvert {
    JsonNode values = dataset.path("values");
    List<JsonNode> all = values.isArray() ? values.valueStream().toList() : List.of(values);
    if (all.isEmpty() || !all.stream().allMatch(JsonNode::isNumber)) {
      throw new CannotConvert("wrong_dtype: data set " + path + " is not of finite real numbers");
    }
    return all.stream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private Optional<String> leftOut(OldHdf5 old) {
    Set<String> left = new TreeSet<>();
    old.datasets().properties().forEach(dataset -> left.add(dataset.getKey()));
    left.removeAll(rename.keySet());
    keep.forEach(left::remove);
    meta.values()
        .forEach(value -> {
          if (value instanceof MetaValue.FromArray(String path)) {
            left.remove(path);
          }
        });
    return left.isEmpty() ? Optional.empty() : Optional.of("left out: " + String.join(", ", left));
  }
}
