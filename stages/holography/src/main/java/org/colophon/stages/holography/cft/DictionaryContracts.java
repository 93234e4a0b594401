package org.colophon.stages.holography.cft;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.colophon.stages.holography.dictionary.BulkField;
import org.colophon.stages.holography.dictionary.Status;

/**
 * {@code DictionaryContracts@0.2}: the verdict on every subject, with each number bound to the file
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
    List<PublishedLevel> publishedLevels,
    List<ExcludedSystem> excludedSystems,
    Map<String, Integer> counts) {

  static final String SCHEMA_NAME = "DictionaryContracts";
  static final String SCHEMA_VERSION = "0.2";

  record InputFile(String alias, String file, String sha256) {}

  /**
   * Where a number comes from.
   *
   * @param field JSON pointer into the file, after {@code meta_json} for an NPZ; {@code
   *     cell=ROW,COLUMN} for a CSV, both from 1, the header being row 1
   */
  record Source(String alias, String file, String field) {}

  /**
   * An eigenvalue on a recovered geometry against the published one of the same space.
   *
   * @param spectrum which
   * @param scaled λ z_h²
   * @param scaledError from the standard deviation of z_h
   * @param deviation scaled/published - 1
   */
  record PublishedLevel(
      String systemId,
      String spectrum,
      int modeId,
      @JsonProperty("lambda_zh2") double scaled,
      @JsonProperty("lambda_zh2_err") double scaledError,
      double published,
      double deviation,
      double tolerance,
      Status status,
      String literature,
      List<Source> sources) {
    PublishedLevel {
      sources = List.copyOf(sources);
    }
  }

  /** A system that the atlas leaves out, and why. */
  record ExcludedSystem(String systemId, String family, String reason, Source source) {}

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
    publishedLevels = List.copyOf(publishedLevels);
    excludedSystems = List.copyOf(excludedSystems);
    counts = new LinkedHashMap<>(counts);
  }
}
