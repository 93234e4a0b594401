package org.colophon.artifact;

import com.networknt.schema.SchemaException;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * JSON Schema 2020-12 with the keywords that it lacks for arrays and tables. They judge the
 * statistics in a description, never the values themselves. A keyword that nobody knows is an
 * error, since a misspelt rule would judge nothing.
 */
final class ColophonDialect {
  /** Schema of one row of a table. */
  static final String EACH_ROW = "eachRow";

  /** Lists of columns that together name a row; the first list whose columns exist counts. */
  static final String UNIQUE_KEY = "uniqueKey";

  private static final String ID = "https://json-schema.org/draft/2020-12/schema";

  private ColophonDialect() {}

  static Dialect dialect() {
    return Dialect.builder(ID, Dialects.getDraft202012())
        .keyword(new DescriptionKeyword("finite", ColophonDialect::finite))
        .keyword(new DescriptionKeyword("strictlyIncreasing", ColophonDialect::strictlyIncreasing))
        .keyword(new DescriptionKeyword("positive", ColophonDialect::positive))
        .keyword(new DescriptionKeyword("sameLength", ColophonDialect::sameLength))
        .keyword(new DescriptionKeyword("agrees", ColophonDialect::agrees))
        .keyword(new NonValidationKeyword(EACH_ROW))
        .keyword(new NonValidationKeyword(UNIQUE_KEY))
        .keyword(new NonValidationKeyword("x-format"))
        .keyword(new NonValidationKeyword("x-compatible-with"))
        .keyword(new NonValidationKeyword("x-legacy-names"))
        .keyword(new NonValidationKeyword("x-code"))
        .keyword(new NonValidationKeyword("x-severity"))
        .keyword(new NonValidationKeyword("x-message"))
        .unknownKeywordFactory((name, context) -> {
          throw new SchemaException("there is no keyword '" + name + "'");
        })
        .build();
  }

  /** {@code finite: true}: no NaN and no infinity. */
  private static List<Objection> finite(JsonNode wanted, JsonNode array) {
    return judged(wanted, array.path("finite"))
        ? List.of()
        : List.of(
            new Objection(
                "", "is not finite at position " + array.path("first_non_finite").asString()));
  }

  /** {@code strictlyIncreasing: true}: every value is greater than the one before. */
  private static List<Objection> strictlyIncreasing(JsonNode wanted, JsonNode array) {
    return judged(wanted, array.path("strictly_increasing"))
        ? List.of()
        : List.of(
            new Objection(
                "",
                "does not increase at position " + array.path("first_not_increasing").asString()));
  }

  private static boolean judged(JsonNode wanted, JsonNode fact) {
    return !wanted.asBoolean() || !fact.isBoolean() || fact.booleanValue();
  }

  /** {@code positive: true}: the smallest value is above zero. */
  private static List<Objection> positive(JsonNode wanted, JsonNode array) {
    JsonNode min = array.path("min");
    return !wanted.asBoolean() || !min.isNumber() || min.doubleValue() > 0
        ? List.of()
        : List.of(new Objection("", "must be positive and holds " + min));
  }

  /** {@code sameLength: [z, A]}: arrays that are there have the first one's length. */
  private static List<Objection> sameLength(JsonNode names, JsonNode arrays) {
    List<Objection> objections = new ArrayList<>();
    JsonNode first = arrays.path(names.path(0).asString()).path("shape").path(0);
    for (JsonNode name : names.values()) {
      JsonNode length = arrays.path(name.asString()).path("shape").path(0);
      if (first.isNumber() && length.isNumber() && first.longValue() != length.longValue()) {
        objections.add(
            new Objection(
                name.asString(),
                name.asString()
                    + " has "
                    + length
                    + " values, "
                    + names.path(0).asString()
                    + " has "
                    + first));
      }
    }
    return objections;
  }

  /**
   * {@code agrees: [{property: d, with: system_id, pattern: "_d(\\d+)_"}]}: the number that a name
   * carries is the one that the property says.
   */
  private static List<Objection> agrees(JsonNode rules, JsonNode object) {
    List<Objection> objections = new ArrayList<>();
    for (JsonNode rule : rules.values()) {
      String property = rule.path("property").asString();
      JsonNode value = object.path(property);
      JsonNode name = object.path(rule.path("with").asString());
      if (!value.isNumber() || !name.isString()) {
        continue;
      }
      Matcher matcher = Pattern.compile(rule.path("pattern").asString()).matcher(name.asString());
      if (matcher.find() && Double.parseDouble(matcher.group(1)) != value.doubleValue()) {
        objections.add(
            new Objection(
                property,
                property
                    + " is "
                    + value
                    + ", but "
                    + rule.path("with").asString()
                    + " is "
                    + name.asString()));
      }
    }
    return objections;
  }
}
