package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.sandbox.escape.EscapeRun.Column;

/**
 * The page that shows what each backend held.
 *
 * @param columns by their titles
 */
record EscapePage(List<Escape> escapes, Map<String, Column> columns) {
  String text() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Escapes

            Written by `scripts/escapes`, which runs each of these programs ([their
            sources](../../src-test-fixtures/escapes)) under each [sandbox backend](../../sandbox/README.md), as root and as
            an ordinary user, and judges it twice: from inside, by what it says that it could do, and from the host, by what it
            reached, changed or left there. `scripts/test-nightly escapes` does it every night, and any *failed* fails it;
            `scripts/test` runs a sample.

            - **held**: the backend claims to keep it in, and did. The program ran to its end, or was ended at its limit.
            - **not enforced**: the backend says beforehand that it does not keep this ([below](#what-each-says-beforehand), in
              `sandbox explain`, and in `sandbox_not_enforced` of `meta_env.json`). *Got out* is what happened then; *stayed in
              all the same* means that something else kept it in, such as the rights of an ordinary user; *not started* are
              those that would harm this machine.
            - **failed**: it got out of what the backend claims.

            `none` is the proof that the programs can do what they try: as root, with nothing around them.

            """);
    page.append(machine()).append("\n\n");
    table(page);
    page.append("\n## What each says beforehand\n\nTo a stage that asks for everything.\n");
    columns.forEach((title, column) -> {
      page.append("\n### ").append(title).append("\n\n");
      column.notEnforced().forEach(line -> page.append("- ").append(line).append('\n'));
      if (column.notEnforced().isEmpty()) {
        page.append("Everything is enforced.\n");
      }
    });
    return page.toString();
  }

  private void table(StringBuilder page) {
    page.append("| | the program | kept in by | ").append(String.join(" | ", columns.keySet()));
    page.append(" |\n|---|---|---|").append("---|".repeat(columns.size())).append('\n');
    for (Escape escape : escapes) {
      page.append("| ").append(name(escape)).append(" | ").append(escape.about());
      page.append(" | ").append(escape.guard().text());
      columns
          .values()
          .forEach(column -> {
            Verdict verdict = column.verdicts().get(escape.name());
            page.append(" | ").append(verdict == null ? "not tried" : verdict.text());
          });
      page.append(" |\n");
    }
  }

  static String name(Escape escape) {
    return escape.name().substring(0, 2);
  }

  /** Kernel, bubblewrap, control groups. Nothing that names this very machine. */
  private static String machine() throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add("Linux " + System.getProperty("os.version").replaceFirst("-.*", ""));
    facts.add(System.getProperty("os.arch"));
    Process version = new ProcessBuilder("bwrap", "--version").start();
    facts.add(version.inputReader().readLine());
    boolean unified = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
    facts.add("control groups of version " + (unified ? "2" : "1"));
    facts.add(Files.getFileStore(Path.of("/tmp")).type() + " under the stages");
    return "These results: " + String.join(", ", facts) + ".";
  }
}
