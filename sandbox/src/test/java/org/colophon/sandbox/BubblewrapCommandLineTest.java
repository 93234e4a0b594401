package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.colophon.process.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines as they are given to the system, against files that people have read. */
final class BubblewrapCommandLineTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("colophon.home"), "sandbox/src/test/resources/golden");

  private Path root = Path.of("/");
  private SystemView system = new SystemView(List.of(), List.of(), List.of());

  @BeforeEach
  void layOut(@TempDir Path folder) throws IOException {
    root = folder;
    for (String each :
        List.of("usr/bin", "etc/alternatives", "home/u/.pyenv", "run/input", "run/02_fit", "st")) {
      Files.createDirectories(root.resolve(each));
    }
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(root.resolve("run/geometry"), Path.of("input"));
    Path resolver = Files.writeString(root.resolve("etc/resolv.conf"), "");
    system =
        new SystemView(
            List.of(root.resolve("bin"), root.resolve("etc/alternatives"), root.resolve("usr")),
            List.of(resolver),
            List.of(Path.of("/proc/sys")));
  }

  @Test
  void anOrdinaryStageWithoutNetwork() throws Exception {
    SandboxPolicy policy =
        new SandboxPolicy(
            List.of(root.resolve("home/u/.pyenv"), root.resolve("run/geometry")),
            List.of(root.resolve("run/02_fit")),
            Network.NONE);

    assertGolden("bubblewrap-no-network.txt", argv(policy, Map.of("SEED", "7")));
  }

  @Test
  void aStageWithTheMachinesNetworkAndLibrariesOfItsOwn() throws Exception {
    SandboxPolicy policy =
        new SandboxPolicy(
            List.of(root.resolve("run")), List.of(root.resolve("run/02_fit")), Network.HOST);

    assertGolden(
        "bubblewrap-host-network.txt",
        argv(policy, Map.of("SEED", "7", "LD_LIBRARY_PATH", "/opt/lib")));
  }

  @Test
  void theWrapperInheritsOnlyWhatCannotActOnIt() throws Exception {
    Map<String, String> environment =
        Map.of("SEED", "7", "LD_PRELOAD", "/x.so", "SHELLOPTS", "xtrace", "PS4", "$(id)");
    SandboxPolicy policy =
        new SandboxPolicy(List.of(), List.of(root.resolve("run/02_fit")), Network.NONE);

    assertThat(confined(policy, environment).command().environment())
        .isEqualTo(Map.of("SEED", "7"));
  }

  @Test
  void eachCommandHasAStatusFileOfItsOwn() throws Exception {
    SandboxPolicy policy =
        new SandboxPolicy(List.of(), List.of(root.resolve("run/02_fit")), Network.NONE);

    Path one = confined(policy, Map.of("SEED", "7")).preparation().handed().getFirst().file();
    Path other = confined(policy, Map.of("SEED", "8")).preparation().handed().getFirst().file();

    assertThat(one.getParent()).isEqualTo(root.resolve("st"));
    assertThat(one).isNotEqualTo(other);
  }

  private List<String> argv(SandboxPolicy policy, Map<String, String> environment)
      throws PolicyRefused {
    return confined(policy, environment).command().argv();
  }

  private Confined confined(SandboxPolicy policy, Map<String, String> environment)
      throws PolicyRefused {
    Command command =
        new Command(
            List.of("python", "main.py", "two words"), root.resolve("run/02_fit"), environment);
    return new Bubblewrap(Path.of("/usr/bin/bwrap"), system, root.resolve("st"))
        .confine(command, policy);
  }

  /** One option a line; the temporary folder and the digest in the status file's name vary. */
  private void assertGolden(String name, List<String> argv) throws IOException {
    String text =
        String.join("\n", argv)
                .replace(root.toString(), "ROOT")
                .replaceAll("bwrap-[0-9a-f]{16}", "bwrap-DIGEST")
                .replaceAll("\n(?!--)", " ")
            + "\n";
    Path golden = GOLDEN.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
