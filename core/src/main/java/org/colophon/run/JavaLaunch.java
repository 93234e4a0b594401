package org.colophon.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.pipeline.Pipeline;

/** How a program of a pipeline's jar is started. */
final class JavaLaunch {
  private JavaLaunch() {}

  /** A JVM of its own: serial collector for small heaps, its own AOT cache. */
  static List<String> argv(Pipeline.JavaStages java, String mainClass, Installation installation) {
    List<String> argv = new ArrayList<>();
    argv.add(installation.javaHome().resolve("bin/java").toString());
    Optional<Path> cache = java.aot().filter(Files::exists);
    cache.ifPresent(file -> {
      argv.add("-XX:AOTCache=" + file);
      // a cache that does not fit is passed over in silence
      argv.add("-Xlog:disable");
      argv.add("-Xlog:all=error,aot*=off,cds*=off:stderr");
    });
    argv.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-cp",
            java.jar().toString(),
            mainClass));
    return argv;
  }
}
