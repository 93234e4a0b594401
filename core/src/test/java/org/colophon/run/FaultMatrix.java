package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which faults were tried at which calls, and how often the run came back whole. */
final class FaultMatrix {
  private final Map<String, Map<String, Integer>> held = new TreeMap<>();

  synchronized void holds(String fault, String call) {
    held.computeIfAbsent(fault, _ -> new TreeMap<>()).merge(call, 1, Integer::sum);
  }

  synchronized int cases() {
    return held.values().stream().mapToInt(FaultMatrix::sum).sum();
  }

  /** A table: kinds of calls down, faults across. */
  synchronized String table() {
    TreeSet<String> calls = new TreeSet<>();
    held.values().forEach(cells -> calls.addAll(cells.keySet()));
    StringBuilder text = new StringBuilder("| call |");
    held.keySet().forEach(fault -> text.append(' ').append(fault).append(" |"));
    text.append("\n|---|").append("---|".repeat(held.size())).append('\n');
    for (String call : calls) {
      text.append("| ").append(call).append(" |");
      held.values()
          .forEach(cells -> text.append(' ').append(cells.getOrDefault(call, 0)).append(" |"));
      text.append('\n');
    }
    text.append("| **all** |");
    held.values().forEach(cells -> text.append(" **").append(sum(cells)).append("** |"));
    return text.append('\n').toString();
  }

  /** Prints the table, and leaves it in {@code target/fault-matrix.md}. */
  void print() throws IOException {
    String text = table() + "\n" + cases() + " cases, each recovered whole.\n";
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("fault-matrix.md"), text);
    System.out.println(text);
  }

  private static int sum(Map<String, Integer> cells) {
    return cells.values().stream().mapToInt(Integer::intValue).sum();
  }
}
