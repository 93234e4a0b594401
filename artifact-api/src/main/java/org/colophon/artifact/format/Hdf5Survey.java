package org.colophon.artifact.format;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One walk over the groups and data sets of an HDF5 file that is already in memory. */
final class Hdf5Survey {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Limits limits;
  private final Detail detail;
  private final Map<String, JsonNode> meta = new TreeMap<>();
  private final Map<String, ObjectNode> datasets = new TreeMap<>();
  private final Map<String, ObjectNode> groups = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Long> ancestors = new HashSet<>();
  private long nodes;
  private long bytes;

  /** What is said of a data set of numbers. */
  enum Detail {
    STATISTICS,
    VALUES
  }

  private Hdf5Survey(Limits limits, Detail detail) {
    this.limits = limits;
    this.detail = detail;
  }

  static Description of(byte[] file, Limits limits, Detail detail) throws DamagedContent {
    Hdf5Survey survey = new Hdf5Survey(limits, detail);
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      survey.attributes(hdf).properties().forEach(e -> survey.meta.put(e.getKey(), e.getValue()));
      survey.walk(hdf, "", 0);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // The library trusts the sizes and offsets of the file: wrong ones end in any of these. The
      // file is bounded, so memory runs out only in one absurd request, which changes nothing.
      throw new DamagedContent(
          "h5_damaged",
          "the HDF5 file is damaged or cut short: " + Printable.of(String.valueOf(e.getMessage())));
    }
    return new Description(survey.description(), survey.findings);
  }

  private void walk(Group group, String prefix, int depth) throws DamagedContent {
    if (depth > limits.depth()) {
      throw new DamagedContent("h5_limit", "groups are nested deeper than " + limits.depth());
    }
    ancestors.add(group.getAddress());
    for (Node node : new TreeMap<>(group.getChildren()).values()) {
      nodes++;
      if (nodes > limits.entries()) {
        throw new DamagedContent("too_many_entries", "more than " + limits.entries() + " nodes");
      }
      String path = prefix + node.getName();
      switch (node) {
        case Link link -> leaveOut(link, path);
        case Dataset dataset -> see(dataset, path);
        case Group child -> {
          groups.put(path, JSON.objectNode().set("attributes", attributes(child)));
          if (!ancestors.contains(child.getAddress())) {
            walk(child, path + "/", depth + 1);
          }
        }
        default -> {
          // a committed data type holds no data
        }
      }
    }
    ancestors.remove(group.getAddress());
  }

  private void leaveOut(Link link, String path) {
    boolean external = link instanceof ExternalLink;
    findings.add(
        Finding.ignored(
            external ? "external_link_ignored" : "soft_link_ignored",
            "the "
                + (external ? "external" : "soft")
                + " link "
                + Printable.of(path)
                + " to "
                + Printable.of(link.getTargetPath())
                + " was not followed"));
  }

  private void see(Dataset dataset, String path) throws DamagedContent {
    if (dataset.isScalar() && path.equals(dataset.getName())) {
      seeMeta(path, value(dataset.isEmpty() ? "" : dataset.getData()));
      return;
    }
    ObjectNode description = JSON.objectNode();
    description.put("dtype", dtype(dataset.getDataType(), dataset.getJavaType()));
    ArrayNode shape = description.putArray("shape");
    long count = 1;
    for (long extent : dataset.getDimensionsAsLong()) {
      shape.add(extent);
      count = Math.multiplyExact(count, extent);
    }
    description.put("rank", shape.size());
    description.put("count", count);
    take(Math.multiplyExact(count, dataset.getDataType().getSize()), path);
    switch (detail) {
      case STATISTICS -> {
        if (isReal(dataset.getDataType()) && count > 0) {
          ArrayStatistics statistics = new ArrayStatistics();
          addAll(statistics, dataset.getDataFlat());
          statistics.writeTo(description);
        }
      }
      case VALUES ->
          description.set("values", count > 0 ? value(dataset.getDataFlat()) : JSON.arrayNode());
    }
    description.set("attributes", attributes(dataset));
    datasets.put(path, description);
  }

  private void seeMeta(String name, JsonNode value) {
    JsonNode attribute = meta.putIfAbsent(name, value);
    if (attribute != null && !sameValue(attribute, value)) {
      findings.add(
          Finding.unreadable(
              "meta_conflict:" + Printable.of(name),
              Printable.of(name)
                  + " is "
                  + attribute
                  + " as an attribute and "
                  + value
                  + " as a data set; keep one"));
    }
  }

  private static boolean sameValue(JsonNode a, JsonNode b) {
    return (a.isNumber() && b.isNumber()) ? a.doubleValue() == b.doubleValue() : a.equals(b);
  }

  private void take(long size, String path) throws DamagedContent {
    bytes += size;
    if (size > limits.entryBytes() || bytes > limits.totalBytes()) {
      throw new DamagedContent(
          "too_large",
          Printable.of(path)
              + " has "
              + size
              + " bytes; at most "
              + limits.entryBytes()
              + " in one data set and "
              + limits.totalBytes()
              + " in all are read");
    }
  }

  private ObjectNode attributes(Node node) throws DamagedContent {
    ObjectNode attributes = JSON.objectNode();
    for (Attribute attribute : new TreeMap<>(node.getAttributes()).values()) {
      take(attribute.getSizeInBytes(), attribute.getName());
      attributes.set(attribute.getName(), value(attribute.isEmpty() ? "" : attribute.getData()));
    }
    return attributes;
  }

  /** An array of one is the value itself: some writers make every attribute an array. */
  private static JsonNode value(Object data) {
    if (data.getClass().isArray()) {
      if (Array.getLength(data) == 1) {
        return value(Array.get(data, 0));
      }
      ArrayNode items = JSON.arrayNode();
      for (int i = 0; i < Array.getLength(data); i++) {
        items.add(value(Array.get(data, i)));
      }
      return items;
    }
    return switch (data) {
      case Double d -> ArrayStatistics.node(d);
      case Float f -> ArrayStatistics.node(f);
      case Number n -> JSON.numberNode(n.longValue());
      case Boolean b -> JSON.booleanNode(b);
      default -> JSON.stringNode(data.toString());
    };
  }

  private static void addAll(ArrayStatistics statistics, Object flat) {
    if (!flat.getClass().isArray()) {
      statistics.add(((Number) flat).doubleValue());
      return;
    }
    for (int i = 0; i < Array.getLength(flat); i++) {
      statistics.add(((Number) Array.get(flat, i)).doubleValue());
    }
  }

  private static boolean isReal(DataType type) {
    return type instanceof FloatingPoint || type instanceof FixedPoint;
  }

  private static String dtype(DataType type, Class<?> javaType) {
    return switch (type) {
      case FloatingPoint f -> "f" + f.getSize();
      case FixedPoint i -> (i.isSigned() ? "i" : "u") + i.getSize();
      default ->
          javaType == String.class ? "U" : type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  private JsonNode description() {
    ObjectNode description = JSON.objectNode();
    ObjectNode named = description.putObject("datasets");
    datasets.forEach(named::set);
    ObjectNode inner = description.putObject("groups");
    groups.forEach(inner::set);
    ObjectNode facts = description.putObject("meta");
    meta.forEach(facts::set);
    return description;
  }
}
