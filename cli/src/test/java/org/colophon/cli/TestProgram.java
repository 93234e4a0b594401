package org.colophon.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a process of its own, which can be killed. */
final class TestProgram {
  private TestProgram() {}

  /** The command line of a run of a pipeline, with options of its own. */
  static List<String> run(TestPipeline pipeline, String experiment, String... options) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcolophon.home=" + TestPipeline.HOME,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--experiment",
                experiment));
    argv.addAll(List.of(options));
    argv.addAll(List.of("--config", pipeline.folder().resolve("config.yaml").toString()));
    argv.addAll(List.of("--runs-dir", pipeline.folder().resolve("runs").toString()));
    return argv;
  }
}
