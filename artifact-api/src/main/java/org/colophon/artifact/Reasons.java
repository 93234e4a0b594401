package org.colophon.artifact;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The one place where a schema's objection gets its stable reason code. The object that holds the
 * failing keyword may say {@code x-code} (with {@code {name}} and {@code {row}} filled in), {@code
 * x-severity} and {@code x-message}; else the code follows from the keyword and the place in the
 * description.
 */
final class Reasons {
  /** Sections whose members are arrays with dtype, rank and count. */
  private static final Set<String> ARRAYS = Set.of("arrays", "datasets");

  private static final Set<String> RANGE =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

  private static final Set<String> NON_FINITE =
      Set.of("nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "-nan", "+nan");

  private final JsonNode schema;
  private final LegacyNames legacyNames;

  /**
   * @throws IllegalArgumentException if the schema names a severity that there is not
   */
  Reasons(JsonNode schema) {
    schema.findValues("x-severity").forEach(Reasons::severity);
    this.schema = schema;
    this.legacyNames = LegacyNames.in(schema);
  }

  Violation of(Error error) {
    Place place = Place.of(error, OptionalLong.empty());
    return violation(error, place, describedCode(error, place));
  }

  /**
   * @param row counted from 1
   */
  Violation ofRow(Error error, long row) {
    Place place = Place.of(error, OptionalLong.of(row));
    return violation(error, place, rowCode(error, place) + " row " + row);
  }

  private Violation violation(Error error, Place place, String defaultCode) {
    JsonNode holder = holder(error);
    String code = holder.path("x-code").asString(defaultCode);
    Severity severity =
        holder.has("x-severity") ? severity(holder.path("x-severity")) : Severity.INVALID;
    String message = holder.path("x-message").asString(error.getMessage());
    return new Violation(
        severity, place.fill(code), place.describe() + message + wayOut(error, place));
  }

  /** Where a name is missing, whether its predecessor is there. */
  private String wayOut(Error error, Place place) {
    if (!error.getKeyword().equals("required")) {
      return "";
    }
    return legacyNames
        .predecessorOf(error.getProperty(), place.section(), error.getInstanceNode())
        .map(old -> "; " + old + " is its name from before the schema: import the file as legacy")
        .orElse("");
  }

  private static Severity severity(JsonNode name) {
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.name().equals(name.asString()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "x-severity is " + name + "; it must be NOTE, WARNING or INVALID"));
  }

  /** The object that holds the failing keyword, or what an objectionable name was judged by. */
  private JsonNode holder(Error error) {
    if (!error.getKeyword().equals("propertyNames")) {
      return schema.at(error.getSchemaLocation().getFragment().getParent().toString());
    }
    JsonNode names = error.getSchemaNode();
    return names.has("$ref") ? schema.at(names.path("$ref").asString().substring(1)) : names;
  }

  private static String describedCode(Error error, Place place) {
    return switch (error.getKeyword()) {
      case "finite" -> "non_finite:" + place.name();
      case "strictlyIncreasing" -> place.name() + "_not_increasing";
      case "positive" -> place.name() + "_not_positive";
      case "sameLength" -> "length_mismatch";
      case "agrees" -> "meta_conflict:" + error.getProperty();
      case "required" -> missing(place, error.getProperty());
      default -> ARRAYS.contains(place.section()) ? arrayCode(place) : valueCode(error, place);
    };
  }

  private static String missing(Place place, String property) {
    return switch (place.section()) {
      case "meta" -> "missing_meta:" + place.child(property);
      case "columns" -> "missing_column:" + place.child(property);
      case "arrays", "datasets" ->
          place.last().equals("attributes")
              ? "missing_attribute:" + place.name() + "." + property
              : "missing_key:" + place.child(property);
      default -> "missing_key:" + place.child(property);
    };
  }

  private static String arrayCode(Place place) {
    return switch (place.last()) {
      case "rank" -> "wrong_rank:" + place.name();
      case "dtype" -> "wrong_dtype:" + place.name();
      case "count" -> "too_few_points";
      case "shape" -> "wrong_shape:" + place.name();
      default -> "wrong_value:" + place.path();
    };
  }

  private static String valueCode(Error error, Place place) {
    if (place.last().equals("schema_version") || place.last().equals("schema_name")) {
      return place.last();
    }
    boolean meta = place.section().equals("meta");
    String name = meta ? place.name() : place.path();
    if (error.getKeyword().equals("type")) {
      return (meta ? "meta_type:" : "wrong_type:") + name;
    }
    if (error.getKeyword().equals("additionalProperties")) {
      return "unknown_key:" + place.child(String.valueOf(error.getProperty()));
    }
    if (RANGE.contains(error.getKeyword())) {
      return (meta ? "meta_range:" : "out_of_range:") + name;
    }
    return (meta ? "meta_value:" : "wrong_value:") + name;
  }

  private static String rowCode(Error error, Place place) {
    JsonNode cell = error.getInstanceNode();
    if (error.getKeyword().equals("required")) {
      return "missing_column:" + place.child(error.getProperty());
    }
    if (!error.getKeyword().equals("type")) {
      return (RANGE.contains(error.getKeyword()) ? "out_of_range:" : "wrong_value:") + place.path();
    }
    if (cell.isNull()) {
      return "missing_value:" + place.path();
    }
    if (cell.isString()) {
      return (isNonFinite(cell.asString()) ? "non_finite:" : "not_a_number:") + place.path();
    }
    return "wrong_type:" + place.path();
  }

  /** NaN in its spellings, or digits beyond the largest double. */
  private static boolean isNonFinite(String text) {
    if (NON_FINITE.contains(text.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      return Double.isInfinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * Where in a description an objection was raised.
   *
   * @param segments names from the root
   */
  private record Place(List<String> segments, OptionalLong row) {

    static Place of(Error error, OptionalLong row) {
      NodePath path = error.getInstanceLocation();
      List<String> segments = new ArrayList<>();
      for (int i = 0; i < path.getNameCount(); i++) {
        segments.add(String.valueOf(path.getElement(i)));
      }
      return new Place(segments, row);
    }

    String section() {
      return segments.isEmpty() || row.isPresent() ? "" : segments.getFirst();
    }

    /** The array, column or property that the objection is about. */
    String name() {
      return segments.size() < 2 ? last() : segments.get(1);
    }

    String last() {
      return segments.isEmpty() ? "" : segments.getLast();
    }

    String path() {
      return segments.isEmpty() ? "document" : String.join(".", segments);
    }

    /** Path of a property below this place; the section itself goes without saying. */
    String child(String property) {
      boolean named = Set.of("arrays", "datasets", "meta", "columns").contains(section());
      return segments.stream().skip(named ? 1 : 0).collect(Collectors.joining("."))
          + (segments.size() > (named ? 1 : 0) ? "." : "")
          + property;
    }

    String fill(String template) {
      return template
          .replace("{name}", name())
          .replace("{row}", row.isPresent() ? String.valueOf(row.getAsLong()) : "");
    }

    String describe() {
      String where = row.isPresent() ? "row " + row.getAsLong() + ", " : "";
      return where + (segments.isEmpty() ? "" : String.join("/", segments) + ": ");
    }
  }
}
