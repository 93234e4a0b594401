package org.colophon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;

final class CapacityLimitsTest {
  @Test
  void aStageReachesTheFilesOfItsOwnGpusAndOfTheDriver() {
    CapacityLimits limits = read("{\"gpus\": [\"0\", \"1\", \"2\"]}");
    assertThat(limits.filesOf(List.of("0", "2")))
        .containsExactly(
            Path.of("/dev/nvidia0"),
            Path.of("/dev/nvidia2"),
            Path.of("/dev/nvidiactl"),
            Path.of("/dev/nvidia-uvm"),
            Path.of("/dev/nvidia-uvm-tools"));
  }

  @Test
  void aStageWithoutAGpuReachesNone() {
    assertThat(read("{\"gpus\": [\"0\"]}").filesOf(List.of())).isEmpty();
  }

  @Test
  void aProfileNamesTheFilesOfOtherDrivers() {
    CapacityLimits limits =
        read("{\"gpus\": [\"128\"], \"gpu_files\": [\"/dev/kfd\", \"/dev/dri/renderD{gpu}\"]}");
    assertThat(limits.filesOf(List.of("128")))
        .containsExactly(Path.of("/dev/kfd"), Path.of("/dev/dri/renderD128"));
  }

  private static CapacityLimits read(String json) {
    return CapacityLimits.read(Json.mapper().readTree(json));
  }
}
