package org.colophon.sandbox.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.sandbox.SandboxKind;
import org.colophon.sandbox.TrialImage;
import org.colophon.sandbox.escape.EscapeRun.Column;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hostile programs against the backends of this machine: nothing may fail that one claims. */
@Tag("bubblewrap")
final class EscapeTest {
  private static final Path HOME =
      Path.of(System.getProperty("colophon.home")).toAbsolutePath().normalize();
  private static final Path PROGRAMS = HOME.resolve("src-test-fixtures/escapes");
  private static final Path PAGE = HOME.resolve("docs/reference/escapes.md");

  /** One or two for each kind of wall, all quick. */
  private static final Set<String> SAMPLE =
      Set.of(
          "02_secret_by_link",
          "06_by_handle",
          "19_by_proc",
          "25_shared_memory",
          "26_core_pattern",
          "39_signal",
          "46_daemon",
          "47_loopback",
          "52_abstract_socket",
          "54_vsock",
          "56_user_namespace",
          "59_setuid_open",
          "70_memfd",
          "72_processes",
          "77_open_files");

  /** What a kernel need not have or keeps from everybody, what Java does, what harms nobody. */
  private static final Set<String> NOT_EVERYWHERE =
      Set.of(
          "09_descriptors",
          "10_disks",
          "13_kernel_memory",
          "28_sysrq",
          "33_control_group",
          "35_init",
          "36_link_farm",
          "54_vsock",
          "60_terminal",
          "66_32_bit");

  private Path folder = Path.of("/not/set");

  @BeforeEach
  void needsPythonAndAPlace() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "the escapes need /usr/bin/python3");
    // a stage has a /tmp of its own, where what lies around a stage in /tmp is its own too
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "esc");
  }

  @AfterEach
  void clearPlace() throws IOException {
    clear(folder);
  }

  @Test
  void aSampleOfEscapesIsHeld() throws Exception {
    List<Escape> sample =
        Escape.all(PROGRAMS).stream().filter(it -> SAMPLE.contains(it.name())).toList();
    assertThat(sample).hasSameSizeAs(SAMPLE);

    List<Column> columns =
        new EscapeRun(folder, sample, name -> !name.equals(SandboxKind.NONE.label())).columns();

    assertThat(failed(columns)).isEmpty();
  }

  /** With {@code -Dgolden=update} the page is written, too. */
  @Test
  @Tag("escapes")
  void nothingFailsThatABackendClaims() throws Exception {
    List<Escape> escapes = Escape.all(PROGRAMS);
    assertThat(escapes).hasSizeGreaterThanOrEqualTo(40);
    boolean isRoot = OrdinaryUser.isRoot();

    Map<String, Column> columns = new LinkedHashMap<>();
    for (Column column : new EscapeRun(folder, escapes, _ -> true).columns()) {
      columns.put(column.backend() + (isRoot ? ", root" : ", ordinary user"), column);
    }
    if (isRoot) {
      for (Column column : elsewhere(escapes)) {
        columns.put(column.backend() + ", root", column);
      }
      for (Column column : inContainers(escapes)) {
        columns.put(column.backend() + ", root", column);
      }
    }
    if (OrdinaryUser.missing().isEmpty()) {
      for (Column column : EscapeColumns.ofOrdinaryUser(PROGRAMS, escapes)) {
        columns.put(column.backend() + ", ordinary user", column);
      }
    }

    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, new EscapePage(escapes, columns).text());
    }
    assertThat(failed(List.copyOf(columns.values()))).isEmpty();
    Column nothing = columns.get("none, root");
    if (nothing != null) {
      assertThat(harmless(nothing, escapes))
          .as("nothing keeps these in, so they must get out, or they prove nothing")
          .isEmpty();
    }
  }

  /** Firejail covers the folder in which the others are tried. */
  private static List<Column> elsewhere(List<Escape> escapes) throws Exception {
    Path place = Files.createTempDirectory(Path.of("/srv"), "esc");
    try {
      Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new EscapeRun(place, escapes, SandboxKind.FIREJAIL.label()::equals).columns();
    } finally {
      clear(place);
    }
  }

  /** In an image made of this machine's own programs; none where there is no podman. */
  private List<Column> inContainers(List<Escape> escapes) throws Exception {
    Optional<TrialImage> image =
        TrialImage.make(Files.createDirectory(folder.resolve("container")));
    return image.isEmpty()
        ? List.of()
        : new EscapeRun(
                Files.createDirectory(folder.resolve("in-container")),
                escapes,
                SandboxKind.PODMAN.label()::equals,
                image)
            .columns();
  }

  private static void clear(Path place) throws IOException {
    new ProcessBuilder("rm", "-rf", "--", place.toString()).start().onExit().join();
  }

  @Test
  void thePageShowsEveryEscapeAndNoneFailed() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page).doesNotContain("| **failed**");
    for (Escape escape : Escape.all(PROGRAMS)) {
      assertThat(page).contains(EscapePage.name(escape) + " | " + escape.about() + " | ");
    }
  }

  private static List<String> failed(List<Column> columns) {
    List<String> failed = new ArrayList<>();
    columns.forEach(column ->
        column
            .verdicts()
            .forEach((name, verdict) -> {
              if (verdict instanceof Verdict.Failed) {
                failed.add(column.backend() + " " + name + " " + verdict.text());
              }
            }));
    return failed;
  }

  private static List<String> harmless(Column none, List<Escape> escapes) {
    return escapes.stream()
        .map(Escape::name)
        .filter(name ->
            new Verdict.NotEnforced(Verdict.NotEnforced.STAYED).equals(none.verdicts().get(name)))
        .filter(name -> !NOT_EVERYWHERE.contains(name))
        .toList();
  }
}
