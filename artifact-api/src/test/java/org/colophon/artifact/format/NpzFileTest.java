package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
  private static final double[] Z = grid();
  private static final double[] A = Arrays.stream(Z).map(z -> -Math.log(z)).toArray();
  private static final double[] F = Arrays.stream(Z).map(z -> 1 - z * z * z).toArray();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok_01_stored",
        "ok_02_deflated",
        "ok_03_big_endian",
        "ok_05_fortran_extra",
        "ok_06_npy_v2",
        "ok_07_npy_v3_struct",
        "ok_08_meta_bytes",
        "ok_09_meta_shape1",
        "ok_10_meta_sidecar",
        "ok_11_unicode_meta",
        "ok_12_int_d",
        "ok_14_odd_header",
        "ok_15_extra_entry",
        "bad_16_object_pickle",
        "bad_26_traversal"
      })
  void readsTheReferenceContentHoweverItIsStored(String name) throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz(name));
    assertThat(file.doubles("z")).containsExactly(Z, within(1e-15));
    assertThat(file.doubles("A")).containsExactly(A, within(1e-15));
    assertThat(file.doubles("f")).containsExactly(F, within(1e-15));
    assertThat(file.doubles("f")[7]).isCloseTo(0.997967703703703, within(1e-14));
    assertThat(file.doubles("A")[63]).isCloseTo(0.020202707317519, within(1e-14));
  }

  @Test
  void singlePrecisionIsWidened() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("ok_04_float32"));
    assertThat(file.doubles("z")).containsExactly(Z, within(3e-8));
    assertThat(file.doubles("A")).containsExactly(A, within(1.2e-7));
    assertThat(file.doubles("f")).containsExactly(F, within(3e-8));
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("bad_30_float16"));
    assertThat(file.doubles("z")).containsExactly(Z, within(5e-4));
  }

  @Test
  void fortranOrderComesOutInCOrder() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("ok_05_fortran_extra"));
    double[] stack = file.doubles("stack");
    double[] cube = file.doubles("cube");
    assertThat(file.shape("stack")).containsExactly(3, 64);
    assertThat(Arrays.copyOfRange(stack, 64, 128)).containsExactly(A, within(1e-15));
    assertThat(file.shape("cube")).containsExactly(2, 3, 4);
    for (int i = 0; i < 24; i++) {
      assertThat(cube[i]).isEqualTo(i);
    }
  }

  @Test
  void textMayHoldCharactersBeyondTheBasicPlane() throws IOException {
    String meta = NpzFile.read(Fixtures.npz("ok_11_unicode_meta")).text("meta_json").orElseThrow();
    assertThat(meta).contains("geometría térmica Δ=3 \uD835\uDCA9=4");
  }

  @Test
  void scalarsOfOtherTypesAreNumbers() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("ok_12_int_d"));
    assertThat(file.doubles("d")).containsExactly(3);
    assertThat(file.shape("d")).isEmpty();
    assertThat(file.doubles("z_h")).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "bad_18_truncated zip_damaged",
        "bad_19_crc zip_crc",
        "bad_20_not_zip not_a_zip",
        "bad_21_zero_bytes not_a_zip",
        "bad_22_data_short npy_short:z",
        "bad_23_data_long npy_trailing:z",
        "bad_24_huge_shape npy_short:z",
        "bad_25_bad_magic npy_magic:z",
        "bad_26_traversal suspicious_entry",
        "bad_27_header_code npy_header:z",
        "bad_28_v9 npy_version:z",
        "bad_29_duplicate duplicate_entry:f",
        "bad_16_object_pickle object_dtype_skipped",
        "bad_31_longdouble unsupported_dtype:z",
        "ok_07_npy_v3_struct unsupported_dtype:ops"
      })
  void whatIsWrongIsFound(String name, String code) throws IOException {
    assertThat(Fixtures.codes(NpzFile.read(Fixtures.npz(name)).findings())).containsExactly(code);
  }

  @Test
  void anObjectArrayIsNamedButNeverRead() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("bad_16_object_pickle"));
    assertThat(file.names()).contains("family_pred");
    assertThatThrownBy(() -> file.doubles("family_pred"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dtype O");
  }

  @Test
  void askingForAnAbsentArrayNamesThoseThatAreThere() throws IOException {
    NpzFile file = NpzFile.read(Fixtures.npz("ok_01_stored"));
    assertThatThrownBy(() -> file.doubles("B")).hasMessageContaining("[A, f, meta_json, z]");
    assertThat(file.text("B")).isEmpty();
  }

  private static double[] grid() {
    double[] z = new double[64];
    for (int i = 0; i < 64; i++) {
      z[i] = 0.02 + (0.98 - 0.02) * i / 63;
    }
    return z;
  }
}
