package org.colophon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ValuePathTest {
  private static final JsonNode DOCUMENT =
      Json.mapper()
          .readTree(
              """
              {"systems": [
                 {"id": "a/b", "d": 3, "verdict": "PASS", "checks": [{"id": "G1", "value": 1}]},
                 {"id": "c", "d": 4, "verdict": "FAIL", "checks": [{"id": "G1", "value": 2.5},
                                                                   {"id": "G2", "value": null}]}],
               "meta": {"family": "ads", "~x": true}}
              """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/meta/family | [\"ads\"]",
        "/meta/~0x | [true]",
        "/systems/1/verdict | [\"FAIL\"]",
        "/systems/id=a~1b/verdict | [\"PASS\"]",
        "/systems/id=c&d=4/verdict | [\"FAIL\"]",
        "/systems/id=c&d=3/verdict | []",
        "/systems/*/verdict | [\"PASS\",\"FAIL\"]",
        "/systems/*/checks/id=G1/value | [1,2.5]",
        "/systems/id=c/checks/id=G2/value | [null]",
        "/meta/* | [\"ads\",true]",
        "/systems/7/verdict | []",
        "/nothing/here | []",
        "/meta/family/deeper | []"
      })
  void aPathSelectsInTheOrderOfTheDocument(String path, String values) {
    assertThat(Json.line(ValuePath.parse(path).valuesIn(DOCUMENT))).isEqualTo(values);
  }

  @Test
  void theEmptyPathIsTheDocument() {
    assertThat(ValuePath.parse("").valuesIn(DOCUMENT)).isEqualTo(List.of(DOCUMENT));
  }

  @Test
  void aPathBeginsWithASlash() {
    assertThatThrownBy(() -> ValuePath.parse("meta")).hasMessageContaining("must begin with /");
  }
}
