package org.colophon.stages.holography.cft;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.stages.holography.dictionary.BulkField;
import org.colophon.stages.holography.dictionary.Status;

/**
 * {@code DictionaryContracts@0.1}: the verdict on every subject, with each number bound to the file
 * that it came from.
 */
record DictionaryContracts(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    String interpretation,
    RealDataParams tolerances,
    List<InputFile> files,
    List<Subject> subjects,
    Map<String, Integer> counts) {

  static final String SCHEMA_NAME = "DictionaryContracts";
  static final String SCHEMA_VERSION = "0.1";

  record InputFile(String alias, String file, String sha256) {}

  /**
   * Where a number comes from.
   *
   * @param field JSON pointer into the file
   */
  record Source(String alias, String file, String field) {}

  /** What kind of data a subject is. */
  enum Kind {
    GEOMETRY,
    SPECTRUM
  }

  record Subject(
      String subjectId,
      Kind kind,
      int d,
      Verdict verdict,
      String reason,
      List<Check> checks,
      List<Operator> operators,
      List<Quantity> quantities) {
    Subject {
      checks = List.copyOf(checks);
      operators = List.copyOf(operators);
      quantities = List.copyOf(quantities);
    }
  }

  /**
   * @param error standard deviation of the value; absent where the source gives none
   * @param literature why the test means something
   */
  record Check(
      String id,
      String statement,
      OptionalDouble value,
      OptionalDouble error,
      double tolerance,
      Status status,
      String reason,
      String literature,
      List<Source> sources) {
    Check {
      sources = List.copyOf(sources);
    }
  }

  /**
   * @param field the dual scalar; for an operator with spin its m² says nothing and is of a scalar
   *     of the same dimension, so it is only given for spin 0
   * @param published where the theory's data come from
   */
  record Operator(
      String name,
      int spin,
      @JsonProperty("Delta") double delta,
      @JsonProperty("Delta_err") OptionalDouble error,
      double unitarityBound,
      boolean unitary,
      List<BulkField> field,
      String published,
      Source source) {
    Operator {
      field = List.copyOf(field);
    }
  }

  record Quantity(String id, String statement, double value, List<Source> sources) {
    Quantity {
      sources = List.copyOf(sources);
    }
  }

  DictionaryContracts {
    systemIds = List.copyOf(systemIds);
    files = List.copyOf(files);
    subjects = List.copyOf(subjects);
    counts = new LinkedHashMap<>(counts);
  }
}
