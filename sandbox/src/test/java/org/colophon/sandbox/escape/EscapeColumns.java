package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.colophon.sandbox.escape.EscapeRun.Column;

/** Columns as lines of text, by which an {@link OrdinaryUser} reports them. */
final class EscapeColumns {
  private EscapeColumns() {}

  /**
   * Runs escapes and prints the columns.
   *
   * @param args an existing folder, the folder of the programs, the names of those to run
   */
  public static void main(String[] args) throws Exception {
    List<String> names = List.of(args).subList(2, args.length);
    List<Escape> escapes =
        Escape.all(Path.of(args[1])).stream().filter(it -> names.contains(it.name())).toList();
    print(new EscapeRun(Path.of(args[0]), escapes, _ -> true).columns());
    // whatever an escape did to the threads of this program
    System.exit(0);
  }

  private static void print(List<Column> columns) {
    for (Column column : columns) {
      column
          .notEnforced()
          .forEach(line -> System.out.println(column.backend() + "\tsays\t" + line));
      column
          .verdicts()
          .forEach((name, verdict) ->
              System.out.println(
                  column.backend() + "\t" + name + "\t" + verdict.text().replace('\n', ' ')));
    }
  }

  /** The columns of a user without rights. */
  static List<Column> ofOrdinaryUser(Path programs, List<Escape> escapes)
      throws IOException, InterruptedException {
    try (OrdinaryUser user = OrdinaryUser.make()) {
      Path copies = user.copy(programs, "escapes");
      List<String> arguments = new ArrayList<>();
      arguments.add(user.folder().toString());
      arguments.add(copies.toString());
      escapes.forEach(escape -> arguments.add(escape.name()));
      return parse(user.run(EscapeColumns.class, arguments));
    }
  }

  private static List<Column> parse(List<String> lines) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split("\t", 3);
      Column column =
          columns.computeIfAbsent(
              words[0], name -> new Column(name, new LinkedHashMap<>(), new ArrayList<>()));
      if (words[1].equals("says")) {
        column.notEnforced().add(words[2]);
      } else {
        column.verdicts().put(words[1], Verdict.parse(words[2]));
      }
    }
    return List.copyOf(columns.values());
  }
}
