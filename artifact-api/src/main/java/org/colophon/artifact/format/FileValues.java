package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every value of a file as one JSON tree, so that two files can be compared number by number. Where
 * {@link ArtifactFormat#describe} gives the statistics of an array or the count of rows, this gives
 * the array and the rows.
 */
public final class FileValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A number that stands by itself: not a part of a word, a digest or a version. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?!\\.?\\w)");

  private FileValues() {}

  /**
   * The values of a file; empty if the format has none that could be named (pictures, folders,
   * bytes that are no text), or if the file is damaged or too large to be held in memory.
   *
   * <ul>
   *   <li>JSON: the document. JSON Lines, CSV: {@code {"rows": […]}}.
   *   <li>NPZ, NPY: {@code {"arrays": {"f": {"dtype", "shape", "values": […]}}, "meta": {…}}}.
   *   <li>HDF5: {@code {"datasets": {"boundary/x": {…, "values": […]}}, "groups", "meta"}}.
   *   <li>Text: {@code {"lines": [["T = ", 0.5, " K"]]}}, the numbers of a line apart from its
   *       words.
   * </ul>
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  public static Optional<JsonNode> of(ArtifactFormat format, Path file) throws IOException {
    Limits limits = Limits.DEFAULT;
    if (SourceFile.refusal(file, limits.jsonBytes()).isPresent()) {
      return Optional.empty();
    }
    try {
      return switch (format) {
        case Json json -> readable(json.describe(file, RowVisitor.NONE));
        case JsonLines lines -> rows(lines, file);
        case Csv csv -> rows(csv, file);
        case Npz npz -> arrays(npz, file);
        case Npy _ -> Optional.of(NpyArray.parse("array", Files.readAllBytes(file)).values());
        case Hdf5 _ ->
            readable(Hdf5Survey.of(Files.readAllBytes(file), limits, Hdf5Survey.Detail.VALUES));
        case Opaque _ -> Optional.of(lines(StrictText.of(Files.readAllBytes(file))));
        case Xml _ -> Optional.empty();
        case Directory _ -> Optional.empty();
      };
    } catch (DamagedContent _) {
      // whoever compares falls back to the bytes
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> readable(Description description) {
    return description.readable() ? Optional.of(description.json()) : Optional.empty();
  }

  private static Optional<JsonNode> rows(ArtifactFormat table, Path file) throws IOException {
    ObjectNode values = NODES.objectNode();
    ArrayNode rows = values.putArray("rows");
    Description description = table.describe(file, (_, row) -> rows.add(row));
    return description.readable() ? Optional.of(values) : Optional.empty();
  }

  /** The meta is read once more as JSON, so its own array of text is left out. */
  private static Optional<JsonNode> arrays(Npz npz, Path file) throws IOException {
    Description description = npz.describe(file, RowVisitor.NONE);
    if (!description.readable()) {
      return Optional.empty();
    }
    ObjectNode values = NODES.objectNode();
    ObjectNode arrays = values.putObject("arrays");
    boolean hasMeta = description.json().has("meta");
    NpzFile.read(file)
        .arrays()
        .forEach((name, array) -> {
          if (!(hasMeta && name.equals(Npz.META))) {
            arrays.set(name, array.values());
          }
        });
    if (hasMeta) {
      values.set("meta", description.json().get("meta"));
    }
    return Optional.of(values);
  }

  private static ObjectNode lines(String text) {
    ObjectNode values = NODES.objectNode();
    ArrayNode lines = values.putArray("lines");
    text.lines().forEach(line -> words(line, lines.addArray()));
    return values;
  }

  private static void words(String line, ArrayNode words) {
    Matcher numbers = NUMBER.matcher(line);
    int end = 0;
    while (numbers.find()) {
      double value = Double.parseDouble(numbers.group());
      if (Double.isFinite(value)) {
        words.add(line.substring(end, numbers.start())).add(value);
        end = numbers.end();
      }
    }
    words.add(line.substring(end));
  }
}
