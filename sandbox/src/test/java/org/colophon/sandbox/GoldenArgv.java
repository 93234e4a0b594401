package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command line as a file: one option a line, without what differs from machine to machine. */
final class GoldenArgv {
  private static final Path GOLDEN =
      Path.of(System.getProperty("colophon.home"), "sandbox/src/test/resources/golden");

  private GoldenArgv() {}

  static void check(String name, Path root, List<String> argv) throws IOException {
    String text =
        String.join("\n", argv)
                .replace(root.toString(), "ROOT")
                .replaceAll("(colophon|firejail|nsjail)-[0-9a-f]{16}", "$1-DIGEST")
                .replaceAll("\n--user\n[0-9:]+", "\n--user\nOWNER")
                .replaceAll("\n--userns=keep-id", "")
                .replaceAll("n(ofile|proc)=[0-9:]+", "n$1=MOST:MOST")
                .replaceAll("\n(?!-)", " ")
            + "\n";
    Path golden = GOLDEN.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
