package org.colophon.artifact.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1           | not_json",
        "{\"a\": 1} x        | not_json",
        "{\"a\": NaN}        | not_json",
        "{'a': 1}            | not_json",
        "{\"a\": 1, \"a\": 2}| duplicate_key",
        "{\"a\": [1, 1e999]} | non_finite:a[1]"
      })
  void onlyStrictJsonIsRead(String text, String code) throws IOException {
    assertThat(codes("json", text)).containsExactly(code);
  }

  @Test
  void deepJsonIsRefusedBeforeTheStackIsUsedUp() throws IOException {
    assertThat(codes("json", "[".repeat(1_000_000))).containsExactly("json_limit");
    assertThat(codes("json", "[".repeat(64) + "]".repeat(64))).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() throws IOException {
    assertThat(describe("json", "\uFEFF{\"a\": 1}").json().path("a").intValue()).isEqualTo(1);
  }

  @Test
  void jsonInAnotherEncodingIsRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("x"), "{\"ñ\": 1}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(codes("json", file)).containsExactly("not_utf8");
  }

  @Test
  void jsonLinesAreCountedAndShown() throws IOException {
    List<String> seen = new ArrayList<>();
    Path file = Files.writeString(folder.resolve("x"), "{\"a\": 1}\n\n{\"a\": 2}\r\n{\"a\": 3}");
    Description description =
        ArtifactFormat.named("jsonl").describe(file, (n, row) -> seen.add(n + ":" + row.path("a")));
    assertThat(description.json().path("rows").intValue()).isEqualTo(3);
    assertThat(seen).containsExactly("1:1", "2:2", "3:3");
  }

  /** Lines of every length up to some of them longer than what is read at once. */
  @Test
  void jsonLinesAreReadWholeWhereverTheFileIsCut() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int length = 0; length < 200_000; length = length * 3 / 2 + 7) {
      text.append("{\"a\": \"").append("é".repeat(length)).append("\"}\n");
    }
    List<String> seen = new ArrayList<>();
    Path file = Files.writeString(folder.resolve("x"), text);
    ArtifactFormat.named("jsonl").describe(file, (_, row) -> seen.add(row + "\n"));
    assertThat(String.join("", seen)).isEqualTo(text.toString().replace(": ", ":"));
  }

  @Test
  void aLineOfNothingThatCanBeSeenIsDamageAndWhiteSpaceIsNone() throws IOException {
    assertThat(codes("jsonl", "{}\n\0\0\n{}\n")).containsExactly("not_json row 2");
    assertThat(codes("jsonl", "{}\n \t\n{}\n")).isEmpty();
  }

  @Test
  void aReplacementCharacterMayBeWrittenAndAWrongByteMayNot() throws IOException {
    assertThat(codes("jsonl", "{\"a\": \"\uFFFD\"}\n")).isEmpty();
    Path file =
        Files.write(folder.resolve("x"), "{\"ñ\": 1}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(codes("jsonl", file)).containsExactly("not_utf8 row 1");
  }

  @Test
  void aBrokenJsonLineIsNamed() throws IOException {
    assertThat(codes("jsonl", "{}\n{\n{}\n")).containsExactly("not_json row 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b\n1,\"2\n`  | csv_damaged",
        "`a,a\n1,2\n`    | duplicate_column:a",
        "`a,\n1,2\n`     | column_without_name",
        "`a,b\n1,2\n3\n` | ragged_row 2",
        "`a,b\n1,2,3\n`  | ragged_row 1",
        "``              | no_header"
      })
  void aTableMustBeRectangularAndNamed(String text, String code) throws IOException {
    assertThat(codes("csv", text)).containsExactly(code);
  }

  @Test
  void cellsAreNumbersTextOrNothing() throws IOException {
    List<String> seen = new ArrayList<>();
    Path file =
        Files.writeString(folder.resolve("x"), "a,b,c,d,e,f\n1,-2.5e3,\"x,\"\"y\",,nan,1e999\n");
    ArtifactFormat.named("csv").describe(file, (n, row) -> seen.add(row.toString()));
    assertThat(seen)
        .containsExactly(
            "{\"a\":1,\"b\":-2500.0,\"c\":\"x,\\\"y\",\"d\":null,\"e\":\"nan\",\"f\":\"1e999\"}");
  }

  @Test
  void aDrawingIsDescribedByWhatItHolds() throws IOException {
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
          <style>@import "a.css"; path { fill: url(http://x/y) }</style>
          <use xlink:href="#here"/><image href=" http://z "/><g onclick="f()" style="fill:url(#g)"/>
          <script>f()</script>
        </svg>
        """;
    assertThat(describe("xml", svg).json().toString())
        .isEqualTo(
            "{\"root\":\"svg\",\"elements\":{\"g\":1,\"image\":1,\"script\":1,\"style\":1,"
                + "\"svg\":1,\"use\":1},\"attributes\":[\"href\",\"onclick\",\"style\"],"
                + "\"references\":[\"a.css\",\"http://x/y\",\"http://z\"]}");
  }

  @Test
  void noEntityIsExpanded() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hush");
    String doctype = "<!DOCTYPE svg [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
    assertThat(codes("xml", doctype + "<svg>&e;</svg>")).containsExactly("not_xml");
    assertThat(
            codes("xml", "<!DOCTYPE svg [<!ENTITY a \"" + "x".repeat(999) + "\">]><svg>&a;</svg>"))
        .containsExactly("not_xml");
  }

  @ParameterizedTest
  @CsvSource({"<svg>, not_xml", "<svg></g>, not_xml", "<a/><b/>, not_xml", "x, not_xml"})
  void whatIsNotWellFormedIsRefused(String text, String code) throws IOException {
    assertThat(codes("xml", text)).containsExactly(code);
  }

  @Test
  void deepXmlIsRefused() throws IOException {
    assertThat(codes("xml", "<g>".repeat(100_000))).containsExactly("xml_limit");
  }

  @Test
  void aFolderIsListedWithoutFollowingLinks() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/sub"));
    Files.writeString(tree.resolve("a.txt"), "abc");
    assertThat(describe("directory", folder.resolve("tree")).json().toString())
        .isEqualTo("{\"files\":{\"sub/a.txt\":{\"bytes\":3}}}");
    Files.createSymbolicLink(tree.resolve("loop"), folder.resolve("tree"));
    assertThat(codes("directory", folder.resolve("tree"))).containsExactly("not_a_regular_file");
  }

  @Test
  void anUnknownFormatIsRefusedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> ArtifactFormat.named("parquet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("json, jsonl, csv, npz, npy, hdf5, xml, directory, opaque");
  }

  private List<String> codes(String format, String text) throws IOException {
    return codes(format, Files.writeString(folder.resolve("x"), text));
  }

  private static List<String> codes(String format, Path file) throws IOException {
    return Fixtures.codes(ArtifactFormat.named(format).describe(file, RowVisitor.NONE).findings());
  }

  private Description describe(String format, String text) throws IOException {
    return describe(format, Files.writeString(folder.resolve("x"), text));
  }

  private static Description describe(String format, Path file) throws IOException {
    return ArtifactFormat.named(format).describe(file, RowVisitor.NONE);
  }
}
