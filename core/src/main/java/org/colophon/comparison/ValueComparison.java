package org.colophon.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.comparison.FieldDifference.Weight;
import tools.jackson.databind.JsonNode;

/** Compares two JSON trees leaf by leaf, with the tolerances of one artifact type. */
final class ValueComparison {
  private static final int LONGEST_TEXT = 120;

  private final String type;
  private final Tolerances tolerances;
  private final List<FieldDifference> differences = new ArrayList<>();

  private ValueComparison(String type, Tolerances tolerances) {
    this.type = type;
    this.tolerances = tolerances;
  }

  /** Every leaf that is not the same, in the order of {@code before}. */
  static List<FieldDifference> of(
      String type, Tolerances tolerances, JsonNode before, JsonNode after) {
    ValueComparison comparison = new ValueComparison(type, tolerances);
    comparison.compare("", before, after);
    return comparison.differences;
  }

  /** Every leaf that is not the same, with no tolerance. */
  static List<FieldDifference> exactly(JsonNode before, JsonNode after) {
    return of("", Tolerances.NONE, before, after);
  }

  private void compare(String field, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      Set<String> keys = new LinkedHashSet<>(before.propertyNames());
      keys.addAll(after.propertyNames());
      keys.forEach(key -> compare(child(field, escaped(key)), before.path(key), after.path(key)));
    } else if (before.isArray() && after.isArray()) {
      if (before.size() != after.size()) {
        differ(child(field, "length"), before.size() + "", after.size() + "");
      }
      for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
        compare(child(field, "" + i), before.get(i), after.get(i));
      }
    } else if (before.isNumber() && after.isNumber()) {
      numbers(field, before, after);
    } else if (!before.equals(after)) {
      differ(field, text(before), text(after));
    }
  }

  private void numbers(String field, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    double a = before.doubleValue();
    double b = after.doubleValue();
    // as decimals: 1 and 1.0 are equal, and no digit of a long integer is lost
    boolean finite = Double.isFinite(a) && Double.isFinite(b);
    if (finite && before.decimalValue().compareTo(after.decimalValue()) == 0) {
      return;
    }
    Optional<Tolerance> found = tolerances.of(type, field);
    double allowed = found.map(tolerance -> allowed(tolerance.rule(), a, b)).orElse(0.0);
    double apart = Math.abs(a - b);
    Weight weight =
        found.isPresent() && found.get().rule() instanceof Tolerance.Rule.Ignored
            ? Weight.IGNORED
            : (apart <= allowed ? Weight.WITHIN : Weight.BEYOND);
    differences.add(
        new FieldDifference(
            field,
            text(before),
            text(after),
            apart,
            allowed,
            weight,
            found.map(Tolerance::reason).orElse("")));
  }

  private static double allowed(Tolerance.Rule rule, double a, double b) {
    return switch (rule) {
      case Tolerance.Rule.Ignored _ -> 0;
      case Tolerance.Rule.Within within -> within.allowed(a, b);
    };
  }

  /** Only a field of no account may differ in anything but a number. */
  private void differ(String field, String before, String after) {
    Optional<Tolerance> ignored =
        tolerances
            .of(type, field)
            .filter(tolerance -> tolerance.rule() instanceof Tolerance.Rule.Ignored);
    differences.add(
        new FieldDifference(
            field,
            before,
            after,
            0,
            0,
            ignored.isPresent() ? Weight.IGNORED : Weight.BEYOND,
            ignored.map(Tolerance::reason).orElse("")));
  }

  private static String child(String field, String key) {
    return field.isEmpty() ? key : field + "/" + key;
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode()) {
      return FieldDifference.ABSENT;
    }
    String text = node.isString() ? node.asString() : node.toString();
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }
}
