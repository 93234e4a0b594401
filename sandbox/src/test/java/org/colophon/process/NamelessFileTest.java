package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NamelessFileTest {
  @Test
  void aDeviceReadsAsInTheMapOfAProcess() {
    assertThat(NamelessFile.device(0xfe00)).isEqualTo("fe:00");
    assertThat(NamelessFile.device(0x100803)).isEqualTo("08:103");
  }
}
