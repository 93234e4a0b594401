package org.colophon.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a new stage is written in. */
public enum Language {
  PYTHON("python3", "main.py"),
  SHELL("sh", "main.sh");

  private final String interpreter;
  private final String program;

  Language(String interpreter, String program) {
    this.interpreter = interpreter;
    this.program = program;
  }

  /** The command of a stage, as a flow sequence of YAML. */
  String run() {
    return "[" + interpreter + ", \"{code}/" + program + "\"]";
  }

  /** Adds the program made from template {@code name}, and what it needs beside it. */
  void addTo(NewFiles files, Path stage, String name) throws IOException {
    files.add(stage.resolve(program), template(name));
    for (String companion : companions()) {
      files.add(stage.resolve(companion), template(companion));
    }
  }

  private List<String> companions() {
    return switch (this) {
      case PYTHON -> List.of("colophon.py");
      case SHELL -> List.of();
    };
  }

  private String template(String name) throws IOException {
    String folder = name().toLowerCase(java.util.Locale.ROOT);
    String suffix = name.contains(".") ? "" : program.substring(program.lastIndexOf('.'));
    String resource = "/templates/" + folder + "/" + name + suffix;
    try (InputStream in = Language.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("template " + resource + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
