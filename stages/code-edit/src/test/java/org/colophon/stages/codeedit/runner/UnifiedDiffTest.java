package org.colophon.stages.codeedit.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {

  @Test
  void aChangeHasThreeLinesAround() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assertThat(UnifiedDiff.of("a b.py", bytes(before), List.of(new Edit(8, 9, "five"))))
        .isEqualTo(
            """
            --- a/a b.py\t
            +++ b/a b.py\t
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            """);
  }

  @Test
  void aMissingEndOfTheLastLineIsSaid() {
    assertThat(UnifiedDiff.of("a", bytes("x"), List.of(new Edit(0, 1, "y\n"))))
        .endsWith("@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n");
    assertThat(UnifiedDiff.of("a", bytes("x\n"), List.of(new Edit(0, 2, ""))))
        .endsWith("@@ -1 +0,0 @@\n-x\n");
    assertThat(UnifiedDiff.of("a", bytes(""), List.of(new Edit(0, 0, "x\n"))))
        .endsWith("@@ -0,0 +1 @@\n+x\n");
  }

  /** Many shapes of files and edits, applied by a strict reader of the format. */
  @Test
  void whoAppliesADiffGetsTheFileAfterwards() {
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      String before = text(random, random.nextInt(40));
      List<Edit> edits = Edit.ofOnePass(edits(random, before.length()));
      String after = new String(Edit.applied(bytes(before), edits), StandardCharsets.UTF_8);
      String diff = UnifiedDiff.of("a", bytes(before), edits);
      assertThat(diff.isEmpty()).isEqualTo(before.equals(after));
      assertThat(applied(before, diff)).as(before + "|" + edits).isEqualTo(after);
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab\n\n\r".charAt(random.nextInt(5)));
    }
    return text.toString();
  }

  private static List<Edit> edits(Random random, int length) {
    List<Edit> edits = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int start = random.nextInt(length + 1);
      int end = start + random.nextInt(length + 1 - start);
      edits.add(
          new Edit(start, random.nextBoolean() ? start : end, text(random, random.nextInt(4))));
    }
    return edits;
  }

  private static String applied(String before, String diff) {
    List<String> old = lines(before);
    List<String> made = new ArrayList<>();
    int at = 0;
    List<String> hunks = lines(diff);
    for (int i = 2; i < hunks.size(); i++) {
      String line = hunks.get(i);
      if (line.startsWith("@@")) {
        String[] range = line.split("[ ,-]+", -1);
        boolean one = !line.substring(0, line.indexOf('+')).contains(",");
        boolean none = !one && range[2].equals("0");
        int from = Integer.parseInt(range[1]) - (none ? 0 : 1);
        made.addAll(old.subList(at, from));
        at = from;
        continue;
      }
      boolean ends = i + 1 >= hunks.size() || !hunks.get(i + 1).startsWith("\\");
      String content = ends ? line.substring(1) : line.substring(1, line.length() - 1);
      switch (line.charAt(0)) {
        case ' ' -> {
          assertThat(old.get(at++)).isEqualTo(content);
          made.add(content);
        }
        case '-' -> assertThat(old.get(at++)).isEqualTo(content);
        case '+' -> made.add(content);
        default -> throw new AssertionError(line);
      }
      i += ends ? 0 : 1;
    }
    made.addAll(old.subList(at, old.size()));
    return String.join("", made);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
