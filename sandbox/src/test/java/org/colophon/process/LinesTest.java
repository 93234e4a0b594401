package org.colophon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinesTest {
  private final List<String> told = new ArrayList<>();
  private final Lines lines = new Lines(told::add);

  @Test
  void aLineIsToldWhenItEndsHoweverItsBytesArrive() {
    add("one\ntw");
    assertThat(told).containsExactly("one");

    add("o\r\n\nλ");
    lines.end();
    assertThat(told).containsExactly("one", "two", "", "λ");
  }

  @Test
  void anEndedOutputHasNoEmptyLastLine() {
    add("one\n");
    lines.end();

    assertThat(told).containsExactly("one");
  }

  @Test
  void aLongLineIsCutAndTheNextOneIsWhole() {
    add("x".repeat(3 * Lines.LONGEST) + "\nnext\n");

    assertThat(told).containsExactly("x".repeat(Lines.LONGEST), "next");
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    lines.add(bytes, bytes.length);
  }
}
