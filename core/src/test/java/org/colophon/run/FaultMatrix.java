package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which faults were tried at which calls, how often the run came back whole, and how often not. */
final class FaultMatrix {
  private final Map<String, Map<String, Cell>> cells = new TreeMap<>();
  private final Map<String, Integer> points = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** What is tried. */
  interface Trial {
    void run() throws IOException;
  }

  private record Cell(int held, int failed) {
    static final Cell NONE = new Cell(0, 0);

    Cell plus(Cell other) {
      return new Cell(held + other.held, failed + other.failed);
    }

    @Override
    public String toString() {
      return failed == 0 ? Integer.toString(held) : held + " of " + (held + failed);
    }
  }

  /** Tries one cell once; that it failed is noted, and the next is tried. */
  void tries(String fault, String call, Trial trial) {
    try {
      trial.run();
      note(fault, call, new Cell(1, 0));
    } catch (IOException | RuntimeException | AssertionError e) {
      synchronized (this) {
        failures.add(String.valueOf(e));
      }
      note(fault, call, new Cell(0, 1));
    }
  }

  private synchronized void note(String fault, String call, Cell cell) {
    cells.computeIfAbsent(fault, _ -> new TreeMap<>()).merge(call, cell, Cell::plus);
  }

  synchronized void points(String scenario, int calls) {
    points.put(scenario, calls);
  }

  /** What has failed since this was asked last. */
  synchronized List<String> takeFailures() {
    List<String> taken = List.copyOf(failures);
    failures.clear();
    return taken;
  }

  synchronized int failuresSoFar() {
    return failures.size();
  }

  synchronized int cases() {
    Cell all = all();
    return all.held() + all.failed();
  }

  private Cell all() {
    return cells.values().stream().map(FaultMatrix::sum).reduce(Cell.NONE, Cell::plus);
  }

  /** A table: kinds of calls down, faults across; a number is how many trials held. */
  synchronized String table() {
    TreeSet<String> calls = new TreeSet<>();
    cells.values().forEach(column -> calls.addAll(column.keySet()));
    StringBuilder text = new StringBuilder("| call |");
    cells.keySet().forEach(fault -> text.append(' ').append(fault).append(" |"));
    text.append("\n|---|").append("---:|".repeat(cells.size())).append('\n');
    for (String call : calls) {
      text.append("| ").append(call).append(" |");
      cells
          .values()
          .forEach(
              column -> text.append(' ').append(column.getOrDefault(call, Cell.NONE)).append(" |"));
      text.append('\n');
    }
    text.append("| **all** |");
    cells.values().forEach(column -> text.append(" **").append(sum(column)).append("** |"));
    return text.append('\n').toString();
  }

  /** Prints the table, and leaves it in {@code target/fault-matrix.md}. */
  synchronized void print() throws IOException {
    StringBuilder text = new StringBuilder(table()).append('\n');
    points.forEach((scenario, calls) -> text.append(scenario + ": " + calls + " points\n"));
    text.append(
        "%d faults, %d cases: %d held, %d failed%n"
            .formatted(cells.size(), cases(), all().held(), all().failed()));
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("fault-matrix.md"), text.toString());
    System.out.println(text);
  }

  private static Cell sum(Map<String, Cell> column) {
    return column.values().stream().reduce(Cell.NONE, Cell::plus);
  }
}
