package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every format of a single file does before it opens anything. */
class SourceFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv", "npz", "npy", "hdf5", "xml", "opaque"})
  void aLinkIsNotFollowed(String format) throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "{}");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    assertThat(codeOf(format, link)).isEqualTo("not_a_regular_file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv", "npz", "npy", "hdf5", "xml", "opaque"})
  void aPipeIsNotOpenedSinceItWouldHang(String format) throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertThat(codeOf(format, pipe)).isEqualTo("not_a_regular_file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv", "npz", "npy", "hdf5", "xml", "opaque"})
  void aFolderOrNothingIsNoFile(String format) throws IOException {
    assertThat(codeOf(format, folder)).isEqualTo("not_a_regular_file");
    assertThat(codeOf(format, folder.resolve("absent"))).isEqualTo("missing_file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "npz", "npy", "hdf5", "xml"})
  void anEmptyFileIsDamage(String format) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThat(ArtifactFormat.named(format).describe(empty, RowVisitor.NONE).readable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv", "npz", "npy", "hdf5", "xml", "opaque"})
  void anOddNameIsNoObstacle(String format) throws IOException {
    Path file = Files.writeString(folder.resolve("a b'\"\n \u00f1\u0394"), "{}");
    assertThat(ArtifactFormat.named(format).describe(file, RowVisitor.NONE)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "npz", "directory"})
  void aLoopOfLinksInThePathIsAnErrorOfTheFileSystem(String format) throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Path inside = loop.resolve("x");
    if (format.equals("directory")) {
      assertThat(codeOf(format, inside)).isEqualTo("missing_file");
      return;
    }
    assertThatThrownBy(() -> codeOf(format, inside)).isInstanceOf(FileSystemException.class);
  }

  private static String codeOf(String format, Path file) throws IOException {
    return ArtifactFormat.named(format)
        .describe(file, RowVisitor.NONE)
        .findings()
        .getFirst()
        .code();
  }
}
