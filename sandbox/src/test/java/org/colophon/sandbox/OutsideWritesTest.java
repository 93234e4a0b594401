package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutsideWritesTest {
  private static final int PLENTY = 1000;

  private Path root = Path.of("/");
  private Path stage = root;

  @BeforeEach
  void layOut(@TempDir Path folder) throws IOException {
    root = folder;
    stage = Files.createDirectory(root.resolve("stage"));
    Files.createDirectory(root.resolve("a"));
    for (String each : List.of("a/one", "a-b", "z")) {
      Files.writeString(root.resolve(each), "text");
    }
  }

  @Test
  void nothingDoneIsNothingFound() throws Exception {
    OutsideWrites writes = writesOf(() -> {}, PLENTY);

    assertThat(writes.isEmpty()).isTrue();
    assertThat(writes.unchecked()).isEmpty();
  }

  @Test
  void theStageFolderMayChange() throws Exception {
    assertThat(writesOf(() -> Files.writeString(stage.resolve("new"), "x"), PLENTY).isEmpty())
        .isTrue();
  }

  @Test
  void everyKindOfWriteIsNamed() throws Exception {
    OutsideWrites writes =
        writesOf(
            () -> {
              Files.createDirectory(root.resolve("new"));
              Files.writeString(root.resolve("new/file"), "x");
              Files.delete(root.resolve("z"));
              Files.setPosixFilePermissions(
                  root.resolve("a"), PosixFilePermissions.fromString("rwxrwxrwx"));
              Files.writeString(root.resolve("a-b"), "TEXT");
            },
            PLENTY);

    assertThat(writes.describe())
        .containsExactly(
            "created " + root + "/new",
            "created " + root + "/new/file",
            "changed " + root + "/a",
            "changed " + root + "/a-b",
            "deleted " + root + "/z");
  }

  @Test
  void aFileWhoseTimeWasSetBackIsFound() throws Exception {
    Path file = root.resolve("z");
    FileTime before = Files.getLastModifiedTime(file);

    OutsideWrites writes =
        writesOf(
            () -> {
              Files.writeString(file, "TEXT");
              Files.setLastModifiedTime(file, before);
            },
            PLENTY);

    assertThat(writes.changed()).containsExactly(file);
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(stage.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("link"), elsewhere);
    Files.createSymbolicLink(root.resolve("loop"), Path.of("."));

    assertThat(writesOf(() -> Files.writeString(elsewhere.resolve("x"), ""), PLENTY).isEmpty())
        .isTrue();
  }

  @Test
  void aListingBrokenOffSaysFromWhereAndJudgesOnlyTheRest() throws Exception {
    int upToTheSiblingOfA = 4;

    OutsideWrites writes =
        writesOf(
            () -> {
              Files.writeString(root.resolve("a/extra"), "");
              Files.delete(root.resolve("z"));
            },
            upToTheSiblingOfA);

    assertThat(writes.describe()).containsExactly("created " + root + "/a/extra");
    assertThat(writes.unchecked())
        .containsExactly("too many files: nothing from " + root + "/a-b on");
  }

  @Test
  void aFolderThatCannotBeReadIsSaid() {
    Listing unread =
        new Listing(
            new TreeMap<>(Listing.FOLDER_BY_FOLDER), List.of(root.resolve("a")), Optional.empty());

    assertThat(OutsideWrites.between(unread, unread).unchecked())
        .containsExactly("no permission to read " + root + "/a");
  }

  private interface Act {
    void run() throws IOException;
  }

  private OutsideWrites writesOf(Act act, int limit) throws IOException {
    Listing before = Listing.of(List.of(root), List.of(stage), limit);
    act.run();
    return OutsideWrites.between(before, Listing.of(List.of(root), List.of(stage), limit));
  }
}
