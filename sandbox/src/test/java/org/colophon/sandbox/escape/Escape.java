package org.colophon.sandbox.escape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that tries to get out. Its first line says {@code # how; guard}, and {@code ; only
 * where claimed} if it would harm this machine where nothing keeps it in. It prints ESCAPED when it
 * sees itself succeed, and TRIED at its end.
 */
record Escape(Path script, String about, Guard guard, boolean onlyWhereClaimed) {
  static List<Escape> all(Path folder) {
    try (Stream<Path> scripts = Files.list(folder)) {
      return scripts.sorted().map(Escape::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Escape read(Path script) {
    try {
      String[] words = Files.readAllLines(script).getFirst().substring(2).split("; ", 3);
      return new Escape(script, words[0], Guard.named(words[1]), words.length > 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Such as {@code 01_secret}. */
  String name() {
    return String.valueOf(script.getFileName()).replaceFirst("\\.[a-z]+$", "");
  }

  List<String> argv() {
    String interpreter = script.toString().endsWith(".py") ? "/usr/bin/python3" : "/bin/sh";
    return List.of(interpreter, script.toString());
  }
}
