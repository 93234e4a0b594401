package org.colophon.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.colophon.contract.WholeFile;
import org.colophon.run.PipelineRunner;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may import whom, and what nobody may do: section 1 of the house rules, on class files. */
final class ArchitectureTest {
  private static final String ROOT = "org.colophon.";

  /** What a package may import of ours, besides itself. */
  private static final Map<String, Set<String>> EDGES =
      Map.ofEntries(
          Map.entry("artifact.format", Set.of()),
          Map.entry("artifact.sure", Set.of()),
          Map.entry("artifact", Set.of("artifact.format", "artifact.sure")),
          Map.entry("artifact.compatibility", Set.of()),
          Map.entry("contract", Set.of("artifact")),
          Map.entry("secret", Set.of()),
          Map.entry("process", Set.of("secret")),
          Map.entry("guard", Set.of()),
          Map.entry("sandbox.seccomp", Set.of()),
          Map.entry("sandbox.linux", Set.of("sandbox.seccomp")),
          Map.entry("sandbox.proxy", Set.of()),
          Map.entry(
              "sandbox",
              Set.of("process", "secret", "sandbox.seccomp", "sandbox.linux", "sandbox.proxy")),
          Map.entry("document", Set.of("contract", "artifact")),
          Map.entry("pipeline", Set.of("document", "contract", "artifact", "sandbox.proxy")),
          Map.entry(
              "config", Set.of("document", "pipeline", "contract", "artifact", "sandbox.proxy")),
          Map.entry("provenance", Set.of("contract", "artifact")),
          Map.entry("executor", Set.of("process", "secret")),
          Map.entry("reuse", Set.of("contract", "artifact")),
          Map.entry(
              "items", Set.of("reuse", "pipeline", "contract", "artifact", "artifact.format")),
          Map.entry("vault", Set.of("config", "contract", "secret")),
          Map.entry(
              "run",
              Set.of(
                  "items",
                  "reuse",
                  "document",
                  "pipeline",
                  "config",
                  "provenance",
                  "executor",
                  "contract",
                  "artifact",
                  "guard",
                  "process",
                  "sandbox",
                  "sandbox.proxy",
                  "secret",
                  "vault")),
          Map.entry(
              "scaffold",
              Set.of("document", "pipeline", "contract", "artifact", "artifact.format")),
          Map.entry("sweep", Set.of("run", "contract")),
          Map.entry("reporting", Set.of("run", "document", "pipeline", "contract", "artifact")),
          Map.entry(
              "control",
              Set.of("run", "document", "pipeline", "contract", "artifact", "artifact.format")),
          Map.entry(
              "comparison",
              Set.of(
                  "run",
                  "document",
                  "pipeline",
                  "config",
                  "contract",
                  "artifact",
                  "artifact.format")),
          Map.entry(
              "conformance",
              Set.of("run", "pipeline", "executor", "contract", "artifact", "sandbox")),
          Map.entry(
              "legacy",
              Set.of(
                  "run",
                  "document",
                  "pipeline",
                  "config",
                  "contract",
                  "artifact",
                  "artifact.format")),
          Map.entry(
              "cli",
              Set.of(
                  "comparison",
                  "control",
                  "legacy",
                  "run",
                  "reuse",
                  "conformance",
                  "reporting",
                  "scaffold",
                  "sweep",
                  "document",
                  "pipeline",
                  "config",
                  "provenance",
                  "executor",
                  "contract",
                  "artifact",
                  "artifact.compatibility",
                  "artifact.format")));

  private static final String[] CORE =
      Stream.of(
              "document",
              "pipeline",
              "config",
              "provenance",
              "executor",
              "reuse",
              "items",
              "vault",
              "run")
          .map(name -> ROOT + name)
          .toArray(String[]::new);

  /** What {@link File} can do to a file system. */
  private static final String CHANGES = "(create|mkdir|delete|renameTo|set).*";

  private static final JavaClasses INFRA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.colophon");

  @Test
  void aPackageImportsOnlyWhatItMay() {
    Set<String> edges = new TreeSet<>();
    for (JavaClass from : INFRA) {
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
          .filter(to -> to.startsWith(ROOT) && !to.equals(from.getPackageName()))
          .forEach(to -> edges.add(ours(from.getPackageName()) + " → " + ours(to)));
    }
    Set<String> allowed = new TreeSet<>();
    EDGES.forEach((from, targets) -> targets.forEach(to -> allowed.add(from + " → " + to)));
    assertThat(edges).isSubsetOf(allowed).contains("cli → run", "run → sandbox");
    assertThat(INFRA.stream().map(type -> ours(type.getPackageName())).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(EDGES.keySet());
  }

  @Test
  void noPackagesImportEachOther() {
    slices().matching("org.colophon.(**)").should().beFreeOfCycles().check(INFRA);
  }

  @Test
  void onlyTheCommandLineTouchesTheProcessItRunsIn() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.colophon.cli")
        // the main of a stage is the edge of another process
        .and()
        .haveNameNotMatching("org\\.colophon\\.contract\\.Stage(Program|Training)")
        .should()
        .callMethodWhere(target(owner(type(System.class))).and(target(name("getenv"))))
        .orShould()
        .callMethodWhere(target(owner(type(System.class))).and(target(name("exit"))))
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(INFRA);
  }

  /**
   * So that the tests that let every change of a file fail leave none out. The exceptions: the lock
   * is asked for and read through the channel that holds it; the rest, as what an import converts,
   * lies outside of every run.
   */
  @Test
  void coreChangesFilesInOnePlaceOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .and()
        .doNotHaveSimpleName("FileCalls")
        .and()
        .doNotHaveSimpleName("RunLock")
        .and()
        .haveNameNotMatching(".*\\.(ScratchFolder|SandboxChoice|ToolVersions|BackedUpFile)(\\$.*)?")
        .should()
        .callMethodWhere(
            target(owner(type(Files.class)))
                .and(
                    target(
                        nameMatching("(write|create|set|move|copy|delete|newOutput|newByte).*"))))
        .orShould()
        .callMethodWhere(target(owner(type(FileChannel.class))))
        .orShould()
        .callMethodWhere(target(owner(type(File.class))).and(target(nameMatching(CHANGES))))
        .orShould()
        .callConstructorWhere(
            target(owner(assignableTo(FileOutputStream.class).or(type(RandomAccessFile.class)))))
        .orShould()
        .callMethodWhere(target(owner(type(WholeFile.class))))
        .orShould()
        .callMethodWhere(target(owner(type(Json.class))).and(target(name("write"))))
        .check(INFRA);
  }

  /** A stage that is run without its gate may read anything; only its trial may do that. */
  @Test
  void onlyTheTrialsOfAStageOpenItsGate() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.colophon.conformance")
        .should()
        .callMethodWhere(
            target(owner(type(PipelineRunner.class))).and(target(name("withOpenGate"))))
        .check(INFRA);
    classes()
        .that()
        .haveSimpleName("StageCheck")
        .should()
        .callMethod(PipelineRunner.class, "withOpenGate")
        .check(INFRA);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        INFRA.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void noNameOnlySaysWhichRoleItPlays() {
    for (String ending : List.of("Utils", "Helper", "Manager", "Impl")) {
      noClasses().should().haveSimpleNameEndingWith(ending).check(INFRA);
    }
  }

  @Test
  void infraNeverImportsScience() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.colophon.stages..")
        .check(INFRA);
  }

  @Test
  void scienceNeverImportsTheOrchestrator() throws IOException {
    JavaClasses stages = stages();
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            EDGES.keySet().stream()
                .filter(name -> !Set.of("contract", "artifact", "artifact.format").contains(name))
                .filter(name -> !Set.of("process", "sandbox").contains(name))
                .map(name -> ROOT + name)
                .toArray(String[]::new))
        .allowEmptyShould(true)
        .check(stages);
    for (String ending : List.of("Utils", "Helper", "Manager", "Impl")) {
      noClasses().should().haveSimpleNameEndingWith(ending).allowEmptyShould(true).check(stages);
    }
  }

  /** The Java stages of every pipeline that has been built. */
  private static JavaClasses stages() throws IOException {
    List<Path> built = new ArrayList<>();
    try (Stream<Path> pipelines = Files.list(TestPipeline.HOME.resolve("stages"))) {
      pipelines
          .map(pipeline -> pipeline.resolve("target/classes"))
          .filter(Files::isDirectory)
          .sorted()
          .forEach(built::add);
    }
    return new ClassFileImporter().importPaths(built);
  }

  private static String ours(String packageName) {
    return packageName.substring(ROOT.length());
  }
}
