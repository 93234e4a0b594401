package org.colophon.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ItemNameTest {
  @Test
  void noTwoKeysHaveOneNameAndNoneIsAPath() {
    List<String> keys =
        List.of(
            "a",
            "A",
            "a.b",
            ".",
            "..",
            "%2E",
            "a/b",
            "a%2Fb",
            "a\nb",
            "a b",
            "ü",
            "-rf",
            "a~b",
            "+",
            "a+1",
            "k".repeat(121),
            "k".repeat(122),
            "k".repeat(120));
    Set<String> names = new HashSet<>();
    for (String key : keys) {
      String name = ItemName.of(key);
      assertThat(name).matches("[A-Za-z0-9_%~.-]{1,120}").doesNotStartWith(".");
      assertThat(names.add(name)).as(key).isTrue();
    }
  }
}
