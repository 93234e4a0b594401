package org.colophon.sandbox;

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

/** The command lines of firejail and nsjail, as files that people have read. */
final class JailCommandLineTest {
  private static final Limits LIMITS =
      Limits.NONE
          .with(Resource.CPUS, 2, false)
          .with(Resource.MEMORY, 4L << 30, false)
          .with(Resource.PROCESSES, 256, false)
          .with(Resource.OPEN_FILES, 512, true)
          .with(Resource.FILE_SIZE, 64L << 20, true);

  private Path root = Path.of("/");
  private SystemView system = new SystemView(List.of(), List.of(), List.of());

  @BeforeEach
  void layOut(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    for (String each : List.of("run/02_fit", "data", "st")) {
      Files.createDirectories(root.resolve(each));
    }
    Files.createSymbolicLink(root.resolve("run/geometry"), Path.of("../data"));
    system =
        new SystemView(
            List.of(Path.of("/usr"), Path.of("/etc/passwd")),
            List.of(Path.of("/etc/hosts")),
            List.of());
  }

  @Test
  void aStageOfFirejails() throws Exception {
    GoldenArgv.check("firejail.txt", root, argv(firejail(), policy(Network.NONE)));
  }

  @Test
  void aStageOfNsjails() throws Exception {
    GoldenArgv.check("nsjail.txt", root, argv(nsjail(), policy(Network.NONE)));
    GoldenArgv.check("nsjail-host-network.txt", root, argv(nsjail(), policy(Network.HOST)));
  }

  @Test
  void devicesAreRefusedByThoseThatCannotShowThem() {
    SandboxPolicy policy = policy(Network.NONE).using(List.of(Path.of("/dev/nvidia0")));
    for (Sandbox each : List.of(firejail(), nsjail())) {
      assertThatThrownBy(() -> argv(each, policy))
          .isInstanceOf(PolicyRefused.class)
          .hasMessageContaining("it cannot show a stage the devices [/dev/nvidia0]");
    }
  }

  @Test
  void aColonInANameIsRefusedByNsjail() throws Exception {
    Path odd = Files.createDirectory(root.resolve("a:b"));

    assertThatThrownBy(() ->
            argv(
                nsjail(),
                new SandboxPolicy(List.of(odd), List.of(root.resolve("run/02_fit")), Network.NONE)))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("for the colon in its name");
  }

  @Test
  void memoryThatIsInsistedOnIsRefusedByFirejail() {
    assertThatThrownBy(() ->
            argv(
                firejail(),
                policy(Network.NONE).limitedTo(Limits.NONE.with(Resource.MEMORY, 1 << 30, true))))
        .isInstanceOf(PolicyRefused.class)
        .hasMessageContaining("sandbox firejail refuses: the limit memory");
  }

  private Firejail firejail() {
    List<Path> tops = List.of(Path.of("/home"), Path.of("/root"), Path.of("/tmp"), Path.of("/usr"));
    return new Firejail(Path.of("/usr/bin/firejail"), system, tops, root.resolve("st"));
  }

  private NsJail nsjail() {
    return new NsJail(Path.of("/usr/bin/nsjail"), system, root.resolve("st"));
  }

  private SandboxPolicy policy(Network network) {
    return new SandboxPolicy(
            List.of(root.resolve("run/geometry")), List.of(root.resolve("run/02_fit")), network)
        .limitedTo(LIMITS)
        .executing(false);
  }

  private List<String> argv(Sandbox sandbox, SandboxPolicy policy) throws Exception {
    Command command =
        new Command(
            List.of("sh", "main.sh", "two words"),
            root.resolve("run/02_fit"),
            Map.of("SEED", "7", "PATH", "/usr/bin:/bin"));
    try (Confined confined = sandbox.confine(command, policy)) {
      return confined.command().argv();
    }
  }
}
