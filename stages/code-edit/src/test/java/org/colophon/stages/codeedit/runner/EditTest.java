package org.colophon.stages.codeedit.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EditTest {

  @Test
  void theOutermostOfNestedEditsIsTaken() {
    Edit inner = new Edit(4, 7, "i");
    Edit outer = new Edit(0, 8, "o");
    Edit same = new Edit(0, 4, "s");
    Edit after = new Edit(8, 9, "a");
    assertThat(Edit.ofOnePass(List.of(inner, after, same, outer))).containsExactly(outer, after);
  }

  @Test
  void placesAreBytes() {
    byte[] before = "😀 foo é foo".getBytes(StandardCharsets.UTF_8);
    byte[] after = Edit.applied(before, List.of(new Edit(5, 8, "bár"), new Edit(12, 15, "")));
    assertThat(new String(after, StandardCharsets.UTF_8)).isEqualTo("😀 bár é ");
  }

  @Test
  void aPlaceBeyondTheFileIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edit.applied(new byte[2], List.of(new Edit(1, 3, ""))));
    assertThatIllegalArgumentException().isThrownBy(() -> new Edit(-1, 0, ""));
  }
}
