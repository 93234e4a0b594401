package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTypeTest {
  /** Bytes as numpy.array([x], descr).tobytes() has them. */
  @ParameterizedTest
  @CsvSource({
    "<f8, 000000000000f8bf, -1.5",
    ">f8, bff8000000000000, -1.5",
    ">f4, bfc00000, -1.5",
    "<f2, 00be, -1.5",
    "|i1, ff, -1",
    "|u1, ff, 255",
    "<i2, feff, -2",
    ">u2, fffe, 65534",
    "<u4, ffffffff, 4294967295",
    ">i8, ffffffffffffffff, -1",
    "<u8, ffffffffffffffff, 18446744073709551615",
    "<u8, 0104000000000080, 9223372036854777856",
    "=i4, 00000000, 0"
  })
  void widensToDouble(String descr, String hex, double expected) {
    NpyType type = NpyType.parse(descr);
    ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(type.order());
    assertThat(type.real(data, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"|O, O", "<c16, c16", "<f16, f16", "<M8[ns], M8", "|V8, structured"})
  void knowsWhatItDoesNotRead(String descr, String id) {
    assertThat(NpyType.parse(descr).isSupported()).isFalse();
    assertThat(NpyType.parse(descr).id()).isEqualTo(id);
  }
}
