package org.colophon.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that tries to get out, from {@code src-test-fixtures/escapes}. Its first line says how,
 * and what keeps it in. It prints ESCAPED if it saw itself succeed.
 *
 * @param guard the name of a {@link Promise} or {@link Resource}, or FILTER, EXECUTES, DISK,
 *     OUTPUT, WALL_TIME
 */
record Escape(Path script, String about, String guard) {
  static final Path FOLDER =
      Path.of(System.getProperty("colophon.home"), "src-test-fixtures", "escapes")
          .toAbsolutePath()
          .normalize();

  /** Those that only a limit ends; without it they are not started. */
  private static final List<String> LIMITS = List.of("MEMORY", "PROCESSES", "FILE_SIZE");

  static List<Escape> all() {
    try (Stream<Path> scripts = Files.list(FOLDER)) {
      return scripts.sorted().map(Escape::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Escape read(Path script) {
    try {
      String[] words = Files.readAllLines(script).getFirst().substring(2).split("; ", 2);
      return new Escape(script, words[0], words[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return script.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  boolean isPython() {
    return script.toString().endsWith(".py");
  }

  boolean needsALimit() {
    return LIMITS.contains(guard);
  }

  /** Whether the backend says that it is kept in. */
  boolean isClaimed(Sandbox sandbox, Confined confined) {
    return switch (guard) {
      case "DISK", "OUTPUT", "WALL_TIME" -> true;
      case "FILTER" -> isStrong(confined) && !says(confined, "system calls");
      case "EXECUTES" -> isStrong(confined) && !says(confined, "executes");
      case "MEMORY", "PROCESSES", "FILE_SIZE" -> !says(confined, Resource.valueOf(guard).label());
      default -> sandbox.promises().contains(Promise.valueOf(guard));
    };
  }

  private static boolean isStrong(Confined confined) {
    return confined.command().argv().contains("--seccomp");
  }

  private static boolean says(Confined confined, String what) {
    return confined.notEnforced().stream().anyMatch(line -> line.startsWith(what + ":"));
  }
}
