package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.colophon.sandbox.MountPlan.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MountPlanTest {
  private final MountPlan plan = new MountPlan();
  private Path root = Path.of("/");

  @BeforeEach
  void realRoot(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
  }

  @Test
  void aFolderIsMountedBeforeWhatIsInIt() throws Exception {
    Path inner = Files.createDirectories(root.resolve("a/b/c"));
    plan.mount(inner, Access.WRITE);
    plan.mount(root.resolve("a"), Access.READ);

    assertThat(plan.arguments())
        .containsExactly(
            "--ro-bind", root + "/a", root + "/a", "--bind", inner.toString(), inner.toString());
  }

  @Test
  void whatIsAlreadyThereInTheSameWayIsNotMountedAgain() throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    plan.mount(root.resolve("a"), Access.READ);
    plan.mount(root.resolve("a/b"), Access.READ);

    assertThat(plan.arguments()).containsExactly("--ro-bind", root + "/a", root + "/a");
  }

  @Test
  void everyLinkOnTheWayIsMadeAgain() throws Exception {
    Files.createDirectories(root.resolve("disk/data/set"));
    Files.createDirectories(root.resolve("home"));
    Files.createSymbolicLink(root.resolve("home/data"), Path.of("../disk/data"));
    Files.createSymbolicLink(root.resolve("disk/data/newest"), Path.of("set"));

    Path real = plan.follow(root.resolve("home/data/newest"));
    plan.mount(real, Access.READ);

    assertThat(real).isEqualTo(root.resolve("disk/data/set"));
    assertThat(plan.arguments())
        .containsExactly(
            "--symlink",
            "../disk/data",
            root + "/home/data",
            "--symlink",
            "set",
            root + "/disk/data/newest",
            "--ro-bind",
            real.toString(),
            real.toString());
  }

  @Test
  void aLinkInsideAMountedFolderIsThereAnyway() throws Exception {
    Files.createDirectory(root.resolve("target"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("target"));
    plan.mount(root, Access.READ);
    plan.mount(plan.follow(root.resolve("link")), Access.WRITE);

    assertThat(plan.arguments())
        .containsExactly(
            "--ro-bind",
            root.toString(),
            root.toString(),
            "--bind",
            root + "/target",
            root + "/target");
  }

  @Test
  void aDotDotAfterALinkCountsFromWhereTheLinkLeads() throws Exception {
    Files.createDirectories(root.resolve("disk/data"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("disk/data"));
    Files.createSymbolicLink(root.resolve("crooked"), Path.of("link/../data"));

    assertThat(plan.follow(root.resolve("crooked"))).isEqualTo(root.resolve("disk/data"));
  }

  @Test
  void linksThatLeadNowhereAreErrors() throws Exception {
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("gone"));

    assertThatThrownBy(() -> plan.follow(root.resolve("loop")))
        .isInstanceOf(FileSystemLoopException.class);
    assertThatThrownBy(() -> plan.follow(root.resolve("dangling")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
