package org.colophon.artifact.compatibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.colophon.artifact.compatibility.Conjunction.Bound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether everything that one plain schema accepts is accepted by another: for each keyword of the
 * reader, that what is given keeps it. What cannot be shown is an obstacle.
 */
final class Inclusion {
  private static final Set<String> OF_NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> OF_STRINGS = Set.of("minLength", "maxLength", "pattern");
  private static final Set<String> OF_ARRAYS =
      Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains");
  private static final Set<String> OF_OBJECTS =
      Set.of(
          "required",
          "properties",
          "patternProperties",
          "additionalProperties",
          "propertyNames",
          "minProperties",
          "maxProperties");

  /** Keywords whose meaning depends on others, so that equal words do not say the same. */
  private static final Set<String> DEPENDENT =
      Set.of(
          "additionalProperties",
          "items",
          "contains",
          "dependentSchemas",
          "unevaluatedItems",
          "unevaluatedProperties",
          "$dynamicRef");

  /** A name that no schema has. */
  private static final String ANY = "*";

  private final List<Obstacle> obstacles = new ArrayList<>();

  private Inclusion() {}

  static List<Obstacle> obstacles(JsonNode given, JsonNode reader) {
    return obstacles("", Conjunction.of(given), reader);
  }

  private static List<Obstacle> obstacles(String place, Conjunction given, JsonNode reader) {
    if (given.impossible()) {
      return List.of();
    }
    Inclusion inclusion = new Inclusion();
    Conjunction.of(reader).parts().forEach(part -> inclusion.part(place, given, part));
    return inclusion.obstacles.isEmpty() || everyBranchHolds(given, reader)
        ? List.of()
        : inclusion.obstacles;
  }

  private static boolean holds(Conjunction given, JsonNode reader) {
    return obstacles("", given, reader).isEmpty();
  }

  /** What is given is one of several: then each of them has to do. */
  private static boolean everyBranchHolds(Conjunction given, JsonNode reader) {
    for (String keyword : List.of("anyOf", "oneOf")) {
      for (JsonNode part : given.parts()) {
        if (part.has(keyword)) {
          ObjectNode others = part.deepCopy().asObject();
          others.remove(keyword);
          Conjunction known = given.without(part).and(Conjunction.of(others));
          return part.get(keyword)
              .valueStream()
              .allMatch(branch -> holds(known.and(Conjunction.of(branch)), reader));
        }
      }
    }
    return false;
  }

  private void part(String place, Conjunction given, JsonNode reader) {
    if (reader.isBoolean()) {
      obstacles.add(Obstacle.of(place, "false", "nothing here", "something"));
      return;
    }
    for (Map.Entry<String, JsonNode> rule : reader.properties()) {
      String keyword = rule.getKey();
      boolean said =
          !DEPENDENT.contains(keyword) && given.all(keyword).anyMatch(rule.getValue()::equals);
      if (concerns(keyword, given.types()) && !said) {
        rule(place, given, reader, keyword, rule.getValue());
      }
    }
  }

  private static boolean concerns(String keyword, Set<String> types) {
    if (OF_NUMBERS.contains(keyword)) {
      return types.contains("number") || types.contains("integer");
    }
    if (OF_STRINGS.contains(keyword)) {
      return types.contains("string");
    }
    if (OF_ARRAYS.contains(keyword)) {
      return types.contains("array");
    }
    return !OF_OBJECTS.contains(keyword) || types.contains("object");
  }

  private void rule(
      String place, Conjunction given, JsonNode reader, String keyword, JsonNode wanted) {
    switch (keyword) {
      case "type" -> type(place, given, wanted);
      case "const" -> values(place, given, keyword, List.of(wanted));
      case "enum" -> values(place, given, keyword, wanted.valueStream().toList());
      case "minimum", "exclusiveMinimum" -> minimum(place, given, keyword, wanted);
      case "maximum", "exclusiveMaximum" -> maximum(place, given, keyword, wanted);
      case "multipleOf" -> multipleOf(place, given, wanted);
      case "minLength", "minItems", "minProperties" -> atLeast(place, given, keyword, wanted);
      case "maxLength", "maxItems", "maxProperties" -> atMost(place, given, keyword, wanted);
      case "pattern" -> pattern(place, given, wanted);
      case "required" -> required(place, given, wanted);
      case "properties" -> properties(place, given, wanted);
      case "patternProperties" -> patternProperties(place, given, wanted);
      case "additionalProperties" -> additionalProperties(place, given, reader, wanted);
      case "propertyNames" -> propertyNames(place, given, wanted);
      case "items" -> items(place, given, reader, wanted);
      case "uniqueItems", "finite", "strictlyIncreasing", "positive" ->
          flag(place, given, keyword, wanted);
      case "not" -> not(place, given, wanted);
      case "anyOf" -> anyOf(place, given, wanted);
      case PlainSchema.CONDITION -> condition(place, given, wanted);
      case "sameLength" -> sameLength(place, given, wanted);
      case "agrees" -> agrees(place, given, wanted);
      case "uniqueKey" -> uniqueKey(place, given, wanted);
      case "eachRow" ->
          obstacles.addAll(obstacles(below(place, "row"), given.under("eachRow"), wanted));
      case "x-format" -> format(place, given, wanted);
      default ->
          obstacles.add(
              Obstacle.unknown(place, keyword, "this keyword is compared only for equality"));
    }
  }

  private void type(String place, Conjunction given, JsonNode wanted) {
    Set<String> allowed = new TreeSet<>();
    allowed.addAll(wanted.isString() ? Set.of(wanted.asString()) : strings(wanted));
    if (allowed.contains("number")) {
      allowed.add("integer");
    }
    Set<String> others = new TreeSet<>(given.types());
    others.removeAll(allowed);
    if (!others.isEmpty()) {
      String other = given.anyType() ? "any type" : String.join(" or ", others);
      miss(place, "type", String.join(" or ", typeNames(wanted)), other);
    }
  }

  private static Set<String> typeNames(JsonNode wanted) {
    return wanted.isString() ? Set.of(wanted.asString()) : strings(wanted);
  }

  private void values(String place, Conjunction given, String keyword, List<JsonNode> wanted) {
    Optional<List<JsonNode>> values = given.values();
    if (values.isEmpty()) {
      if (given.types().equals(Set.of("null")) && contains(wanted, nullNode())) {
        return;
      }
      miss(place, keyword, oneOf(wanted), "other values");
      return;
    }
    List<JsonNode> others =
        values.get().stream().filter(value -> !contains(wanted, value)).toList();
    if (!others.isEmpty()) {
      miss(place, keyword, oneOf(wanted), oneOf(others));
    }
  }

  private static JsonNode nullNode() {
    return JsonNodeFactory.instance.nullNode();
  }

  private static String oneOf(List<JsonNode> values) {
    return String.join(", ", values.stream().map(JsonNode::toString).toList());
  }

  private static boolean contains(List<JsonNode> values, JsonNode value) {
    return values.stream()
        .anyMatch(other ->
            (other.isNumber() && value.isNumber())
                ? other.decimalValue().compareTo(value.decimalValue()) == 0
                : other.equals(value));
  }

  private void minimum(String place, Conjunction given, String keyword, JsonNode wanted) {
    Bound bound = new Bound(wanted.decimalValue(), keyword.startsWith("exclusive"));
    if (numbers(given, value -> above(new Bound(value, false), bound))) {
      return;
    }
    Optional<Bound> lower = given.lower("minimum", "exclusiveMinimum");
    if (lower.isEmpty() || !above(lower.get(), bound)) {
      miss(place, keyword, (bound.exclusive() ? "> " : "≥ ") + wanted, range(lower, "> ", "≥ "));
    }
  }

  /** Whether everything from one lower end on is within the other. */
  private static boolean above(Bound lower, Bound wanted) {
    int order = lower.value().compareTo(wanted.value());
    return order > 0 || (order == 0 && (lower.exclusive() || !wanted.exclusive()));
  }

  private void maximum(String place, Conjunction given, String keyword, JsonNode wanted) {
    Bound bound = new Bound(wanted.decimalValue(), keyword.startsWith("exclusive"));
    if (numbers(given, value -> below(new Bound(value, false), bound))) {
      return;
    }
    Optional<Bound> upper = given.upper("maximum", "exclusiveMaximum");
    if (upper.isEmpty() || !below(upper.get(), bound)) {
      miss(place, keyword, (bound.exclusive() ? "< " : "≤ ") + wanted, range(upper, "< ", "≤ "));
    }
  }

  private static boolean below(Bound upper, Bound wanted) {
    int order = upper.value().compareTo(wanted.value());
    return order < 0 || (order == 0 && (upper.exclusive() || !wanted.exclusive()));
  }

  private static String range(Optional<Bound> bound, String exclusive, String inclusive) {
    return bound
        .map(end -> (end.exclusive() ? exclusive : inclusive) + end.value())
        .orElse("any number");
  }

  /** Whether the values are listed, and every number among them is as wanted. */
  private static boolean numbers(Conjunction given, Predicate<BigDecimal> wanted) {
    return given
        .values()
        .filter(values ->
            values.stream()
                .filter(JsonNode::isNumber)
                .allMatch(value -> wanted.test(value.decimalValue())))
        .isPresent();
  }

  private void multipleOf(String place, Conjunction given, JsonNode wanted) {
    BigDecimal factor = wanted.decimalValue();
    boolean kept =
        given
                .all("multipleOf")
                .anyMatch(other -> other.decimalValue().remainder(factor).signum() == 0)
            || numbers(given, value -> value.remainder(factor).signum() == 0)
            || (!given.types().contains("number")
                && BigDecimal.ONE.remainder(factor).signum() == 0);
    if (!kept) {
      miss(place, "multipleOf", "multiples of " + wanted, "other numbers");
    }
  }

  private void atLeast(String place, Conjunction given, String keyword, JsonNode wanted) {
    BigDecimal lower =
        given.lower(keyword, ANY).map(Bound::value).orElseGet(() -> fewest(keyword, given));
    if (lower.compareTo(wanted.decimalValue()) < 0 && !lengths(given, keyword, wanted)) {
      miss(place, keyword, "at least " + wanted, "as few as " + lower);
    }
  }

  /** Required properties are there, whatever else is. */
  private static BigDecimal fewest(String keyword, Conjunction given) {
    if (!keyword.equals("minProperties")) {
      return BigDecimal.ZERO;
    }
    Set<String> names = new TreeSet<>();
    given.all("required").forEach(list -> names.addAll(strings(list)));
    return BigDecimal.valueOf(names.size());
  }

  private void atMost(String place, Conjunction given, String keyword, JsonNode wanted) {
    Optional<Bound> upper = given.upper(keyword, ANY);
    boolean kept = upper.isPresent() && upper.get().value().compareTo(wanted.decimalValue()) <= 0;
    if (!kept && !lengths(given, keyword, wanted)) {
      String most = upper.map(end -> "as many as " + end.value()).orElse("any number of them");
      miss(place, keyword, "at most " + wanted, most);
    }
  }

  private static boolean lengths(Conjunction given, String keyword, JsonNode wanted) {
    return keyword.endsWith("Length")
        && given
            .values()
            .filter(values ->
                values.stream()
                    .filter(JsonNode::isString)
                    .mapToInt(
                        value -> value.asString().codePointCount(0, value.asString().length()))
                    .allMatch(length ->
                        keyword.startsWith("min")
                            ? length >= wanted.asInt()
                            : length <= wanted.asInt()))
            .isPresent();
  }

  private void pattern(String place, Conjunction given, JsonNode wanted) {
    Pattern pattern = Pattern.compile(wanted.asString());
    boolean listed =
        given
            .values()
            .filter(values ->
                values.stream()
                    .filter(JsonNode::isString)
                    .allMatch(value -> pattern.matcher(value.asString()).find()))
            .isPresent();
    if (!listed && given.all("pattern").findAny().isEmpty()) {
      miss(place, "pattern", "text like " + wanted, "any text");
    } else if (!listed) {
      obstacles.add(Obstacle.unknown(place, "pattern", "two patterns cannot be compared"));
    }
  }

  private void required(String place, Conjunction given, JsonNode wanted) {
    for (String name : strings(wanted)) {
      if (!given.requires(name)) {
        miss(place, "required", name, "none");
      }
    }
  }

  private void properties(String place, Conjunction given, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> property : wanted.properties()) {
      String name = property.getKey();
      obstacles.addAll(obstacles(below(place, name), given.property(name), property.getValue()));
    }
  }

  private void patternProperties(String place, Conjunction given, JsonNode wanted) {
    for (Map.Entry<String, JsonNode> rule : wanted.properties()) {
      Pattern pattern = Pattern.compile(rule.getKey());
      for (String name : given.named()) {
        if (pattern.matcher(name).find()) {
          obstacles.addAll(obstacles(below(place, name), given.property(name), rule.getValue()));
        }
      }
      boolean same = given.patterns().containsKey(rule.getKey());
      given
          .patterns()
          .forEach((other, schema) -> {
            if (other.equals(rule.getKey())) {
              obstacles.addAll(obstacles(below(place, other), schema, rule.getValue()));
            } else if (!holds(schema, rule.getValue()) && !same) {
              overlap(place, rule.getKey(), other);
            }
          });
      if (!same && !holds(given.rest(), rule.getValue())) {
        miss(place, "patternProperties", "a rule kept by " + rule.getKey(), "others of that name");
      }
    }
  }

  private void overlap(String place, String pattern, String other) {
    obstacles.add(
        Obstacle.unknown(
            place,
            "patternProperties",
            "whether a name can be both " + pattern + " and " + other + " is not decided"));
  }

  private void additionalProperties(
      String place, Conjunction given, JsonNode reader, JsonNode wanted) {
    Set<String> known = new HashSet<>(reader.path("properties").propertyNames());
    List<Pattern> patterns =
        reader.path("patternProperties").propertyNames().stream().map(Pattern::compile).toList();
    for (String name : given.named()) {
      boolean covered =
          known.contains(name) || patterns.stream().anyMatch(p -> p.matcher(name).find());
      if (!covered) {
        additional(place, name, given.property(name), wanted);
      }
    }
    given
        .patterns()
        .forEach((pattern, schema) -> {
          if (!reader.path("patternProperties").has(pattern)) {
            additional(place, pattern, schema, wanted);
          }
        });
    additional(place, ANY, given.rest(), wanted);
  }

  private void additional(String place, String name, Conjunction given, JsonNode wanted) {
    if (wanted.isBoolean() && !given.impossible()) {
      miss(
          place,
          "additionalProperties",
          "no other key",
          name.equals(ANY) ? "any other" : "the key " + name);
    } else {
      obstacles.addAll(obstacles(below(place, name), given, wanted));
    }
  }

  private void propertyNames(String place, Conjunction given, JsonNode wanted) {
    boolean ruled = given.all("propertyNames").findAny().isPresent();
    boolean closed = given.rest().impossible() && given.patterns().isEmpty();
    boolean kept =
        (ruled && holds(given.under("propertyNames"), wanted))
            || (closed
                && given.named().stream()
                    .filter(name -> !given.property(name).impossible())
                    .allMatch(name -> holds(Conjunction.ofValue(text(name)), wanted)));
    if (!kept) {
      miss(place, "propertyNames", "names like " + wanted, "others");
    }
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.stringNode(value);
  }

  private void items(String place, Conjunction given, JsonNode reader, JsonNode wanted) {
    boolean tuple = reader.has("prefixItems") || given.all("prefixItems").findAny().isPresent();
    if (tuple) {
      boolean same =
          given.parts().stream()
              .anyMatch(part ->
                  part.path("items").equals(wanted)
                      && part.path("prefixItems").equals(reader.path("prefixItems")));
      if (!same) {
        obstacles.add(Obstacle.unknown(place, "items", "lists with prefixItems are not compared"));
      }
      return;
    }
    boolean none =
        given.upper("maxItems", ANY).filter(end -> end.value().signum() == 0).isPresent();
    if (!none) {
      obstacles.addAll(obstacles(below(place, "[]"), given.under("items"), wanted));
    }
  }

  private void flag(String place, Conjunction given, String keyword, JsonNode wanted) {
    if (wanted.asBoolean() && given.all(keyword).noneMatch(JsonNode::asBoolean)) {
      miss(place, keyword, "it", "others");
    }
  }

  private void not(String place, Conjunction given, JsonNode wanted) {
    boolean excluded =
        given.all("not").anyMatch(other -> holds(Conjunction.of(wanted), other))
            || given
                .values()
                .filter(values -> values.stream().noneMatch(value -> mayBe(value, wanted)))
                .isPresent();
    if (excluded) {
      return;
    }
    if (given.all("not").findAny().isEmpty()) {
      miss(place, "not", "none that is " + wanted, "one");
    } else {
      obstacles.add(Obstacle.unknown(place, "not", "two exclusions cannot be compared"));
    }
  }

  /** Whether a value could be accepted; only a list of others shows that it is not. */
  private static boolean mayBe(JsonNode value, JsonNode schema) {
    return Conjunction.of(schema).values().map(values -> contains(values, value)).orElse(true);
  }

  private void anyOf(String place, Conjunction given, JsonNode wanted) {
    boolean one = wanted.valueStream().anyMatch(branch -> holds(given, branch));
    boolean listed =
        given
            .values()
            .filter(values ->
                values.stream()
                    .map(Conjunction::ofValue)
                    .allMatch(
                        value -> wanted.valueStream().anyMatch(branch -> holds(value, branch))))
            .isPresent();
    if (!one && !listed) {
      obstacles.add(
          Obstacle.unknown(place, "anyOf", "no branch of the reader covers all that is given"));
    }
  }

  private void condition(String place, Conjunction given, JsonNode wanted) {
    boolean whatever = holds(given, wanted.path("then")) && holds(given, wanted.path("else"));
    if (!whatever) {
      obstacles.add(
          Obstacle.unknown(place, "if", "the reader has a condition that the other has not"));
    }
  }

  private void sameLength(String place, Conjunction given, JsonNode wanted) {
    boolean kept =
        given
            .all("sameLength")
            .anyMatch(other ->
                other.path(0).equals(wanted.path(0))
                    && strings(other).containsAll(strings(wanted)));
    if (!kept) {
      miss(place, "sameLength", "equal lengths of " + strings(wanted), "others");
    }
  }

  private void agrees(String place, Conjunction given, JsonNode wanted) {
    for (JsonNode rule : wanted) {
      boolean kept =
          given.all("agrees").anyMatch(rules -> rules.valueStream().anyMatch(rule::equals));
      if (!kept) {
        miss(place, "agrees", rule.path("property").asString() + " as the name says", "another");
      }
    }
  }

  private void uniqueKey(String place, Conjunction given, JsonNode wanted) {
    if (given.all("uniqueKey").findAny().isEmpty()) {
      miss(place, "uniqueKey", "rows that differ in " + wanted, "rows that do not");
    } else {
      obstacles.add(Obstacle.unknown(place, "uniqueKey", "two lists of keys cannot be compared"));
    }
  }

  private void format(String place, Conjunction given, JsonNode wanted) {
    String other = given.all("x-format").map(JsonNode::asString).findFirst().orElse("no format");
    miss(place, "x-format", wanted.asString(), other);
  }

  private void miss(String place, String keyword, String wanted, String given) {
    obstacles.add(Obstacle.of(place, keyword, wanted, given));
  }

  private static Set<String> strings(JsonNode list) {
    Set<String> strings = new TreeSet<>();
    list.forEach(item -> strings.add(item.asString()));
    return strings;
  }

  private static String below(String place, String name) {
    return place.isEmpty() ? name : place + "/" + name;
  }
}
