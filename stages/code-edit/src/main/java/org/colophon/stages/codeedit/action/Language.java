package org.colophon.stages.codeedit.action;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The languages that an action can be in: those that ast-grep 0.51.1 parses by itself and that real
 * rules are kept for. A rule sees a file only if its name ends as its language's do.
 *
 * @see <a href="https://ast-grep.github.io/reference/languages.html">ast-grep's languages</a>
 */
public enum Language {
  C("c", "translation_unit", "c", ".c .h"),
  CPP("cpp", "translation_unit", "cc c++ cpp cxx", ".cc .cpp .cu .cxx .hpp .hxx .ino"),
  CSHARP("csharp", "compilation_unit", "cs csharp", ".cs"),
  DART("dart", "source_file", "dart", ".dart"),
  GO("go", "source_file", "go golang", ".go"),
  HTML("html", "document", "html", ".htm .html .xhtml"),
  JAVA("java", "program", "java", ".java"),
  JAVASCRIPT("javascript", "program", "javascript js jsx", ".cjs .js .jsx .mjs"),
  KOTLIN("kotlin", "source_file", "kotlin kt", ".kt .ktm .kts"),
  PHP("php", "program", "php", ".php"),
  PYTHON("python", "module", "py python", ".bzl .py .py3 .pyi"),
  RUBY("ruby", "program", "rb ruby", ".gemspec .rb .rbw"),
  RUST("rust", "source_file", "rs rust", ".rs"),
  SCALA("scala", "compilation_unit", "scala", ".sbt .sc .scala"),
  SWIFT("swift", "source_file", "swift", ".swift"),
  TSX("tsx", "program", "tsx", ".tsx"),
  TYPESCRIPT("typescript", "program", "ts typescript", ".cts .mts .ts");

  private final String label;
  private final String root;
  private final String names;
  private final String endings;

  Language(String label, String root, String names, String endings) {
    this.label = label;
    this.root = root;
    this.names = names;
    this.endings = endings;
  }

  /** The name in actions. */
  @JsonValue
  public String label() {
    return label;
  }

  /** The kind of the node that a whole file is. */
  public String root() {
    return root;
  }

  /** How the names of its files end, each with its dot. */
  public List<String> endings() {
    return List.of(endings.split(" ", -1));
  }

  /** Whether ast-grep takes a file of that name for one of this language. */
  public boolean owns(String path) {
    return endings().stream().anyMatch(path::endsWith);
  }

  /** The language that a rule names, in any case and by any of ast-grep's names for it. */
  static Optional<Language> inRule(String name) {
    return Stream.of(values())
        .filter(language ->
            List.of(language.names.split(" ", -1)).contains(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The language of an action; its label and nothing else. */
  static Optional<Language> inAction(String name) {
    return Stream.of(values()).filter(language -> language.label.equals(name)).findFirst();
  }
}
