package org.colophon.artifact;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.Finding;
import org.colophon.artifact.format.RowVisitor;
import tools.jackson.databind.JsonNode;

/** The schemas of a pipeline, by type, and the judgement of files by them. */
public final class SchemaCatalog {
  private static final String SUFFIX = ".schema.json";

  private final Map<ArtifactType, ArtifactSchema> schemas = new LinkedHashMap<>();
  private final Map<ArtifactType, CompiledSchema> compiled = new LinkedHashMap<>();

  private SchemaCatalog() {}

  /**
   * Reads every {@code <Name>/<version>.schema.json} below each folder.
   *
   * @throws IOException if a folder cannot be read or a schema is broken; the message names the
   *     file
   */
  public static SchemaCatalog open(List<Path> folders) throws IOException {
    SchemaCatalog catalog = new SchemaCatalog();
    SchemaRegistry registry = registry();
    Schema metaSchema = metaSchema();
    for (Path folder : folders) {
      for (Path file : schemaFiles(folder)) {
        catalog.add(read(folder.relativize(file), file, metaSchema), registry);
      }
    }
    return catalog;
  }

  /** What all schemas are compiled by. */
  static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        ColophonDialect.dialect(),
        builder ->
            builder
                .schemaLoader(loader -> loader.fetchRemoteResources(false))
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .locale(Locale.ENGLISH)
                        .preloadSchema(true)
                        .regularExpressionFactory(BoundedPattern::new)
                        .build()));
  }

  private static List<Path> schemaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private void add(ArtifactSchema schema, SchemaRegistry registry) throws IOException {
    ArtifactSchema other = schemas.putIfAbsent(schema.type(), schema);
    if (other != null) {
      throw broken(
          schema.file(), "the type " + schema.type() + " is already defined by " + other.file());
    }
    try {
      compiled.put(schema.type(), new CompiledSchema(schema, registry));
    } catch (RuntimeException e) {
      // The library has several exceptions for a schema that it cannot compile.
      throw broken(schema.file(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads one schema, wherever it stands.
   *
   * @throws IOException if the file cannot be read or is no schema; the message names it
   */
  public static JsonNode read(Path file) throws IOException {
    return read(file, metaSchema());
  }

  private static Schema metaSchema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
  }

  private static JsonNode read(Path file, Schema metaSchema) throws IOException {
    Description description = ArtifactFormat.named("json").describe(file, RowVisitor.NONE);
    if (!description.readable()) {
      throw broken(
          file,
          description.findings().stream().map(Finding::message).collect(Collectors.joining("; ")));
    }
    JsonNode json = description.json();
    List<Error> errors = metaSchema.validate(json);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      throw broken(file, first.getInstanceLocation() + ": " + first.getMessage());
    }
    return json;
  }

  private static ArtifactSchema read(Path place, Path file, Schema metaSchema) throws IOException {
    JsonNode json = read(file, metaSchema);
    try {
      return new ArtifactSchema(
          typeOf(place),
          ArtifactFormat.named(json.path("x-format").asString("")),
          file,
          json,
          json.path("x-compatible-with").valueStream().map(JsonNode::asString).toList());
    } catch (IllegalArgumentException e) {
      throw broken(file, String.valueOf(e.getMessage()));
    }
  }

  private static ArtifactType typeOf(Path place) {
    if (place.getNameCount() != 2) {
      throw new IllegalArgumentException("it must stand in a folder named after its type");
    }
    String version = place.getName(1).toString();
    return new ArtifactType(
        place.getName(0).toString(), version.substring(0, version.length() - SUFFIX.length()));
  }

  private static IOException broken(Path file, String why) {
    return new IOException("the schema " + file + " is broken: " + why);
  }

  /** All schemas, by name and version. */
  public List<ArtifactSchema> schemas() {
    return schemas.values().stream()
        .sorted(Comparator.comparing(schema -> schema.type().toString()))
        .toList();
  }

  public Optional<ArtifactSchema> find(ArtifactType type) {
    return Optional.ofNullable(schemas.get(type));
  }

  /**
   * Whether whoever wants {@code wanted} can be given {@code given}: the same type, or a version of
   * it whose schema declares itself compatible with the wanted one.
   */
  public boolean accepts(ArtifactType wanted, ArtifactType given) {
    if (wanted.equals(given)) {
      return true;
    }
    return wanted.name().equals(given.name())
        && find(given).filter(s -> s.compatibleWith().contains(wanted.version())).isPresent();
  }

  /**
   * Judges one file. Whatever is wrong with its content is a violation.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   * @throws IllegalArgumentException if the catalog has no such type
   */
  public ArtifactCheck check(ArtifactType type, Path file, Reading reading) throws IOException {
    return compiled(type).check(file, reading);
  }

  /**
   * Judges one file that is a part of a table: its rows, each by itself, and not what is wanted of
   * all rows together.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  public ArtifactCheck checkPart(ArtifactType type, Path file, Reading reading) throws IOException {
    return compiled(type).checkPart(file, reading);
  }

  /** Judges a description that is already there. */
  List<Violation> judge(ArtifactType type, JsonNode description) {
    return compiled(type).judge(description);
  }

  private CompiledSchema compiled(ArtifactType type) {
    CompiledSchema schema = compiled.get(type);
    if (schema == null) {
      throw new IllegalArgumentException(
          "there is no schema of " + type + "; there are " + compiled.keySet());
    }
    return schema;
  }
}
