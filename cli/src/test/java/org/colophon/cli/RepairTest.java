package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;
import static org.colophon.cli.TestPipeline.OK_SUMMARY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.colophon.contract.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A run folder that was changed from outside comes back to its journal, and nothing is lost. */
final class RepairTest {
  private TestPipeline pipeline;
  private Path run;

  @BeforeEach
  void aFinishedRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder).maker(MAKES_NUMBERS).reader("02_read", OK_SUMMARY);
    pipeline.run().exits(0);
    run = pipeline.runFolder();
  }

  @Test
  void aRunThatIsRightNeedsNothingAndStaysAsItIs() throws IOException {
    Map<String, String> before = pipeline.everyFile();
    pipeline.command("repair", "x").exits(0).stderrContains("nothing to repair");
    before.remove(".lock");
    assertThat(pipeline.everyFile()).containsAllEntriesOf(before);
  }

  @Test
  void aManifestEditedByHandIsMadeAnewAndTheEditIsKept() throws IOException {
    Path manifest = run.resolve("run_manifest.json");
    String edited = Files.readString(manifest).replace("\"OK\"", "\"WARNING\"");
    Files.writeString(manifest, edited);
    repairs("wrote run_manifest.json from events.jsonl; it was changed");
    assertThat(run.resolve(".history/run_manifest.json/aside")).content().isEqualTo(edited);
  }

  @Test
  void whatIsMadeFromTheJournalCanBeMadeAgain() throws IOException {
    for (String name : List.of("META_LOG.md", "run_summary.json", "run_manifest.json")) {
      Files.delete(run.resolve(name));
    }
    Files.delete(run.resolve("numbers"));
    repairs("wrote META_LOG.md from events.jsonl; it was missing", "set alias numbers");
  }

  @Test
  void anAliasThatPointsElsewhereIsSetBackAndTheTargetIsSaid() throws IOException {
    Files.delete(run.resolve("numbers"));
    Files.createSymbolicLink(run.resolve("numbers"), Path.of("02_read"));
    repairs("set alias numbers, which pointed to 02_read");
  }

  @Test
  void whatTookThePlaceOfAnAliasIsKept() throws IOException {
    Files.delete(run.resolve("numbers"));
    Files.writeString(run.resolve("numbers"), "my notes");
    repairs("kept what was in the place of numbers as .history/numbers/aside");
    assertThat(run.resolve(".history/numbers/aside")).content().isEqualTo("my notes");

    Files.delete(run.resolve("numbers"));
    Files.writeString(
        Files.createDirectory(run.resolve("numbers")).resolve("mine.txt"), "my notes");
    repairs("kept what was in the place of numbers as .history/numbers/aside-2");
    assertThat(run.resolve(".history/numbers/aside-2/mine.txt")).content().isEqualTo("my notes");
  }

  @Test
  void aStageFolderThatWasReplacedIsPutBackIfItIsStillInTheRun() throws IOException {
    Files.createDirectories(run.resolve(".history/01_make"));
    Files.move(run.resolve("01_make"), run.resolve(".history/01_make/0001"));
    Files.writeString(
        Files.createDirectory(run.resolve("01_make")).resolve("mine.txt"), "my notes");
    repairs(
        "placed attempt 0001 of 01_make",
        "kept what was in the place of 01_make as .history/01_make/aside");
    assertThat(run.resolve(".history/01_make/aside/mine.txt")).content().isEqualTo("my notes");
  }

  @Test
  void aStageFolderThatIsGoneIsSaidToBeLostWithTheWayOut() throws IOException {
    Files.move(run.resolve("01_make"), pipeline.folder().resolve("elsewhere"));
    pipeline
        .command("repair", "x")
        .exits(2)
        .stdoutContains("lost: attempt 0001 of 01_make is nowhere in the run")
        .stderrContains("--from NN makes a stage again");
    pipeline.run("--from", "01").exits(0);
    pipeline.command("repair", "x").exits(2).stdoutContains("remains: .history/01_make/0001");
  }

  @Test
  void aTornLineIsCutOffAndSaid() throws IOException {
    Files.writeString(run.resolve("events.jsonl"), "{\"seq\": 99, \"ti", StandardOpenOption.APPEND);
    repairs("cut a torn last line of 15 bytes off events.jsonl");
  }

  @Test
  void aJournalThatIsBrokenInTheMiddleIsRefusedWithTheRecordAndTheWayOut() throws IOException {
    Path journal = run.resolve("events.jsonl");
    Files.writeString(journal, Files.readString(journal).replace("\"01_make\"", "\"01_fake\""));
    Map<String, String> before = pipeline.everyFile();
    for (List<String> command : List.of(List.of("repair", "x"), List.of("repair", "x", "--json"))) {
      pipeline
          .command(command.toArray(String[]::new))
          .exits(3)
          .stderrContains("events.jsonl:3: the chain of the journal is broken here")
          .stderrContains("from a copy of the run");
    }
    before.remove(".lock");
    assertThat(pipeline.everyFile()).containsAllEntriesOf(before);
  }

  @Test
  void aJournalThatWasCutShortIsRefusedByEverythingThatWrites() throws IOException {
    Path journal = run.resolve("events.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() - 2)) + "\n");
    pipeline.command("repair", "x").exits(3).stderrContains("the journal was cut short");
    pipeline.run("--resume").exits(3).stderrContains("the journal was cut short");
  }

  @Test
  void aJournalThatIsGoneIsRefused() throws IOException {
    Files.delete(run.resolve("events.jsonl"));
    pipeline.command("repair", "x").exits(3).stderrContains("events.jsonl is missing");
    pipeline.command("repair", "none").exits(64).stderrContains("there is no run");
  }

  @Test
  void aFileOfTheUserThatLooksHalfWrittenIsLeftAlone() throws IOException {
    Files.writeString(run.resolve(".thesis.docx.tmp"), "mine");
    pipeline.run("--resume").exits(0);
    assertThat(run.resolve(".thesis.docx.tmp")).hasContent("mine");
  }

  /** What is said beforehand is done, verify is content after it, and nothing remains to do. */
  private void repairs(String... wanted) throws IOException {
    Map<String, String> before = pipeline.everyFile();
    List<String> planned = actions("repair", "x", "--dry-run", "--json");
    assertThat(pipeline.everyFile()).isEqualTo(before);
    List<String> done = actions("repair", "x", "--json");
    assertThat(done).isEqualTo(planned);
    assertThat(String.join("\n", done)).contains(wanted);
    pipeline.command("verify", "x").exits(0);
    pipeline.command("repair", "x").exits(0).stderrContains("nothing to repair");
    assertThat(run.resolve("META_LOG.md")).content().contains("| core | recover |");
  }

  private List<String> actions(String... command) throws IOException {
    JsonNode report = Json.mapper().readTree(pipeline.command(command).exits(0).out());
    return report.get("actions").valueStream().map(JsonNode::asString).toList();
  }
}
