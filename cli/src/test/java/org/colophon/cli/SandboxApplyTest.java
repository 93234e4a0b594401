package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sandbox apply}, on the programs of code-edit as they are built. */
final class SandboxApplyTest {
  private static final Path HOME = TestPipeline.HOME.toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Said(int code, String out, String err) {}

  @Test
  void aChangeIsShownAndTheFolderStaysAsItIs() throws IOException {
    assumeInstalled();
    Path file = Files.writeString(files().resolve("a.py"), "foo(1)\n");
    Said said = apply(action("foo($A)", "bar($A)"));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("--- a/a.py", "-foo(1)", "+bar(1)");
    assertThat(said.err()).contains("applied; matches: 1, isolation: ");
    assertThat(file).hasContent("foo(1)\n");
  }

  @Test
  void theExitCodeSaysWhatBecameOfTheAction() throws IOException {
    assumeInstalled();
    Files.writeString(files().resolve("a.py"), "foo(1)\n");
    assertThat(apply(action("nothing($A)", "x")).code()).isEqualTo(1);
    assertThat(apply(action("a(); b()", "x")).code()).isEqualTo(2);
    Said broken = apply(action("foo($A)", "def f(:"), "--json");
    assertThat(broken.code()).isEqualTo(2);
    JsonNode result = Json.mapper().readTree(broken.out());
    assertThat(result.path("status").asString()).isEqualTo("parse_broken");
    assertThat(result.path("parse_ok").asBoolean(true)).isFalse();
    Files.createSymbolicLink(files().resolve("b.py"), Path.of("a.py"));
    assertThat(apply(action("foo($A)", "x")).err()).contains("invalid_action: b.py");
  }

  @Test
  void aFileThatIsNotThereIsAWrongCommandLine() throws IOException {
    Said said = apply(folder.resolve("none.json"));
    assertThat(said.code()).isEqualTo(64);
    assertThat(said.err()).contains("--action: there is no file");
  }

  private static void assumeInstalled() {
    assumeThat(HOME.resolve("stages/code-edit/target/code-edit.jar"))
        .as("built by mvn package")
        .exists();
    assumeThat(HOME.resolve(".build/tools/ast-grep-0.51.1/ast-grep"))
        .as("installed by scripts/install-ast-grep")
        .exists();
  }

  private Path files() throws IOException {
    return Files.createDirectories(folder.resolve("files"));
  }

  private Path action(String pattern, String rewrite) throws IOException {
    Path file = folder.resolve("action.json");
    Json.write(
        file,
        Map.of(
            "type",
            "ast_grep",
            "language",
            "python",
            "mode",
            "cli",
            "pattern",
            pattern,
            "rewrite",
            rewrite));
    return file;
  }

  private Said apply(Path action, String... more) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", HOME.toString());
    String[] words = {
      "sandbox", "apply", "--action", action.toString(), "--files", files().toString()
    };
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    int code =
        Main.run(
            all,
            new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("PATH", "/usr/bin:/bin"),
                properties));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
