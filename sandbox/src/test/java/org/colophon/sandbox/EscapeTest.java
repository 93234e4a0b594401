package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.sandbox.EscapeTrial.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile programs against the backends of this machine: nothing may fail that one claims. */
@Tag("bubblewrap")
final class EscapeTest {
  private static final Path PAGE =
      Path.of(System.getProperty("colophon.home"), "docs/reference/sandbox-escapes.md");

  /** One for each kind of wall, all quick. */
  private static final Set<String> SAMPLE =
      Set.of("02_read_by_link", "20_vsock", "29_user_namespace", "33_setuid_open", "37_memfd");

  @TempDir private Path folder = Path.of("/not/set");

  @Test
  void aSampleOfEscapesIsHeld() throws Exception {
    assertThat(
            failed(table(Escape.all().stream().filter(it -> SAMPLE.contains(it.name())).toList())))
        .isEmpty();
  }

  /** With {@code -Dgolden=update} the page is written, too; its figures are this machine's. */
  @Test
  @Tag("nightly")
  void nothingFailsThatABackendClaims() throws Exception {
    List<Escape> escapes = Escape.all();
    assertThat(escapes).hasSizeGreaterThanOrEqualTo(40);

    Map<Escape, List<Verdict>> table = table(escapes);

    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, EscapePage.of(table, SystemView.isRoot()));
    }
    assertThat(failed(table)).isEmpty();
  }

  private static List<String> failed(Map<Escape, List<Verdict>> table) {
    return table.entrySet().stream()
        .filter(entry -> entry.getValue().contains(Verdict.FAILED))
        .map(entry -> entry.getKey().name() + " " + entry.getValue())
        .toList();
  }

  private Map<Escape, List<Verdict>> table(List<Escape> escapes) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "the escapes need /usr/bin/python3");
    List<Sandbox> backends = backends();
    Map<Escape, List<Verdict>> table = new LinkedHashMap<>();
    for (Escape escape : escapes) {
      List<Verdict> verdicts = new ArrayList<>();
      for (Sandbox backend : backends) {
        Path place = Files.createTempDirectory(folder, escape.name());
        try (EscapeTrial trial = new EscapeTrial(place)) {
          verdicts.add(trial.judge(escape, backend));
        }
      }
      table.put(escape, verdicts);
    }
    return table;
  }

  /** The strongest form, and bubblewrap's namespaces alone. */
  private List<Sandbox> backends() throws IOException {
    BubblewrapProbe probe = new BubblewrapProbe(Files.createDirectory(folder.resolve("probe")));
    Path status = Files.createDirectory(folder.resolve("status"));
    return switch (probe.look(System.getenv("PATH"))) {
      case BubblewrapProbe.Available found ->
          List.of(probe.strongest(found, status), found.sandbox(status));
      case BubblewrapProbe.Unavailable(String reason) -> abort(reason);
    };
  }
}
