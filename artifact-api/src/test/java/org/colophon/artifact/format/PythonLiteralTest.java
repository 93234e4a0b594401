package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  @Test
  void readsWhatNumPyWrites() {
    assertThat(
            PythonLiteral.parse(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 64L), }  \n"))
        .isEqualTo(Map.of("descr", "<f8", "fortran_order", false, "shape", List.of(3L, 64L)));
  }

  @Test
  void readsBothQuotesAndNoSpaces() {
    assertThat(PythonLiteral.parse("{\"a\":[('x','<i4')],'b':None}"))
        .isEqualTo(Map.of("a", List.of(List.of("x", "<i4")), "b", PythonLiteral.Nothing.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__import__('os')",
        "{'a': open('x')}",
        "{'a': 1 + 1}",
        "{'a': 1",
        "{'a' 1}",
        "('a'",
        "'a",
        "{1: 2}",
        "{'a': 1, 'a': 2}",
        "{'a': 99999999999999999999}",
        "{} {}",
        "",
        "'a\\",
        "{'a': lambda: 1}"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PythonLiteral.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deepNestingDoesNotExhaustTheStack() {
    assertThatThrownBy(() -> PythonLiteral.parse("(".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deeper");
  }
}
