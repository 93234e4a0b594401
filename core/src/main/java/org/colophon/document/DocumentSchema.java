package org.colophon.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.colophon.artifact.BoundedPattern;
import org.colophon.contract.Json;
import org.colophon.contract.PipelineException.InvalidDocument;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON Schema (2020-12) for a file that people write; its messages say where and what else. */
public final class DocumentSchema {
  /** So many problems are said; who has more of them mends these first. */
  private static final int MOST_PROBLEMS = 50;

  private static final int LONGEST_TEXT = 300;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .regularExpressionFactory(BoundedPattern::new)
                      .build()));

  private final JsonNode json;
  private final Schema schema;

  private DocumentSchema(JsonNode json, Schema schema) {
    this.json = json;
    this.schema = schema;
  }

  /** One of the schemas that come with the program. */
  public static DocumentSchema builtIn(String resource) {
    try (InputStream in = DocumentSchema.class.getResourceAsStream("/schemas/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("schema " + resource + " is missing from the program");
      }
      return of(resource, Json.mapper().readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException("schema " + resource + " cannot be read", e);
    }
  }

  /**
   * Reads a schema file.
   *
   * @throws InvalidDocument if it is not a schema
   */
  public static DocumentSchema read(Path file) throws IOException {
    Document document = Document.read(file);
    Schema metaschema = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
    List<Error> problems = metaschema.validate(document.root());
    if (!problems.isEmpty()) {
      Error first = problems.getFirst();
      String at = first.getInstanceLocation().toString();
      throw new InvalidDocument(
          document.place(at) + ": not a JSON Schema: " + where(at) + first.getMessage());
    }
    return of(file.toString(), document.root());
  }

  /**
   * Wraps a schema already parsed.
   *
   * @throws InvalidDocument if it is not a schema; {@code name} stands for it in the message
   */
  public static DocumentSchema of(String name, JsonNode json) {
    try {
      Schema schema = REGISTRY.getSchema(json);
      schema.validate(json.isObject() ? json : Json.mapper().createObjectNode());
      return new DocumentSchema(json, schema);
    } catch (SchemaException e) {
      throw new InvalidDocument(name + " is not a JSON Schema: " + e.getMessage());
    }
  }

  public JsonNode json() {
    return json;
  }

  /**
   * What is wrong with {@code node}, in the order of the file; empty if nothing is. Of very many
   * problems the first, and how many more there are.
   *
   * @param place where the value at a JSON pointer stands, as the user knows it
   */
  public List<String> problems(JsonNode node, UnaryOperator<String> place) {
    List<Error> errors;
    try {
      errors = schema.validate(node);
    } catch (BoundedPattern.TooCostly e) {
      return List.of(place.apply("") + ": " + e.getMessage());
    }
    List<String> problems =
        errors.stream()
            .limit(MOST_PROBLEMS)
            .map(error -> message(error, place))
            .distinct()
            .collect(Collectors.toCollection(ArrayList::new));
    if (errors.size() > MOST_PROBLEMS) {
      problems.add("and " + (errors.size() - MOST_PROBLEMS) + " problems more");
    }
    return problems;
  }

  /**
   * Checks a whole document.
   *
   * @throws InvalidDocument naming every problem with its line
   */
  public void require(Document document) {
    List<String> problems = problems(document.root(), document::place);
    if (!problems.isEmpty()) {
      throw new InvalidDocument(String.join("\n", problems));
    }
  }

  /** Fills what {@code node} leaves out with the defaults that the schema gives, in place. */
  public void fillDefaults(ObjectNode node) {
    Defaults.fill(node, json);
  }

  private String message(Error error, UnaryOperator<String> place) {
    String pointer = error.getInstanceLocation().toString();
    if (error.getKeyword().equals("additionalProperties") && error.getProperty() != null) {
      String key = error.getProperty();
      return place.apply(pointer + "/" + key)
          + ": unknown key "
          + shortened(key)
          + NearestName.hint(key, knownKeys(error));
    }
    return place.apply(pointer) + ": " + shortened(where(pointer)) + shortened(error.getMessage());
  }

  /** A message quotes the file, which may hold anything. */
  private static String shortened(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
  }

  private static String where(String pointer) {
    return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ": ";
  }

  private Set<String> knownKeys(Error error) {
    String keyword = error.getSchemaLocation().getFragment().toString();
    JsonNode object = json.at(JsonPointer.compile(keyword).head());
    return new TreeSet<>(object.path("properties").propertyNames());
  }
}
