package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemViewTest {
  private Path root = Path.of("/");

  @BeforeEach
  void layOut(@TempDir Path folder) throws IOException {
    root = folder;
    for (String each :
        List.of(
            "usr/bin",
            "etc/java-17-openjdk",
            "etc/ssl/certs",
            "etc/ssl/private",
            "home/u",
            "proc/sys",
            "var")) {
      Files.createDirectories(root.resolve(each));
    }
    for (String each : List.of("etc/passwd", "etc/shadow", "etc/resolv.conf")) {
      Files.writeString(root.resolve(each), "");
    }
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(root.resolve("etc/localtime"), Path.of("/no/such/zone"));
  }

  @Test
  void itHoldsProgramsAndTheFilesTheyLookUp() throws Exception {
    assertThat(SystemView.of(root, false).folders())
        .containsExactly(
            root.resolve("bin"),
            root.resolve("usr"),
            root.resolve("etc/java-17-openjdk"),
            root.resolve("etc/passwd"),
            root.resolve("etc/ssl/certs"));
  }

  @Test
  void resolversAreKeptApart() throws Exception {
    assertThat(SystemView.of(root, false).networkFiles())
        .containsExactly(root.resolve("etc/resolv.conf"));
  }

  @Test
  void onlyRootNeedsTheKernelCovered() throws Exception {
    assertThat(SystemView.of(root, false).kernelControls()).isEmpty();
    assertThat(SystemView.of(root, true).kernelControls())
        .containsExactly(root.resolve("proc/sys"));
  }
}
