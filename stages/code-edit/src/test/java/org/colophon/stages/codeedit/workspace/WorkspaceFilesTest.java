package org.colophon.stages.codeedit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WorkspaceFilesTest {
  @TempDir private Path folder;

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("/etc/passwd", "absolute"),
        Arguments.of("../a.py", ".."),
        Arguments.of("a/../../b.py", ".."),
        Arguments.of("a/./b.py", "."),
        Arguments.of("a//b.py", "empty part"),
        Arguments.of("", "empty"),
        Arguments.of("a\0.py", "NUL"),
        Arguments.of("a\n.py", "control character"),
        Arguments.of("é".repeat(127) + ".py", "255 bytes"),
        Arguments.of("a/".repeat(520) + "b.py", "1024 bytes"),
        Arguments.of("CON", "reserved on Windows"),
        Arguments.of("src/nul.py", "reserved on Windows"),
        Arguments.of("Com1.tar.gz", "reserved on Windows"),
        Arguments.of("a./b.py", "dot or a blank"),
        Arguments.of("a.py ", "dot or a blank"),
        Arguments.of("a:b.py", "reserved on Windows"),
        Arguments.of("a\\b.py", "reserved on Windows"),
        Arguments.of("\ud83d.py", "surrogate"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameThatNotEveryMachineHoldsIsRefused(String name, String why) {
    assertThat(refusal(Map.of(name, "x"))).contains(why);
  }

  static Stream<Arguments> clashes() {
    return Stream.of(
        Arguments.of("a.py", "A.py"),
        Arguments.of("src/a.py", "SRC/b.py"),
        Arguments.of("a", "a/b.py"),
        Arguments.of("é.py", "e\u0301.py"),
        Arguments.of("straße.py", "STRASSE.py"));
  }

  @ParameterizedTest
  @MethodSource("clashes")
  void twoNamesThatAreOneElsewhereAreRefused(String one, String other) {
    assertThat(refusal(Map.of(one, "x", other, "y")))
        .contains("one name where case does not count");
  }

  @Test
  void tooManyOrTooLargeOrNoFilesAreRefused() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i <= WorkspaceFiles.MOST_FILES; i++) {
      many.put("f" + i + ".py", "");
    }
    assertThat(refusal(many)).isEqualTo("65 files are more than 64");
    assertThat(refusal(Map.of("a.py", "é".repeat(2 << 20), "b.py", "x")))
        .isEqualTo("the files have more than 4194304 bytes");
    assertThat(refusal(Map.of())).isEqualTo("a workspace has at least one file");
    assertThat(refusal(Map.of("a.py", "\ud83d"))).contains("a.py: the text contains half");
  }

  @Test
  void sixtyFourFilesUnderOddNamesAreTaken() throws Exception {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < WorkspaceFiles.MOST_FILES - 2; i++) {
      files.put("d" + i + "/-x y'z ünï.py", "\ufeffx = 1\r\n");
    }
    files.put("console.py", "");
    files.put(".hidden", "");
    Workspace workspace = Workspace.lay(folder, WorkspaceFiles.of(files));
    assertThat(Files.readString(workspace.files().resolve("d0/-x y'z ünï.py")))
        .isEqualTo("\ufeffx = 1\r\n");
    workspace.remove();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsReadWithoutFollowingLinks() throws IOException {
    Files.writeString(folder.resolve("a.py"), "x");
    Files.createSymbolicLink(folder.resolve("b.py"), Path.of("a.py"));
    assertThat(refusalOfFolder()).isEqualTo("b.py: it is no ordinary file but a symbolic link");
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws IOException {
    Files.write(folder.resolve("latin1.py"), "x = 'é'".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusalOfFolder()).startsWith("latin1.py: it is not UTF-8 at byte 5");
  }

  @Test
  void aFileCutInTheMiddleOfACharacterIsNamed() throws IOException {
    Files.write(folder.resolve("cut.py"), new byte[] {'x', (byte) 0xF0, (byte) 0x9F});
    assertThat(refusalOfFolder()).startsWith("cut.py: it is not UTF-8 at byte 1");
  }

  private String refusalOfFolder() {
    return reason(catchThrowableOfType(WorkspaceRefused.class, () -> WorkspaceFiles.in(folder)));
  }

  private static String refusal(Map<String, String> files) {
    return reason(catchThrowableOfType(WorkspaceRefused.class, () -> WorkspaceFiles.of(files)));
  }

  private static String reason(WorkspaceRefused refused) {
    assertThat(refused).isNotNull();
    return refused.reason();
  }
}
