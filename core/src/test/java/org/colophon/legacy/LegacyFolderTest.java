package org.colophon.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.colophon.contract.PipelineException.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk through an older folder ends, stays inside, and says what it passed over. */
final class LegacyFolderTest {
  @TempDir private Path folder;

  @Test
  void aLinkInACircleIsSaidAndPassedOver() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Files.createSymbolicLink(inner.resolve("up"), folder);
    Files.createSymbolicLink(inner.resolve("self"), inner.resolve("self"));
    file("a/b/x.json");
    LegacyFolder found = LegacyFolder.of(folder);
    assertThat(found.files()).extracting(LegacyFolder.Found::path).containsExactly("a/b/x.json");
    assertThat(found.unread())
        .extracting(LegacyFolder.Noted::path)
        .containsExactly("a/b/self", "a/b/up");
  }

  @Test
  void aLinkOutOfTheFolderIsNotFollowed(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret.json"), "{}");
    Files.createSymbolicLink(folder.resolve("in.json"), outside.resolve("secret.json"));
    LegacyFolder found = LegacyFolder.of(folder);
    assertThat(found.files()).isEmpty();
    assertThat(found.unread().getFirst().why()).contains("leads out of the folder");
  }

  @Test
  void aLinkToAFileOfTheFolderIsThatFile() throws IOException {
    file("store/ab12");
    Files.createSymbolicLink(folder.resolve("data.json"), folder.resolve("store/ab12"));
    LegacyFolder.Found linked = LegacyFolder.of(folder).files().getFirst();
    assertThat(linked.path()).isEqualTo("data.json");
    assertThat(linked.real()).isEqualTo(folder.toRealPath().resolve("store/ab12"));
  }

  @Test
  void whatCanRunCodeIsRefusedByName() throws IOException {
    for (String name : List.of("a.pkl", "b.pickle", "model.PT", "m.pth", "d.joblib", "x.json")) {
      file(name);
    }
    LegacyFolder found = LegacyFolder.of(folder);
    assertThat(found.refused()).hasSize(5);
    assertThat(found.files()).extracting(LegacyFolder.Found::path).containsExactly("x.json");
  }

  @Test
  void aFolderOverTheLimitIsRefusedInOneLine() throws IOException {
    for (int i = 0; i < 12; i++) {
      file("f" + i);
    }
    assertThatThrownBy(() -> LegacyFolder.of(folder, 10))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("holds more than 10 files and folders")
        .hasMessageNotContaining("\n");
  }

  @Test
  void namesWithSpacesLineBreaksAndLettersOfAnyAlphabetAreSeen() throws IOException {
    file("año 1/línea\n2/δ.json");
    assertThat(LegacyFolder.of(folder).files())
        .extracting(LegacyFolder.Found::path)
        .containsExactly("año 1/línea\n2/δ.json");
  }

  @Test
  void aRunOfOursInsideIsLeftAlone() throws IOException {
    file("runs/x/events.jsonl");
    file("runs/x/config.resolved.json");
    file("runs/x/a.json");
    LegacyFolder found = LegacyFolder.of(folder);
    assertThat(found.files()).isEmpty();
    assertThat(found.unread().getFirst().why()).contains("a run of this program");
  }

  @Test
  void aFolderThatMayNotBeReadIsNamedAndTheRestGoesOn() throws IOException {
    file("closed/x.json");
    file("open/y.json");
    Path closed = folder.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(closed)).as("root may read everything").isFalse();
      LegacyFolder found = LegacyFolder.of(folder);
      assertThat(found.files()).extracting(LegacyFolder.Found::path).containsExactly("open/y.json");
      assertThat(found.unread()).extracting(LegacyFolder.Noted::path).containsExactly("closed");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "{}");
  }
}
