package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.ForEachPipeline.MAKES_A_LINE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code foreach}: one stage runs once for each item, and what the items make is one artifact. */
final class ForEachTest {
  private ForEachPipeline items;

  @BeforeEach
  void inATemporaryFolder(@TempDir Path folder) throws IOException {
    items = new ForEachPipeline(folder).rows("b,2", "c,3", "a,1");
  }

  @Test
  void linesAreInTheOrderOfTheKeysWhoeverEndsFirst() throws IOException {
    items.script("[ \"$ITEM_KEY\" != a ] || sleep 0.7\n" + MAKES_A_LINE);
    items.run("--jobs", "2").exits(0);
    assertThat(items.made("fits/fits.jsonl"))
        .isEqualTo("{\"key\": \"a\"}\n{\"key\": \"b\"}\n{\"key\": \"c\"}\n");
    assertThat(keys()).containsExactly("a", "b", "c");
    String two = items.manifest().runDigest();
    items.pipeline().command("verify", "x").exits(0);
    items.pipeline().experiment("y");
    items.run("--jobs", "1").exits(0);
    assertThat(items.manifest().runDigest()).isEqualTo(two);
  }

  @Test
  void anItemIsGivenItsRowAndNotTheTable() throws IOException {
    items.script("cat \"$STAGE_CONTEXT\"\n" + MAKES_A_LINE).run().exits(0);
    items.pipeline().command("logs", "x", "01", "--item", "b").exits(0);
    String context = items.pipeline().command("logs", "x", "01", "--item", "b").out();
    assertThat(context).contains("\"value\": 2").doesNotContain("table.csv");
    items
        .pipeline()
        .command("logs", "x", "01", "--item", "d")
        .exits(64)
        .stderrContains("there are a, b, c");
  }

  @Test
  void onlyTheItemWhoseRowChangedRunsAgain() throws IOException {
    items.pipeline().reusing();
    items.run().exits(0);
    items.rows("c,3", "b,22", "a,1").run().exits(0);
    assertThat(items.counts().path("reused").asInt()).isEqualTo(2);
    assertThat(reused()).containsExactly("a", "c");
    items.pipeline().command("why", "x", "01").stdoutContains("3 items: 1 ran, 2 reused");
    items.pipeline().command("status", "x").stdoutContains("3 items: 1 ran, 2 reused");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void anotherExperimentTakesItemsFromTheStore() throws IOException {
    items.pipeline().reusing();
    items.run().exits(0);
    String before = items.made("fits/fits.jsonl");
    items.pipeline().experiment("y");
    items.rows("a,1", "b,2", "c,3", "d,4");
    items.run("--dry-run").exits(0).stdoutContains("items: 1 to run, 3 reused");
    items.run().exits(0);
    assertThat(items.counts().path("reused").asInt()).isEqualTo(3);
    assertThat(items.made("fits/fits.jsonl")).isEqualTo(before + "{\"key\": \"d\"}\n");
    items.script("# another comment\n" + MAKES_A_LINE).run().exits(0);
    assertThat(items.counts().path("reused").asInt()).as("its code changed").isZero();
  }

  @Test
  void fewFailuresAreAWarningThatNamesThem() throws IOException {
    items
        .foreach("{ rows: table, key: name, max_failed: 34% }")
        .script("[ \"$ITEM_KEY\" != b ] || { echo no b >&2; exit 7; }\n" + MAKES_A_LINE)
        .run()
        .exits(1)
        .stderrContains("items_failed: 1 of 3 items failed, max_failed is 34%: b (exit_code 7");
    assertThat(items.made("fits/fits.jsonl")).contains("\"a\"", "\"c\"").doesNotContain("\"b\"");
    assertThat(items.counts().path("failed_items").get(0).path("key").asString()).isEqualTo("b");
    items.pipeline().command("logs", "x", "01", "--item", "b", "--stderr").stdoutContains("no b");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void oneFailureTooManyIsAnErrorAndTheDiagnosisSaysWhereToLook() throws IOException {
    items
        .foreach("{ rows: table, key: name, max_failed: 33% }")
        .script("[ \"$ITEM_KEY\" != b ] || { echo no b >&2; exit 7; }\n" + MAKES_A_LINE)
        .run()
        .exits(3)
        .stderrContains("items_failed: 1 of 3 items failed, max_failed is 33%")
        .stderrContains("run_pipeline logs x 01 --stderr --item 'b'")
        .leavesNo("fits");
    items.pipeline().command("logs", "x", "01", "--item", "b", "--stderr").stdoutContains("no b");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void afterAFailureNoFurtherItemStartsUnlessAskedTo() throws IOException {
    items.script("[ \"$ITEM_KEY\" != a ] || exit 7\n" + MAKES_A_LINE).run().exits(3);
    assertThat(items.counts().path("not_run").asInt()).isEqualTo(2);
    items.pipeline().experiment("y");
    items.run("--keep-going").exits(3);
    assertThat(items.counts().path("done").asInt()).isEqualTo(2);
  }

  @Test
  void whatAFailedAttemptHadDoneIsNotDoneAgain() throws IOException {
    Path well = items.pipeline().folder().resolve("well");
    items.script("[ \"$ITEM_KEY\" != c -o -e '" + well + "' ] || exit 7\n" + MAKES_A_LINE);
    String none = items.unconfined();
    items.run("--env", none).exits(3);
    Files.createFile(well);
    items.pipeline().reusing();
    items.run("--from", "01", "--env", none).exits(0);
    assertThat(reused()).containsExactly("a", "b");
  }

  @Test
  void anItemIsTriedAgainForADeclaredCauseAlone() throws IOException {
    items
        .with("retry: { times: 1, causes: [signal] }")
        .script(
            "echo try\n[ \"$ITEM_KEY\" != b -o -e \"$STAGE_DIR+1\" ] || kill -9 $$\n"
                + MAKES_A_LINE)
        .run("--env", items.unconfined())
        .exits(0);
    assertThat(items.made("items.jsonl")).contains("\"key\":\"b\"").contains("\"tries\":2");
    assertThat(items.made("logs/items.log")).contains("==> b (stdout, try 1) <==");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void twoRowsOfOneKeyAreAnErrorWithBothRows() throws IOException {
    items
        .rows("a,1", "b,2", "a,3")
        .run()
        .exits(3)
        .stderrContains(
            "duplicate_key: table.csv, row 1 and table.csv, row 3 (table) have the same key a");
  }

  @Test
  void aRowWithoutAKeyIsAnError() throws IOException {
    items.rows("a,1", ",2").run().exits(3).stderrContains("no_key: table.csv, row 2 (table)");
    items.pipeline().experiment("y");
    items
        .foreach("{ rows: table, key: nom }")
        .run()
        .exits(3)
        .stderrContains("has no text or number in nom");
  }

  @Test
  void aKeyIsNeverAPath() throws IOException {
    items.output("fits: { type: Bytes@0.1, files: '*.txt' }");
    items.script("printf %s \"$ITEM_KEY\" >\"$STAGE_DIR/fits/made.txt\"\n");
    String longest = "k".repeat(900);
    items.rows("../../up,1", ".hidden,2", "\"a b/\nc\",3", "ü$(touch x)`,4", longest + ",5");
    items.run().exits(0).writesNothingOutsideTheRun();
    Path made = items.pipeline().runFolder().resolve("01_fit/fits");
    assertThat(made.resolve("%2E.%2F..%2Fup.txt")).hasContent("../../up");
    assertThat(made.resolve("%2Ehidden.txt")).hasContent(".hidden");
    assertThat(made.resolve("a%20b%2F%0Ac.txt")).hasContent("a b/\nc");
    items.pipeline().command("verify", "x").exits(0);
    items.pipeline().command("logs", "x", "01", "--item", "../../up").exits(0);
  }

  @Test
  void anEmptyTableHasNoItemsAndMakesAnEmptyArtifact() throws IOException {
    items.rows().run().exits(0);
    assertThat(items.made("fits/fits.jsonl")).isEmpty();
    assertThat(items.counts().path("total").asInt()).isZero();
    items.pipeline().experiment("y");
    items.output("fits: { type: Fits@0.1, files: fits.json }").run().exits(0);
    assertThat(items.made("fits/fits.json")).isEqualTo("[]\n");
    items.pipeline().experiment("z");
    items
        .output("fits: { type: Scores@0.1, files: fits.csv }")
        .run()
        .exits(3)
        .stderrContains("missing_output: fits");
  }

  @Test
  void tablesAreGatheredUnderOneHeader() throws IOException {
    items
        .output("fits: { type: Scores@0.1, files: fits.csv }")
        .script("printf 'key,score\\n%s,1' \"$ITEM_KEY\" >\"$STAGE_DIR/fits/fits.csv\"\n");
    items.pipeline().reusing();
    items.run().exits(0);
    assertThat(items.made("fits/fits.csv")).isEqualTo("key,score\na,1\nb,1\nc,1\n");
    items.rows("a,1", "b,3").run().exits(0);
    assertThat(items.made("fits/fits.csv")).isEqualTo("key,score\na,1\nb,1\n");
    assertThat(reused()).containsExactly("a");
    items.pipeline().command("verify", "x").exits(0);
    items
        .script("printf '%s,score\\n1,1\\n' \"$ITEM_KEY\" >\"$STAGE_DIR/fits/fits.csv\"\n")
        .run()
        .exits(3)
        .stderrContains("other_columns: fits: item b has the header b,score");
  }

  @Test
  void aHeaderWithALineFeedInQuotesIsOneHeader() throws IOException {
    items
        .output("fits: { type: Scores@0.1, files: fits.csv }")
        .script(
            "printf 'key,\"score\\n(\"\"low\"\")\"\\n%s,1\\n' \"$ITEM_KEY\" >\"$STAGE_DIR/fits/fits.csv\"\n");
    items.pipeline().reusing();
    items.run().exits(0);
    assertThat(items.made("fits/fits.csv"))
        .isEqualTo("key,\"score\n(\"\"low\"\")\"\na,1\nb,1\nc,1\n");
    items.rows("a,1", "b,3").run().exits(0);
    assertThat(items.made("fits/fits.csv")).isEqualTo("key,\"score\n(\"\"low\"\")\"\na,1\nb,1\n");
    assertThat(reused()).containsExactly("a");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void valuesAreGatheredInAnArrayAndFilesInFolders() throws IOException {
    items
        .output(
            "all: { type: Fits@0.1, files: all.json },"
                + " each: { type: Bytes@0.1, files: '*/m.bin', also: { '*/*.txt': Bytes@0.1 } }")
        .script(
            """
            printf '{"k": "%s"}\\n\\n' "$ITEM_KEY" >"$STAGE_DIR/all/all.json"
            echo m >"$STAGE_DIR/each/m.bin"
            echo t >"$STAGE_DIR/each/t.txt"
            """);
    items.pipeline().reusing();
    items.run().exits(0);
    assertThat(items.made("all/all.json"))
        .isEqualTo("[\n{\"k\": \"a\"},\n{\"k\": \"b\"},\n{\"k\": \"c\"}\n]\n");
    assertThat(items.made("each/b/t.txt")).isEqualTo("t\n");
    items.rows("a,9", "b,2").run().exits(0);
    assertThat(reused()).containsExactly("b");
    assertThat(items.made("each/b/m.bin")).isEqualTo("m\n");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void filesOfAnInputAreItemsToo() throws IOException {
    Path folder = Files.createDirectories(items.pipeline().folder().resolve("pictures/in"));
    Files.writeString(folder.resolve("1.txt"), "one");
    Files.writeString(folder.resolveSibling("2.txt"), "two");
    Path file = items.pipeline().folder().resolve("pipeline.yaml");
    items.foreach("{ files: table }").script("cat \"$ITEM_FILE\"\n" + MAKES_A_LINE);
    Files.writeString(file, Files.readString(file).replace("Table@0.1", "Bytes@0.1"));
    items.pipeline().run("--input", "table=" + folder.getParent()).exits(0);
    assertThat(items.made("fits/fits.jsonl"))
        .isEqualTo("{\"key\": \"2.txt\"}\n{\"key\": \"in/1.txt\"}\n");
    items.pipeline().command("logs", "x", "01", "--item", "in/1.txt").stdoutContains("one");
  }

  @Test
  void anItemThatMakesNonsenseIsNotTheFailureOfTheStage() throws IOException {
    items
        .foreach("{ rows: table, key: name, max_failed: 1 }")
        .script(
            "[ \"$ITEM_KEY\" != b ] || exec sh -c 'echo {} >\"$STAGE_DIR/fits/fits.jsonl\"'\n"
                + MAKES_A_LINE)
        .run()
        .exits(1)
        .stderrContains("b (invalid_output: fits/fits.jsonl (Fit@0.1)");
  }

  @Test
  void verifyHoldsWhatIsSaidOfItemsAgainstTheBytes() throws IOException {
    items.run().exits(0);
    Path made = items.pipeline().runFolder().resolve("01_fit/fits/fits.jsonl");
    Files.writeString(made, Files.readString(made).replace("\"b\"", "\"B\""));
    items
        .pipeline()
        .command("verify", "x")
        .exits(2)
        .stdoutContains("what it says of item b is not what is there");
  }

  @Test
  void aTableWhoseHeaderChangedIsNotTakenFrom() throws IOException {
    items
        .output("fits: { type: Scores@0.1, files: fits.csv }")
        .script("printf 'key,score\\n%s,1' \"$ITEM_KEY\" >\"$STAGE_DIR/fits/fits.csv\"\n");
    items.pipeline().reusing();
    items.run().exits(0);
    overwrite("key,score\na,1\nb,1\nc,1\n", "KEY,wrong\na,1\nb,1\nc,1\n");
    items.pipeline().experiment("y");
    items.rows("a,1", "b,2").run().exits(0);
    assertThat(items.made("fits/fits.csv")).isEqualTo("key,score\na,1\nb,1\n");
    assertThat(reused()).isEmpty();
  }

  @Test
  void aFileToWhichBytesWereAppendedIsMadeAgain() throws IOException {
    items
        .output("fits: { type: Bytes@0.1, files: '*.txt' }")
        .script("printf '<%s>' \"$ITEM_KEY\" >\"$STAGE_DIR/fits/made.txt\"\n");
    items.pipeline().reusing();
    items.run().exits(0);
    overwrite("<a>", "<a> and more");
    items.pipeline().experiment("y");
    items.rows("a,1", "b,2").run().exits(0);
    assertThat(items.made("fits/a.txt")).isEqualTo("<a>");
    assertThat(reused()).containsExactly("b");
    items.pipeline().command("verify", "y").exits(0);
  }

  @Test
  void whatAnItemWritesWhereItIsGatheredFailsTheStage() throws IOException {
    items
        .script("echo '{\"key\": 0}' >>\"$STAGE_DIR/../../fits/fits.jsonl\"\n" + MAKES_A_LINE)
        .run("--env", items.unconfined())
        .exits(3)
        .stderrContains("undeclared_output: 01_fit/fits/fits.jsonl");
    items.pipeline().experiment("y");
    items
        .script("echo '{}' >>\"$STAGE_DIR/../../items.jsonl\"\n" + MAKES_A_LINE)
        .run("--env", items.unconfined())
        .exits(3)
        .stderrContains("undeclared_output: 01_fit/items.jsonl");
  }

  @Test
  void anItemWhoseOutputAnotherChangedFails() throws IOException {
    items
        .foreach("{ rows: table, key: name, max_failed: 1 }")
        .script(
            "[ \"$ITEM_KEY\" != c ] || echo '{\"key\": \"X\"}' >\"$STAGE_DIR/../.done/a.0\"\n"
                + MAKES_A_LINE)
        .run("--jobs", "1", "--env", items.unconfined())
        .exits(1)
        .stderrContains("a (invalid_output: fits/fits.jsonl was changed after it ended");
    assertThat(items.made("fits/fits.jsonl")).isEqualTo("{\"key\": \"b\"}\n{\"key\": \"c\"}\n");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void whatIsNotOneValueSpoilsNoArray() throws IOException {
    items
        .foreach("{ rows: table, key: name, max_failed: 2 }")
        .output("all: { type: Fits@0.1, files: all.json }")
        .script(
            """
            case "$ITEM_KEY" in a) made='1, 2' ;; b) made='{"oops": ' ;; *) made=3 ;; esac
            echo "$made" >"$STAGE_DIR/all/all.json"
            """)
        .run()
        .exits(1)
        .stderrContains("a (invalid_output: all/all.json")
        .stderrContains("b (invalid_output: all/all.json");
    assertThat(items.made("all/all.json")).isEqualTo("[\n3\n]\n");
    items.pipeline().command("verify", "x").exits(0);
  }

  @Test
  void verifyFindsBytesThatNoItemMade() throws IOException {
    items.run().exits(0);
    Path made = items.pipeline().runFolder().resolve("01_fit/fits/fits.jsonl");
    Files.writeString(made, Files.readString(made) + "{\"key\": \"d\"}\n");
    items
        .pipeline()
        .command("verify", "x")
        .exits(2)
        .stdoutContains("fits/fits.jsonl has bytes that no item made");
  }

  @Test
  void whatCannotBeGatheredIsRefusedBeforeAnythingStarts() throws IOException {
    items.output("fits: { type: Fit@0.1, files: '**' }").run().exits(2).stderrContains("gathered");
    items.output("fits: { type: Fit@0.1, files: fits.jsonl }");
    items.foreach("{ rows: tabel, key: name }").run().exits(2).stderrContains("tabel");
    items.foreach("{ rows: table }").run().exits(2);
    items.foreach("{ rows: table, key: name, max_failed: 101% }").run().exits(2);
  }

  /** In place, wherever it lies: in a run, and in the store. */
  private void overwrite(String before, String after) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(items.pipeline().folder())) {
      files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path file : files) {
      if (Files.readString(file, StandardCharsets.ISO_8859_1).equals(before)) {
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.writeString(file, after);
      }
    }
  }

  private List<String> keys() throws IOException {
    return items.made("items.jsonl").lines().map(ForEachTest::key).toList();
  }

  private List<String> reused() throws IOException {
    return items
        .made("items.jsonl")
        .lines()
        .filter(line -> line.contains("\"reused\":true"))
        .map(ForEachTest::key)
        .toList();
  }

  private static String key(String line) {
    return line.replaceAll("^\\{\"key\":\"([^\"]*)\".*", "$1");
  }
}
