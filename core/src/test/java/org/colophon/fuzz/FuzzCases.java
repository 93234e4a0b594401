package org.colophon.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Reads files with their readers, as a program of its own that a test gives little memory. */
final class FuzzCases {
  /** For one file; a reader that is not stuck needs a hundredth of it. */
  private static final long PATIENCE_S = 300;

  private FuzzCases() {}

  /**
   * Ends with 0 if all is well, and else with 1 and what broke on which file.
   *
   * @param args an empty folder, then pairs of a reader and a file or folder
   */
  public static void main(String[] args) throws Exception {
    int count = 0;
    boolean whole = true;
    for (int i = 1; i < args.length; i += 2) {
      FuzzedReader reader = FuzzedReader.labelled(args[i]);
      for (Path file : files(Path.of(args[i + 1]))) {
        whole &= tryOut(reader, file, Path.of(args[0]));
        count++;
      }
    }
    System.out.println(count + " files" + (whole ? ", each with an answer" : ""));
    Runtime.getRuntime().halt(whole ? 0 : 1);
  }

  private static List<Path> files(Path path) throws Exception {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean tryOut(FuzzedReader reader, Path file, Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    FutureTask<Boolean> reading = new FutureTask<>(() -> reader.read(bytes, folder), true);
    Thread thread = Thread.ofPlatform().daemon().start(reading);
    try {
      return reading.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      tell(reader.label() + " is stuck with " + file, thread.getStackTrace());
      return false;
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      tell(reader.label() + " broke on " + file + ": " + cause, cause.getStackTrace());
      return false;
    }
  }

  private static void tell(String what, StackTraceElement[] trace) {
    System.err.println(what);
    Stream.of(trace).limit(12).forEach(line -> System.err.println("  at " + line));
  }
}
