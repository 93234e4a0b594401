package org.colophon.artifact;

import com.networknt.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.artifact.format.RowVisitor;
import org.colophon.artifact.sure.SureSchema;
import tools.jackson.databind.JsonNode;

/** Judges the rows of one table as they pass: {@code eachRow} and {@code uniqueKey}. */
final class RowJudge implements RowVisitor {
  /** A table that is wrong throughout is not worth a message for every row. */
  private static final int MOST_VIOLATIONS = 20;

  private final Optional<Schema> eachRow;
  private final Optional<SureSchema> sure;
  private final List<List<String>> keys;
  private final LegacyNames legacyNames;
  private final Reasons reasons;
  private final Set<List<String>> seen = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private Optional<Violation> gravestLeftOut = Optional.empty();
  private long leftOut;
  private boolean surelyValid;

  /**
   * @param sure what {@code eachRow} is surely satisfied with
   */
  RowJudge(
      Optional<Schema> eachRow,
      Optional<SureSchema> sure,
      List<List<String>> keys,
      LegacyNames legacyNames,
      Reasons reasons) {
    this.eachRow = eachRow;
    this.sure = legacyNames.renameColumns() ? Optional.empty() : sure;
    this.keys = keys;
    this.legacyNames = legacyNames;
    this.reasons = reasons;
  }

  /** A row with a key is read for its key, but not judged again. */
  @Override
  public boolean passes(byte[] text) {
    surelyValid = sure.isPresent() && sure.get().accepts(text);
    return surelyValid && keys.isEmpty();
  }

  @Override
  public void row(long number, JsonNode row) {
    JsonNode cells = legacyNames.inRow(row);
    if (!surelyValid) {
      judge(number, cells);
    }
    keys.stream()
        .filter(key -> key.stream().allMatch(cells::has))
        .findFirst()
        .ifPresent(key -> judgeKey(key, cells, number));
  }

  private void judge(long number, JsonNode cells) {
    try {
      eachRow.ifPresent(
          schema -> schema.validate(cells).forEach(error -> add(reasons.ofRow(error, number))));
    } catch (BoundedPattern.TooCostly e) {
      add(CompiledSchema.tooCostly("row " + number + ": ", e));
    }
  }

  private void judgeKey(List<String> key, JsonNode cells, long number) {
    List<String> values = key.stream().map(column -> text(cells.path(column))).toList();
    if (!seen.add(values)) {
      add(
          new Violation(
              Severity.INVALID,
              "duplicate_key " + String.join("+", key),
              "row "
                  + number
                  + " repeats "
                  + String.join(", ", key)
                  + " = "
                  + String.join(", ", values)));
    }
  }

  /** 1 and 1.0 name the same row. */
  private static String text(JsonNode cell) {
    return cell.isNumber() ? Double.toString(cell.doubleValue()) : cell.asString();
  }

  private void add(Violation violation) {
    if (violations.size() < MOST_VIOLATIONS) {
      violations.add(violation);
      return;
    }
    leftOut++;
    if (gravestLeftOut.isEmpty()
        || violation.severity().compareTo(gravestLeftOut.get().severity()) > 0) {
      gravestLeftOut = Optional.of(violation);
    }
  }

  List<Violation> violations() {
    List<Violation> all = new ArrayList<>(violations);
    gravestLeftOut.ifPresent(gravest ->
        all.add(
            new Violation(
                gravest.severity(),
                gravest.code(),
                gravest.message() + " (" + leftOut + " more are not listed)")));
    return all;
  }
}
