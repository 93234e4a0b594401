package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.artifact.ArtifactFile;
import org.colophon.artifact.Sha256;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacementTest {
  private static final String STAGE = "01_make";

  @TempDir private Path folder;

  private final List<JournalRecord> journal = new ArrayList<>();

  @Test
  void aPublishedAttemptIsPlacedWithItsAliasAndDoingItAgainChangesNothing() throws IOException {
    created(RunManifest.AliasKind.LINK);
    published("0001", "one");
    assertThat(reconcile()).isNotEmpty();
    assertThat(Files.readString(folder.resolve("numbers/x"))).isEqualTo("one");
    assertThat(reconcile()).isEmpty();
  }

  @Test
  void theAttemptBeforeGoesToTheHistory() throws IOException {
    created(RunManifest.AliasKind.LINK);
    published("0001", "one");
    reconcile();
    published("0002", "two");
    reconcile();
    assertThat(Files.readString(folder.resolve("numbers/x"))).isEqualTo("two");
    assertThat(Files.readString(folder.resolve(".history/01_make/0001/numbers/x")))
        .isEqualTo("one");
  }

  @Test
  void aFailedAttemptThatTakesTheFreedPlaceLeavesEveryNumberInTheHistoryRight() throws IOException {
    created(RunManifest.AliasKind.LINK);
    published("0001", "one");
    reconcile();
    failed("0002");
    reconcile();
    happened(new RunEvent.StageRetired(STAGE, "0001", "its input was made anew"));
    reconcile();
    assertThat(folder.resolve(".history/01_make/0001/numbers/x")).exists();
    assertThat(folder.resolve(".history/01_make/0002")).doesNotExist();
    assertThat(folder.resolve("01_make/stage_inputs.json")).content().contains("0002");
  }

  @Test
  void whereThereAreNoLinksAnAliasIsAFolderOfItsOwn() throws IOException {
    created(RunManifest.AliasKind.COPY);
    published("0001", "one");
    reconcile();
    published("0002", "two");
    reconcile();
    Path alias = folder.resolve("numbers");
    assertThat(Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Files.readString(alias.resolve("x"))).isEqualTo("two");
    assertThat(reconcile()).isEmpty();
  }

  @Test
  void aFileThatTheUserMadeIsNeverRemoved() throws IOException {
    created(RunManifest.AliasKind.LINK);
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    published("0001", "one");
    reconcile();
    assertThat(folder.resolve("thesis.txt")).content().isEqualTo("mine");
  }

  private List<String> reconcile() throws IOException {
    Placement.Plan plan = Placement.of(new RunDirectory(folder), RunState.of(journal));
    plan.make(new DurableFiles());
    return plan.actions();
  }

  private void created(RunManifest.AliasKind aliases) {
    happened(new RunEvent.Created("x", "p", "0".repeat(64), 0, aliases));
  }

  private void published(String attempt, String text) throws IOException {
    StageFolder work = new RunDirectory(folder).attempt(STAGE, attempt);
    Files.createDirectories(work.output("numbers"));
    Files.writeString(work.output("numbers").resolve("x"), text);
    Files.writeString(work.inputs(), "{\"attempt\": \"" + attempt + "\"}");
    happened(new RunEvent.StageStarted(STAGE, attempt, "test"));
    happened(new RunEvent.StagePublished(entry(attempt, text)));
  }

  private void failed(String attempt) throws IOException {
    StageFolder work = new RunDirectory(folder).attempt(STAGE, attempt);
    Files.createDirectories(work.root());
    Files.writeString(work.inputs(), "{\"attempt\": \"" + attempt + "\"}");
    happened(new RunEvent.StageStarted(STAGE, attempt, "test"));
    happened(new RunEvent.StageFailed(entry(attempt, "")));
  }

  private void happened(RunEvent event) {
    journal.add(new JournalRecord(journal.size() + 1L, "2026-01-02T03:04:05Z", event, ""));
  }

  private static RunManifest.StageEntry entry(String attempt, String text) {
    ArtifactFile file = new ArtifactFile("x", text.length(), Sha256.of(text));
    return new RunManifest.StageEntry(
        STAGE,
        attempt,
        StageStatus.OK,
        0,
        RunManifest.Disposition.EXECUTED,
        List.of(),
        "local",
        "none",
        "",
        0,
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05Z",
        "",
        List.of(),
        List.of(),
        List.of(
            new RunManifest.OutputEntry(
                "numbers", "Numbers@0.1", STAGE + "/numbers", 3, "", List.of(file))),
        List.of(),
        List.of(),
        List.of(),
        null);
  }
}
