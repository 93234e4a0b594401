package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.colophon.contract.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The program as a user without any rights runs it, also where root runs the tests. */
@Tag("bubblewrap")
final class OrdinaryUserTest {
  /** No account has it, and none is needed. */
  private static final int USER = 61998;

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private Path folder = Path.of("/not/set");
  private String classPath = "";

  /** A place of the user's, with a copy of the program: ours may lie where only root looks. */
  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root can become another user; as an ordinary one, every other test tries this");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/bwrap")), "there is no bubblewrap");
    assumeTrue(isOpen(JAVA), () -> JAVA + " cannot be reached by other users");
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "colophon-user");
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path copy = folder.resolve("lib" + copies.size() + "-" + Path.of(entry).getFileName());
      if (Files.exists(Path.of(entry))) {
        copy(Path.of(entry), copy);
        copies.add(copy.toString());
      }
    }
    classPath = String.join(File.pathSeparator, copies);
    Path profile = folder.resolve("home/configs/env/default.yaml");
    Files.createDirectories(profile.getParent());
    Files.writeString(
        profile, "schema: env/1.1\nexecutor: local\nsandbox: required\nunkept_limits: record\n");
  }

  private static boolean isOpen(Path file) throws IOException {
    for (Path here = file.toRealPath(); here != null; here = here.getParent()) {
      if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(here)).endsWith("x")) {
        return false;
      }
    }
    return true;
  }

  @AfterEach
  void remove() throws Exception {
    new ProcessBuilder("rm", "-rf", "--", folder.toString()).start().waitFor();
  }

  @Test
  void aRunIsConfinedAndWhatIsNotLimitedIsRecorded() throws Exception {
    TestPipeline pipeline =
        new TestPipeline(Files.createDirectory(folder.resolve("pipeline")))
            .stage(
                "01_make",
                "params: [make]\n    limits: { memory: 300MB, processes: 50 }\n"
                    + "    outputs: { numbers: { type: Numbers@0.1, files: '*.json' } }",
                """
                (echo bad >"$STAGE_DIR/../../../escaped") 2>/dev/null && exit 3
                ls "$STAGE_DIR/../../.." 2>/dev/null | grep -q config.yaml && exit 3
                cp /bin/true mine && ./mine 2>/dev/null && exit 3
                rm mine
                """
                    + TestPipeline.MAKES_NUMBERS)
            .reader("02_read", TestPipeline.OK_SUMMARY);
    run("chown", "-R", USER + ":" + USER, folder.toString());

    Ran ran = program("run", "--experiment", "x", "--config", pipeline.folder() + "/config.yaml");

    assertThat(ran.code()).as(ran.out()).isZero();
    Path stage = pipeline.runFolder().resolve("01_make");
    assertThat(Files.getAttribute(stage.resolve("numbers/made.json"), "unix:uid")).isEqualTo(USER);
    JsonNode environment = Json.mapper().readTree(Files.readString(stage.resolve("meta_env.json")));
    assertThat(environment.path("sandbox").asString()).isEqualTo("bubblewrap");
    List<String> notEnforced = new ArrayList<>();
    environment.path("sandbox_not_enforced").forEach(line -> notEnforced.add(line.asString()));
    assertThat(notEnforced)
        .contains("memory: no limit, that takes a writable control group (memory)");
  }

  private record Ran(int code, String out) {}

  private Ran program(String... arguments) throws Exception {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/setpriv",
                "--reuid=" + USER,
                "--regid=" + USER,
                "--clear-groups",
                JAVA.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcolophon.home=" + folder.resolve("home"),
                "-cp",
                classPath,
                Main.class.getName()));
    argv.addAll(List.of(arguments));
    argv.addAll(List.of("--runs-dir", folder.resolve("pipeline/runs").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  private static void run(String... argv) throws Exception {
    assertThat(new ProcessBuilder(argv).start().waitFor()).isZero();
  }

  private static void copy(Path source, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
  }
}
