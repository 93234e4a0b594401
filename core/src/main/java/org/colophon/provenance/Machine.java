package org.colophon.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The machine a stage ran on, as far as results may depend on it. Read from files only, so that it
 * costs nothing; what cannot be read is {@code unknown}.
 *
 * @param memoryBytes of the whole machine; 0 if unknown
 * @param gpus name and driver of each GPU
 */
public record Machine(
    String os,
    String kernel,
    String arch,
    String cpu,
    int cpus,
    long memoryBytes,
    List<String> gpus,
    String java) {

  public Machine {
    gpus = List.copyOf(gpus);
  }

  /**
   * Reads the facts of this machine.
   *
   * @param properties the Java system properties
   */
  public static Machine read(Properties properties, int cpus) throws IOException {
    return new Machine(
        valueAfter(Path.of("/etc/os-release"), "PRETTY_NAME=").replace("\"", ""),
        properties.getProperty("os.name") + " " + properties.getProperty("os.version"),
        String.valueOf(properties.getProperty("os.arch")),
        valueAfter(Path.of("/proc/cpuinfo"), "model name\t: "),
        cpus,
        memory(),
        nvidiaGpus(),
        properties.getProperty("java.vendor") + " " + properties.getProperty("java.version"));
  }

  private static long memory() throws IOException {
    String kibibytes = valueAfter(Path.of("/proc/meminfo"), "MemTotal:").replaceAll("[^0-9]", "");
    return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes) * 1024;
  }

  /** What the NVIDIA kernel driver says of its GPUs; other makers' GPUs are not seen. */
  private static List<String> nvidiaGpus() throws IOException {
    Path folder = Path.of("/proc/driver/nvidia/gpus");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    String driver = valueAfter(Path.of("/proc/driver/nvidia/version"), "NVRM version: ");
    List<String> gpus = new ArrayList<>();
    try (Stream<Path> cards = Files.list(folder)) {
      for (Path card : cards.sorted().toList()) {
        String model = valueAfter(card.resolve("information"), "Model: \t\t ").strip();
        gpus.add(model + " (" + driver + ")");
      }
    }
    return gpus;
  }

  private static String valueAfter(Path file, String prefix) throws IOException {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("unknown");
  }
}
