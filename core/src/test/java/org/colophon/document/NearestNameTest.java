package org.colophon.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  @Test
  void aSlipOfTheFingerIsRecognised() {
    assertThat(NearestName.to("cuont", List.of("count", "seed"))).contains("count");
    assertThat(NearestName.to("sed", List.of("count", "seed"))).contains("seed");
  }

  @Test
  void aNameThatIsFarFromAllIsNotGuessedAt() {
    assertThat(NearestName.to("temperature", List.of("count", "seed"))).isEmpty();
    assertThat(NearestName.hint("temperature", List.of("count"))).isEmpty();
  }
}
