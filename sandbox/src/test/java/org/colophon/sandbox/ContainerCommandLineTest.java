package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.process.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of containers, as files that people have read; no engine is asked. */
final class ContainerCommandLineTest {
  private static final String IMAGE = "registry.example/lab/tools@sha256:" + "0f".repeat(32);

  private static final Limits LIMITS =
      Limits.NONE
          .with(Resource.CPUS, 2, true)
          .with(Resource.MEMORY, 4L << 30, true)
          .with(Resource.PROCESSES, 256, true)
          .with(Resource.OPEN_FILES, 512, true)
          .with(Resource.FILE_SIZE, 1L << 20, true);

  private Path root = Path.of("/");

  @BeforeEach
  void layOut(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    for (String each : List.of("run/a,b \"c\"", "run/02_fit", "data", "st")) {
      Files.createDirectories(root.resolve(each));
    }
    Files.createSymbolicLink(root.resolve("run/geometry"), Path.of("../data"));
  }

  @Test
  void aStageOfPodmans() throws Exception {
    GoldenArgv.check("podman.txt", root, argv(SandboxKind.PODMAN, true, policy(Network.NONE)));
  }

  @Test
  void aStageOfDockers() throws Exception {
    GoldenArgv.check("docker.txt", root, argv(SandboxKind.DOCKER, true, policy(Network.HOST)));
  }

  @Test
  void aStageHasTheDevicesOfItsPolicy() throws Exception {
    SandboxPolicy policy = policy(Network.NONE).using(List.of(Path.of("/dev/nvidia0")));
    assertThat(argv(SandboxKind.DOCKER, true, policy)).containsSequence("--device", "/dev/nvidia0");
  }

  @Test
  void withoutControlGroupsItsLimitsAreRefused() {
    assertThatThrownBy(() -> argv(SandboxKind.PODMAN, false, policy(Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("sandbox podman refuses: the limit cpus: 2 cannot be kept here");
  }

  @Test
  void aVariableThatWouldActOnTheEngineHasNoLineBreak() {
    Command command =
        new Command(List.of("true"), root.resolve("run/02_fit"), Map.of("DOCKER_HOST", "a\nB=c"));

    assertThatThrownBy(
            () -> engine(SandboxKind.DOCKER, true).confine(command, policy(Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("DOCKER_HOST has a line break");
  }

  @Test
  void whatActsOnTheEngineIsInAFileForItsOwnerOnlyWhileTheStageRuns() throws Exception {
    Path file = root.resolve("st/x.env");
    EngineVariables variables =
        EngineVariables.of(
            SandboxKind.PODMAN,
            new Command(List.of("true"), root, Map.of("SEED", "7", "HOME", "/tmp", "LD_X", "y")),
            file);

    variables.write();

    assertThat(file).hasContent("HOME=/tmp\nLD_X=y\n");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(variables.with(Map.of("HOME", "/root")))
        .isEqualTo(Map.of("SEED", "7", "HOME", "/root"));
    variables.remove();
    assertThat(file).doesNotExist();
  }

  private SandboxPolicy policy(Network network) {
    return new SandboxPolicy(
            List.of(root.resolve("run/a,b \"c\""), root.resolve("run/geometry")),
            List.of(root.resolve("run/02_fit")),
            network)
        .limitedTo(LIMITS)
        .executing(false);
  }

  private List<String> argv(SandboxKind kind, boolean groups, SandboxPolicy policy)
      throws PolicyRefused, IOException {
    Command command =
        new Command(
                List.of("python3", "main.py", "two words"),
                root.resolve("run/02_fit"),
                Map.of("SEED", "7", "PATH", "/usr/bin", "HOME", "/tmp"))
            .withSecrets(Map.of("TOKEN", "not to be seen"));
    try (Confined confined = engine(kind, groups).confine(command, policy)) {
      return confined.command().argv();
    }
  }

  private ContainerEngine engine(SandboxKind kind, boolean groups) {
    return new ContainerEngine(
        kind, Path.of("/usr/bin", kind.label()), IMAGE, root.resolve("st"), Map.of(), groups);
  }
}
