package org.colophon.artifact;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.sure.SureSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** A schema made ready to judge files. */
final class CompiledSchema {
  private final ArtifactSchema source;
  private final Schema schema;
  private final Optional<Schema> eachRow;
  private final Optional<SureSchema> sure;
  private final List<List<String>> keys;
  private final Reasons reasons;

  /**
   * @throws RuntimeException if the schema cannot be compiled
   */
  CompiledSchema(ArtifactSchema source, SchemaRegistry registry) {
    this.source = source;
    JsonNode json = source.json();
    this.schema = registry.getSchema(SchemaLocation.of(iri(source.type())), json);
    this.schema.initializeValidators();
    this.eachRow =
        json.has(ColophonDialect.EACH_ROW)
            ? Optional.of(
                schema.getSubSchema(
                    new NodePath(PathType.JSON_POINTER).append(ColophonDialect.EACH_ROW)))
            : Optional.empty();
    this.sure =
        SureSchema.of(
            json,
            json.path(ColophonDialect.EACH_ROW).isMissingNode()
                ? BooleanNode.TRUE
                : json.path(ColophonDialect.EACH_ROW),
            CompiledSchema::found);
    this.keys =
        json.path(ColophonDialect.UNIQUE_KEY)
            .valueStream()
            .map(key -> key.valueStream().map(JsonNode::asString).toList())
            .toList();
    this.reasons = new Reasons(json);
  }

  /** Whether a pattern is surely found in a text. */
  static Predicate<String> found(String ecmaScript) {
    BoundedPattern pattern = new BoundedPattern(ecmaScript);
    return text -> {
      try {
        return pattern.matches(text);
      } catch (BoundedPattern.TooCostly e) {
        return false;
      }
    };
  }

  private static String iri(ArtifactType type) {
    return "urn:colophon:" + type.name() + ":" + type.version();
  }

  ArtifactCheck check(Path file, Reading reading) throws IOException {
    LegacyNames names = names(reading);
    RowJudge rows = new RowJudge(eachRow, sure, keys, names, reasons);
    Description description = source.format().describe(file, rows);
    List<Violation> violations = new ArrayList<>();
    description.findings().forEach(finding -> violations.add(Violation.of(finding)));
    // What a damaged file lacks says nothing about what its author left out.
    if (description.readable()) {
      names.applyTo(description.json()).ifPresent(violations::add);
      violations.addAll(judge(description.json()));
      violations.addAll(rows.violations());
    }
    violations.sort(Comparator.comparing(Violation::severity).reversed());
    return new ArtifactCheck(file, source.type(), description.json(), violations);
  }

  /** Its rows, each by itself; not how many there are, nor what they say together. */
  ArtifactCheck checkPart(Path file, Reading reading) throws IOException {
    RowJudge rows = new RowJudge(eachRow, sure, List.of(), names(reading), reasons);
    Description description = source.format().describe(file, rows);
    List<Violation> violations = new ArrayList<>();
    description.findings().forEach(finding -> violations.add(Violation.of(finding)));
    if (description.readable()) {
      violations.addAll(rows.violations());
    }
    violations.sort(Comparator.comparing(Violation::severity).reversed());
    return new ArtifactCheck(file, source.type(), description.json(), violations);
  }

  private LegacyNames names(Reading reading) {
    return switch (reading) {
      case STRICT -> LegacyNames.NONE;
      case LEGACY -> LegacyNames.in(source.json());
    };
  }

  List<Violation> judge(JsonNode description) {
    try {
      return schema.validate(description).stream().map(reasons::of).toList();
    } catch (BoundedPattern.TooCostly e) {
      return List.of(tooCostly("", e));
    }
  }

  /** What could not be judged is not believed. */
  static Violation tooCostly(String place, BoundedPattern.TooCostly why) {
    return new Violation(Severity.INVALID, "too_costly", place + why.getMessage());
  }
}
