package org.colophon.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTypeTest {
  @Test
  void printsWhatItParses() {
    ArtifactType type = ArtifactType.parse("GeometryPrediction@0.1");
    assertThat(type).isEqualTo(new ArtifactType("GeometryPrediction", "0.1"));
    assertThat(type).hasToString("GeometryPrediction@0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "A@", "@0.1", "a@0.1", "A@1", "A@0.1@2", "A B@0.1", "../A@0.1", "A@0.x"})
  void anythingElseIsRefusedWithTheFormThatIsWanted(String text) {
    assertThatThrownBy(() -> ArtifactType.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("@0.1");
  }
}
