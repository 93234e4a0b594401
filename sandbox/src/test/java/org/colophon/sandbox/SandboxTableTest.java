package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.sandbox.linux.ControlGroups;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.seccomp.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of what each sandbox keeps is what the sandboxes themselves say. {@code
 * -Dgolden=update} writes it anew.
 */
final class SandboxTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("colophon.home"), "docs/reference/sandboxes.md");
  private static final String BEGIN = "<!-- what the sandboxes say of themselves -->\n";
  private static final String END = "<!-- end -->\n";

  /** They are not to be had where this was made. */
  private static final Set<SandboxKind> UNTRIED = Set.of(SandboxKind.DOCKER, SandboxKind.NSJAIL);

  @TempDir private Path folder;

  @Test
  void thePageSaysWhatTheSandboxesSay() throws Exception {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String said = table() + "\n" + besides();
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, page.substring(0, from) + said + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(said);
  }

  private String table() throws Exception {
    StringJoiner head = new StringJoiner(" | ", "| | ", " |\n");
    StringBuilder rule = new StringBuilder("|---|");
    Map<String, StringJoiner> rows = new LinkedHashMap<>();
    for (Map.Entry<SandboxKind, Sandbox> entry : sandboxes().entrySet()) {
      head.add("`" + entry.getKey().label() + "`");
      rule.append("---|");
      cells(entry.getValue())
          .forEach((row, cell) ->
              rows.computeIfAbsent(
                      row, name -> new StringJoiner(" | ", "| " + name + " | ", " |\n"))
                  .add(cell));
    }
    return head
        + rule.append('\n').toString()
        + String.join("", rows.values().stream().map(StringJoiner::toString).toList());
  }

  /** Those lines that have no row. */
  private String besides() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<SandboxKind, Sandbox> entry : sandboxes().entrySet()) {
      for (String line : said(entry.getValue())) {
        // what is said of the user depends on who runs the test
        if (!line.startsWith("user:")
            && rowsBySubject().get(subject(line)) == null
            && !isPromise(line)) {
          lines
              .append("- `")
              .append(entry.getKey().label())
              .append("`: ")
              .append(line)
              .append('\n');
        }
      }
    }
    return lines.toString();
  }

  private Map<String, String> cells(Sandbox sandbox) throws Exception {
    Map<String, String> cells = new LinkedHashMap<>();
    boolean tried = !UNTRIED.contains(sandbox.kind());
    Map<String, String> said = new TreeMap<>();
    said(sandbox).forEach(line -> said.put(subject(line), line));
    for (Promise promise : Promise.values()) {
      String no = tried ? "**no**" : "not tried";
      String kept =
          Optional.ofNullable(said.get(promise.label())).map(SandboxTableTest::lack).orElse("kept");
      cells.put(promise.text(), sandbox.promises().contains(promise) ? kept : no);
    }
    rowsBySubject()
        .forEach((subject, row) ->
            cells.put(
                row,
                Optional.ofNullable(said.get(subject))
                    .map(SandboxTableTest::lack)
                    .orElse(tried ? "kept" : "not tried")));
    return cells;
  }

  private static String lack(String line) {
    int takes = line.lastIndexOf("takes ");
    return takes < 0 || line.contains("takes the sandbox")
        ? "**no**"
        : "needs " + line.substring(takes + "takes ".length());
  }

  private static Map<String, String> rowsBySubject() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("programs", "only the programs that it names are there (`programs`)");
    rows.put("variables", "only the given variables are there");
    for (Resource resource : Resource.values()) {
      rows.put(resource.label(), "limit `" + resource.label() + "`");
    }
    return rows;
  }

  private static boolean isPromise(String line) {
    return Stream.of(Promise.values()).anyMatch(promise -> promise.label().equals(subject(line)));
  }

  private static String subject(String line) {
    return line.substring(0, line.indexOf(':'));
  }

  /** What a sandbox says of a policy that asks for everything. */
  private List<String> said(Sandbox sandbox) throws Exception {
    Path stage = Files.createDirectories(folder.resolve("stage"));
    Limits limits = Limits.NONE;
    for (Resource resource : Resource.values()) {
      limits = limits.with(resource, 1 << 20, false);
    }
    SandboxPolicy policy =
        new SandboxPolicy(List.of(), List.of(stage), Network.HOST)
            .limitedTo(limits)
            .executing(false)
            .offering(List.of(Path.of("/bin/sh")));
    Command command = new Command(List.of("sh"), stage, Map.of("PATH", "/usr/bin:/bin"));
    try (Confined confined = sandbox.confine(command, policy)) {
      List<String> lines = new ArrayList<>(confined.notEnforced());
      if (sandbox.kind() == SandboxKind.NONE) {
        lines.add("programs: no");
      }
      return lines;
    }
  }

  private Map<SandboxKind, Sandbox> sandboxes() throws IOException {
    SystemView system = SystemView.ofThisMachine();
    Path status = Files.createDirectories(folder.resolve("status"));
    Map<SandboxKind, Sandbox> all = new LinkedHashMap<>();
    Armour armour =
        new Armour(
            Optional.of(new Armour.Filter(status, status)),
            true,
            false,
            ControlGroups.none(),
            true,
            Optional.empty(),
            List.of());
    all.put(
        SandboxKind.BUBBLEWRAP, new Bubblewrap(Path.of("/usr/bin/bwrap"), system, status, armour));
    all.put(SandboxKind.LANDLOCK, new LandlockOnly(system, Architecture.X86_64, Landlock.SCOPES));
    for (SandboxKind kind : List.of(SandboxKind.PODMAN, SandboxKind.DOCKER)) {
      all.put(
          kind,
          new ContainerEngine(
              kind, Path.of("/usr/bin", kind.label()), "sha256:0", status, Map.of(), true));
    }
    all.put(
        SandboxKind.FIREJAIL,
        new Firejail(Path.of("/usr/bin/firejail"), system, List.of(), status));
    all.put(SandboxKind.NSJAIL, new NsJail(Path.of("/usr/bin/nsjail"), system, status));
    all.put(SandboxKind.NONE, new NoSandbox());
    assertThat(all.keySet()).isEqualTo(Set.of(SandboxKind.values()));
    return all;
  }
}
