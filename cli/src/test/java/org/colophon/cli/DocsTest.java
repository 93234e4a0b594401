package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.colophon.artifact.ArtifactSchema;
import org.colophon.artifact.ArtifactType;
import org.colophon.artifact.SchemaCatalog;
import org.colophon.comparison.Golden;
import org.colophon.comparison.Tolerances;
import org.colophon.config.ConfigFile;
import org.colophon.config.Profile;
import org.colophon.config.RunConfig;
import org.colophon.control.ControlsFile;
import org.colophon.document.Document;
import org.colophon.legacy.LegacyMapFile;
import org.colophon.pipeline.Pipeline;
import org.colophon.pipeline.PipelineFile;
import org.colophon.pipeline.StageSpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The documents say what is true: their commands parse and run, their files load, their links lead
 * somewhere, their tables agree with the program. {@code -Dgolden=update} rewrites the {@code help}
 * blocks and what the page of artifacts takes from the schemas.
 */
final class DocsTest {
  private static final Path HOME = TestPipeline.HOME.toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of("target", "runs", "node_modules");

  /** Older folders, with the YAML of the tools that made them. */
  private static final Path OF_OTHER_TOOLS = HOME.resolve("src-test-fixtures/legacy");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    MarkdownFile file = MarkdownFile.read(document);
    List<String> broken = new ArrayList<>();
    for (MarkdownFile.Link link : file.links()) {
      if (!link.target().matches("https?://.*") && !leadsSomewhere(document, link.target())) {
        broken.add(document + ":" + link.line() + ": " + link.target());
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandLineParses(Path document) throws IOException {
    MarkdownFile file = MarkdownFile.read(document);
    DocumentWorkspace workspace = new DocumentWorkspace(folder, file);
    List<String> broken = new ArrayList<>();
    for (MarkdownFile.Block block : file.blocks()) {
      if (Set.of("sh", "console").contains(block.info())) {
        block.commands().stream()
            .filter(command -> command.matches("(\\./)?run_pipeline( .*)?"))
            .forEach(command ->
                problemOf(command, workspace)
                    .ifPresent(
                        problem -> broken.add(document + ":" + block.line() + ": " + problem)));
      }
    }
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyYamlBlockLoads(Path document) throws IOException {
    MarkdownFile file = MarkdownFile.read(document);
    DocumentWorkspace workspace = new DocumentWorkspace(folder, file);
    for (MarkdownFile.Block block : file.blocks("yaml")) {
      Path yaml =
          workspace.folder().resolve(block.file().orElse("block-" + block.line() + ".yaml"));
      // as if it stood beside a pipeline file
      Files.writeString(yaml, block.text().replace("../../", HOME + "/"));
      load(yaml);
    }
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void everyYamlFileLoads(Path yaml) throws IOException {
    load(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/ARTIFACT_API.md",
        "docs/explanation/reuse.md",
        "docs/how-to/add-a-stage-in-python.md",
        "docs/how-to/add-a-stage-in-shell.md",
        "docs/how-to/run-a-stage-per-row.md",
        "docs/reference/config-file.md",
        "docs/tutorial/first-run.md"
      })
  void whatADocumentTypesPrintsWhatItSays(String name) throws Exception {
    boolean runsHolography = name.contains("tutorial");
    Assumptions.assumeTrue(
        !runsHolography || Files.exists(HOME.resolve("stages/holography/target/holography.jar")),
        "the holography stages are not built");
    copy(HOME.resolve("src-test-fixtures/pipelines/two_ok"), folder.resolve("numbers"));
    DocumentWorkspace workspace =
        new DocumentWorkspace(folder, MarkdownFile.read(HOME.resolve(name)));
    assertThat(workspace.followed()).isEmpty();
  }

  @Test
  void everyDocumentWithAConsoleBlockIsFollowed() throws IOException {
    List<String> withConsole = new ArrayList<>();
    for (Path document : documents().toList()) {
      if (!MarkdownFile.read(document).blocks("console").isEmpty()) {
        withConsole.add(HOME.relativize(document).toString());
      }
    }
    String[] followed =
        Stream.of(DocsTest.class.getDeclaredMethods())
            .filter(method -> method.getName().equals("whatADocumentTypesPrintsWhatItSays"))
            .findFirst()
            .orElseThrow()
            .getAnnotation(ValueSource.class)
            .strings();
    assertThat(withConsole).containsExactlyInAnyOrder(followed);
  }

  @Test
  void theCommandsPageShowsWhatHelpPrints() throws IOException {
    Path page = HOME.resolve("docs/reference/commands.md");
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(page, withHelp(Files.readString(page)));
    }
    MarkdownFile file = MarkdownFile.read(page);
    List<String> shown = new ArrayList<>();
    for (MarkdownFile.Block block : file.blocks()) {
      if (block.info().startsWith("help")) {
        String command = block.info().substring("help".length()).strip();
        shown.add(command);
        assertThat(block.text()).as("%s:%d", page, block.line()).isEqualTo(help(command));
      }
    }
    assertThat(shown).containsExactlyInAnyOrderElementsOf(commands());
  }

  @Test
  void theTablesOfStagesAgreeWithThePipelineFile() throws IOException {
    MarkdownFile page = MarkdownFile.read(HOME.resolve("docs/ARTIFACT_API.md"));
    for (Path folder : pipelines()) {
      Pipeline pipeline = PipelineFile.read(folder.resolve("pipeline.yaml"));
      for (StageSpec stage : pipeline.stages()) {
        assertThat(page.table("### " + stage.id()))
            .as(stage.id())
            .isEqualTo(rows(stage, pipeline, catalog()));
      }
    }
  }

  @Test
  void theTableOfATypeHasTheFieldsOfItsSchemaAndNoOthers() throws IOException {
    Path page = HOME.resolve("docs/ARTIFACT_API.md");
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(page, withFields(Files.readAllLines(page)));
    }
    MarkdownFile file = MarkdownFile.read(page);
    for (ArtifactSchema schema : catalog().schemas()) {
      Map<String, Boolean> wanted = FieldTable.of(schema);
      Map<String, String> told = FieldTable.in(file.section("### " + schema.type()));
      assertThat(told.keySet())
          .as("fields of %s", schema.type())
          .containsExactlyInAnyOrderElementsOf(wanted.keySet());
      assertThat(file.table("### " + schema.type()))
          .as("what the fields of %s are", schema.type())
          .allSatisfy(row -> assertThat(row.get(1)).as(row.getFirst()).isNotEmpty());
      assertThat(told)
          .as("what %s requires", schema.type())
          .allSatisfy((name, required) ->
              assertThat(required.equals("yes")).as(name).isEqualTo(wanted.get(name)));
    }
  }

  /** The last lines of a type's section come from its schema. */
  @Test
  void everyTypeSaysItsRulesVersionAndExample() throws IOException {
    Path page = HOME.resolve("docs/ARTIFACT_API.md");
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(page, withFacts(Files.readString(page)));
    }
    MarkdownFile file = MarkdownFile.read(page);
    for (ArtifactSchema schema : catalog().schemas()) {
      assertThat(file.section("### " + schema.type()))
          .as("what the schema of %s says", schema.type())
          .containsSubsequence(TypeFacts.lines(schema, HOME.resolve("docs")));
    }
  }

  @Test
  void everyReasonCodeOfTheFixturesIsDescribed() throws IOException {
    String page = Files.readString(HOME.resolve("docs/ARTIFACT_API.md"));
    Set<String> codes =
        Files.readAllLines(HOME.resolve("src-test-fixtures/holography/EXPECTED.tsv")).stream()
            .skip(1)
            .map(line -> line.split("\t", -1)[2])
            .filter(code -> !code.equals("-") && !code.startsWith("contract:"))
            .map(code -> code.replaceFirst("[: ].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(codes).isNotEmpty().allMatch(code -> page.contains("`" + code));
  }

  @Test
  void theNoticeNamesEveryLibraryThatRuns() throws IOException {
    String notice = Files.readString(HOME.resolve("NOTICE"));
    List<Path> folders =
        Stream.of("cli/target/lib", "stages/holography/target/lib", "stages/code-edit/target/lib")
            .map(HOME::resolve)
            .filter(Files::isDirectory)
            .toList();
    assumeThat(folders).as("folders of libraries, made by mvn package").isNotEmpty();
    for (Path lib : folders) {
      try (Stream<Path> jars = Files.list(lib)) {
        assertThat(jars.map(jar -> jar.getFileName().toString()))
            .filteredOn(jar -> !jar.endsWith("-SNAPSHOT.jar"))
            .allMatch(jar -> notice.contains(":" + jar.replaceFirst("-\\d.*", "") + " "));
      }
    }
  }

  private static Stream<Path> documents() throws IOException {
    return files(".md");
  }

  private static Stream<Path> yamlFiles() throws IOException {
    return files(".yaml");
  }

  private static Stream<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            String name = String.valueOf(visited.getFileName());
            boolean skipped =
                NOT_OURS.contains(name) || name.startsWith(".") || visited.equals(OF_OTHER_TOOLS);
            return skipped && !visited.equals(HOME)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(ending)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted();
  }

  private static boolean leadsSomewhere(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || MarkdownFile.read(file).anchors().contains(parts[1]);
  }

  private static Optional<String> problemOf(String command, DocumentWorkspace workspace) {
    List<String> words = DocumentWorkspace.words(command);
    List<String> args = new ArrayList<>(words.subList(1, words.size()));
    if (!args.isEmpty() && args.getFirst().startsWith("--") && !args.getFirst().equals("--help")) {
      args.addFirst("run");
    }
    for (String arg : args) {
      boolean here = arg.matches("(configs|stages|src-test-fixtures)/.*");
      boolean there =
          Files.exists(HOME.resolve(arg)) || Files.exists(workspace.folder().resolve(arg));
      if (here && !there) {
        return Optional.of(command + ": no file " + arg);
      }
    }
    try {
      Main.commandLine(surroundings(new ByteArrayOutputStream()), args)
          .parseArgs(args.toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(command + ": " + e.getMessage());
    }
  }

  /** By the kind of document that its {@code schema} names; one without is no document of ours. */
  private static void load(Path yaml) throws IOException {
    String schema = Document.read(yaml).root().path("schema").asString("none");
    switch (schema) {
      case "pipeline/1.0", "pipeline/1.1" -> PipelineFile.read(yaml);
      case "config/1.0" -> {
        ConfigFile config = ConfigFile.read(yaml);
        Pipeline pipeline = PipelineFile.read(config.pipelineFile(HOME));
        RunConfig.resolve(config, List.of(), OptionalLong.empty(), pipeline);
        assertThat(config.inputs().values()).as("inputs of %s", yaml).allMatch(Files::exists);
      }
      case "env/1.0", "env/1.1" -> Profile.read(yaml);
      case "controls/1.0" -> ControlsFile.read(yaml, pipelineBeside(yaml));
      case "tolerances/1.0" -> Tolerances.read(yaml);
      case "golden/1.0" -> Golden.read(yaml);
      case "legacy/1.0", "legacy/1.1" ->
          LegacyMapFile.check(
              yaml,
              PipelineFile.read(
                  HOME.resolve("stages")
                      .resolve(Document.read(yaml).root().path("pipeline").asString())
                      .resolve("pipeline.yaml")));
      default -> throw new AssertionError(yaml + " has schema " + schema);
    }
  }

  /** Controls stand beside their pipeline; in a document, they are those of holography. */
  private static Pipeline pipelineBeside(Path controls) throws IOException {
    Path beside = controls.resolveSibling("pipeline.yaml");
    return PipelineFile.read(
        Files.exists(beside) ? beside : HOME.resolve("stages/holography/pipeline.yaml"));
  }

  private static List<List<String>> rows(
      StageSpec stage, Pipeline pipeline, SchemaCatalog catalog) {
    List<List<String>> rows = new ArrayList<>();
    stage
        .inputs()
        .forEach((alias, input) ->
            rows.add(
                row(
                    input.optional() ? "in, optional" : "in",
                    alias,
                    input.type(),
                    pipeline.maker(alias).map(made -> "`" + made.files() + "`").orElse("any"),
                    catalog)));
    for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
      StageSpec.Output made = output.getValue();
      String alias = output.getKey();
      String direction = made.optional() ? "out, optional" : "out";
      rows.add(row(direction, alias, made.type(), "`" + made.files() + "`", catalog));
      made.also()
          .forEach((files, type) ->
              rows.add(row("out, companion", alias, type, "`" + files + "`", catalog)));
    }
    return rows;
  }

  private static List<String> row(
      String direction, String alias, ArtifactType type, String files, SchemaCatalog catalog) {
    return List.of(
        direction,
        "`" + alias + "`",
        "`" + type + "`",
        catalog.find(type).orElseThrow().format().id(),
        files);
  }

  private static SchemaCatalog catalog() throws IOException {
    return SchemaCatalog.open(
        pipelines().stream().map(folder -> folder.resolve("schemas")).toList());
  }

  /** The folders of the pipelines that are shipped. */
  private static List<Path> pipelines() throws IOException {
    try (Stream<Path> folders = Files.list(HOME.resolve("stages"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pipeline.yaml")))
          .sorted()
          .toList();
    }
  }

  private static List<String> commands() {
    List<String> names = new ArrayList<>(List.of(""));
    addCommands("", Main.commandLine(surroundings(new ByteArrayOutputStream()), List.of()), names);
    return names;
  }

  private static void addCommands(String prefix, CommandLine command, List<String> names) {
    command
        .getSubcommands()
        .forEach((name, sub) -> {
          names.add(prefix + name);
          addCommands(prefix + name + " ", sub, names);
        });
  }

  private static String help(String command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Main.run((command + " --help").strip().split(" ", -1), surroundings(printed));
    return printed.toString(StandardCharsets.UTF_8).stripTrailing() + "\n";
  }

  private static String withHelp(String page) {
    StringBuilder text = new StringBuilder();
    boolean inHelp = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("```help")) {
        text.append(line).append('\n').append(help(line.substring("```help".length()).strip()));
        inHelp = true;
      } else if (inHelp && line.equals("```")) {
        inHelp = false;
      }
      if (!inHelp) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static String withFacts(String old) throws IOException {
    String page = old;
    for (ArtifactSchema schema : catalog().schemas()) {
      int start = page.indexOf("### " + schema.type() + "\n");
      if (start >= 0) {
        int end = page.indexOf("\n#", start + 1);
        String section =
            page.substring(start, end)
                .lines()
                .filter(line -> !line.startsWith("Rules: ") && !line.startsWith("Version "))
                .collect(Collectors.joining("\n"))
                .stripTrailing();
        String facts = String.join("\n\n", TypeFacts.lines(schema, HOME.resolve("docs")));
        page = page.substring(0, start) + section + "\n\n" + facts + "\n" + page.substring(end);
      }
    }
    return page;
  }

  private static String withFields(List<String> page) throws IOException {
    List<String> lines = new ArrayList<>(page);
    for (ArtifactSchema schema : catalog().schemas()) {
      int start = lines.indexOf("### " + schema.type()) + 1;
      int end = start;
      while (end < lines.size() && !lines.get(end).startsWith("#")) {
        end++;
      }
      List<String> section = lines.subList(start, end);
      List<String> rewritten = FieldTable.rewritten(List.copyOf(section), schema);
      section.clear();
      section.addAll(rewritten);
    }
    return String.join("\n", lines) + "\n";
  }

  private static Surroundings surroundings(ByteArrayOutputStream printed) {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    return new Surroundings(stream, stream, Map.of(), properties);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target);
      }
    }
  }
}
