package org.colophon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.colophon.pipeline.Bytes;
import tools.jackson.databind.JsonNode;

/**
 * What a profile says of the machine's size; absent where the machine is asked itself.
 *
 * @param cpus processors
 * @param memory bytes
 * @param gpus ids of devices
 * @param gpuFiles by which a stage reaches the devices that it has; {@code {gpu}} stands for an id
 */
public record CapacityLimits(
    OptionalDouble cpus, OptionalLong memory, List<String> gpus, List<String> gpuFiles) {
  /** NVIDIA's driver: one file a device, and those of the driver. */
  private static final List<String> NVIDIA =
      List.of("/dev/nvidia{gpu}", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools");

  private static final String ID = "{gpu}";

  public CapacityLimits {
    gpus = List.copyOf(gpus);
    gpuFiles = List.copyOf(gpuFiles);
  }

  static CapacityLimits read(JsonNode node) {
    List<String> gpus = new ArrayList<>();
    node.path("gpus").forEach(id -> gpus.add(id.asString()));
    List<String> files = new ArrayList<>();
    node.path("gpu_files").forEach(file -> files.add(file.asString()));
    return new CapacityLimits(
        node.has("cpus") ? OptionalDouble.of(node.get("cpus").asDouble()) : OptionalDouble.empty(),
        node.has("memory")
            ? OptionalLong.of(Bytes.parse(node.get("memory").asString()))
            : OptionalLong.empty(),
        gpus,
        node.has("gpu_files") ? files : NVIDIA);
  }

  /** The files of some devices, whether or not this machine has them; none for no device. */
  public List<Path> filesOf(List<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : gpuFiles.stream()
            .flatMap(file ->
                file.contains(ID) ? ids.stream().map(id -> file.replace(ID, id)) : Stream.of(file))
            .map(Path::of)
            .toList();
  }
}
