package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The report of the toy run, all ten stages of it, held against the run's own files. */
final class HolographyReportIT {
  @TempDir private static Path folder;
  private static Path run = Path.of("not yet");
  private static String page = "";

  @BeforeAll
  static void runAllTenStages() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(text, true, StandardCharsets.UTF_8);
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", TestPipeline.HOME.toString());
    String[] arguments = {
      "--experiment",
      "toy",
      "--from",
      "00",
      "--to",
      "09",
      "--runs-dir",
      folder.toString(),
      "--config",
      TestPipeline.HOME.resolve("configs/holography/toy.yaml").toString()
    };
    int code = Main.run(arguments, new Surroundings(stream, stream, System.getenv(), properties));
    assertThat(code).as(text.toString(StandardCharsets.UTF_8)).isZero();
    run = folder.resolve("toy");
    page = Files.readString(run.resolve("contracts/report.html"));
  }

  @Test
  void everyNumberIsInTheFileThatItNames() throws IOException {
    BoundPage bound = BoundPage.of(run, page);
    assertThat(bound.faults()).isEmpty();
    assertThat(bound.numbers()).isGreaterThan(300);
  }

  @Test
  void noPartOfThisRunIsMissing() {
    assertThat(page).doesNotContain("Not in this run");
  }

  @Test
  void aNumberAlteredOnThePageIsFound() throws IOException {
    String altered = page.replaceFirst(">0\\.37632767</data>", ">0.37632761</data>");
    assertThat(altered).isNotEqualTo(page);
    assertThat(BoundPage.of(run, altered).faults())
        .anyMatch(fault -> fault.contains("the page shows 0.37632761"));
  }

  @Test
  void aValueAlteredBehindANumberIsFound() throws IOException {
    String altered = page.replaceFirst("value=\"0\\.3763276", "value=\"0.3763286");
    assertThat(altered).isNotEqualTo(page);
    assertThat(BoundPage.of(run, altered).faults()).isNotEmpty();
  }

  @Test
  void aNumberWithoutASourceIsFound() throws IOException {
    String altered = page.replace("</main>", "<p>recovered to 3 digits</p></main>");
    assertThat(BoundPage.of(run, altered).faults())
        .containsExactly("a number without a source: recovered to 3 digits");
  }

  @Test
  void aFileThatChangedAfterwardsIsFound() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String alias : new String[] {"contracts", "dictionary"}) {
      Files.createDirectory(other.resolve(alias));
    }
    Path atlas = Path.of("dictionary/holographic_dictionary.json");
    JsonNode json = Json.read(run.resolve(atlas));
    Files.writeString(other.resolve(atlas), Json.line(json));
    String only = onlyNumbersOf(atlas.toString());
    assertThat(BoundPage.of(run, only).faults()).isEmpty();
    assertThat(BoundPage.of(other, only).faults())
        .isNotEmpty()
        .allMatch(fault -> fault.contains("another digest"));
  }

  /** A page with the numbers of one file and nothing else. */
  private static String onlyNumbersOf(String artifact) {
    StringBuilder numbers = new StringBuilder("<html><body>");
    for (String part : page.split("(?=<data)", -1)) {
      if (part.startsWith("<data")
          && part.contains("\"" + artifact + "\"")
          && !part.contains("data-at=\"sha256\"")) {
        numbers.append(part, 0, part.indexOf("</data>") + "</data>".length());
      }
    }
    return numbers.append("</body></html>").toString();
  }
}
