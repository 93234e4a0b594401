package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArmourTest {
  @Test
  void processesAreCountedInNamespacesSince514() {
    for (String kernel : List.of("5.14.0-427.el9", "5.15", "6.1.0-18-amd64", "10.0")) {
      assertThat(Armour.countsInNamespaces(kernel)).as(kernel).isTrue();
    }
    for (String kernel : List.of("5.13.19", "5.4.0-generic", "4.18.0", "")) {
      assertThat(Armour.countsInNamespaces(kernel)).as(kernel).isFalse();
    }
  }

  @Test
  void theWeakestSaysWhatIsMissing() {
    Armour weakest = Armour.NONE.weaker("no reason");

    assertThat(weakest.isBare()).isTrue();
    assertThat(weakest.missing()).contains("system calls: not filtered, no reason");
  }
}
