package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.colophon.run.MetaLogAudit.Finding;
import org.colophon.run.MetaLogAudit.Tampering;
import org.junit.jupiter.api.Test;

final class MetaLogAuditTest {
  private static final int HEAD = (int) MetaLog.HEADER.lines().count();

  private final List<JournalRecord> journal =
      IntStream.rangeClosed(1, 8).mapToObj(MetaLogAuditTest::record).toList();
  private final String log = MetaLog.text(journal);

  @Test
  void aLogAsItWasWrittenIsAccepted() {
    assertThat(MetaLogAudit.alone(log)).isEmpty();
    assertThat(MetaLogAudit.against(journal, log)).isEmpty();
  }

  @Test
  void anEditedEntryIsNamedAndNoOther() {
    String edited = log.replace("reason 4", "reason 9");
    assertThat(tampering(MetaLogAudit.alone(edited))).containsExactly("EDITED " + (HEAD + 4));
    assertThat(tampering(MetaLogAudit.against(journal, edited)))
        .containsExactly("EDITED " + (HEAD + 4));
  }

  @Test
  void anEditedLinkIsNamedAndNoOther() {
    String edited =
        lines(lines -> {
          String line = lines.get(HEAD + 3);
          lines.set(HEAD + 3, line.substring(0, line.length() - 18) + "0".repeat(16) + " |");
          return lines;
        });
    assertThat(tampering(MetaLogAudit.alone(edited))).containsExactly("EDITED " + (HEAD + 4));
  }

  @Test
  void removedEntriesAreNumbered() {
    String shorter =
        lines(lines -> {
          lines.subList(HEAD + 2, HEAD + 4).clear();
          return lines;
        });
    assertThat(MetaLogAudit.alone(shorter))
        .containsExactly(
            new Finding(HEAD + 3, Tampering.REMOVED, "before it, entries 3 to 4 are gone"));
  }

  @Test
  void entriesThatChangedPlacesAreNamed() {
    String reordered =
        lines(lines -> {
          Collections.swap(lines, HEAD + 2, HEAD + 3);
          return lines;
        });
    assertThat(tampering(MetaLogAudit.alone(reordered))).containsExactly("REORDERED " + (HEAD + 4));
  }

  @Test
  void anEntryThatIsThereTwiceIsNamed() {
    String repeated =
        lines(lines -> {
          lines.add(HEAD + 5, lines.get(HEAD + 1));
          return lines;
        });
    assertThat(tampering(MetaLogAudit.alone(repeated))).containsExactly("REPEATED " + (HEAD + 6));
  }

  @Test
  void anEndThatWasCutOffIsFoundByTheJournal() {
    String cut =
        lines(lines -> {
          lines.subList(HEAD + 6, HEAD + 8).clear();
          return lines;
        });
    assertThat(MetaLogAudit.alone(cut)).isEmpty();
    assertThat(MetaLogAudit.against(journal, cut))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.tampering()).isEqualTo(Tampering.TRUNCATED);
          assertThat(found.what()).contains("entries 7 to 8 are gone");
        });
  }

  @Test
  void aLastLineThatWasCutOffIsFound() {
    assertThat(MetaLogAudit.alone(log.substring(0, log.length() - 1)))
        .extracting(Finding::tampering)
        .containsExactly(Tampering.TRUNCATED);
    assertThat(MetaLogAudit.alone(log.substring(0, log.length() - 8)))
        .extracting(Finding::tampering)
        .containsExactlyInAnyOrder(Tampering.EDITED, Tampering.TRUNCATED);
  }

  @Test
  void aLogThatWasLinkedAnewIsFoundByTheJournal() {
    List<JournalRecord> forged = new ArrayList<>(journal);
    forged.set(3, new JournalRecord(4, "2026-01-01T00:00:04Z", retired("kinder"), ""));
    String linkedAnew = MetaLog.text(forged);
    assertThat(MetaLogAudit.alone(linkedAnew)).isEmpty();
    assertThat(tampering(MetaLogAudit.against(journal, linkedAnew)))
        .startsWith("EDITED " + (HEAD + 4));
  }

  @Test
  void anEntryWithoutARecordIsFoundByTheJournal() {
    assertThat(tampering(MetaLogAudit.against(journal.subList(0, 7), log)))
        .containsExactly("ADDED " + (HEAD + 8));
  }

  @Test
  void aMissingLogIsTruncatedWhole() {
    assertThat(MetaLogAudit.against(journal, ""))
        .extracting(Finding::tampering)
        .containsExactly(Tampering.TRUNCATED);
  }

  @Test
  void aChangedHeadingIsNamed() {
    assertThat(tampering(MetaLogAudit.alone(log.replace("outcome", "result"))))
        .containsExactly("EDITED 1");
  }

  private String lines(UnaryOperator<List<String>> change) {
    return String.join("\n", change.apply(new ArrayList<>(log.lines().toList()))) + "\n";
  }

  private static List<String> tampering(List<Finding> findings) {
    return findings.stream().map(found -> found.tampering() + " " + found.line()).toList();
  }

  private static JournalRecord record(int seq) {
    return new JournalRecord(
        seq, "2026-01-01T00:00:%02dZ".formatted(seq), retired("reason " + seq), "");
  }

  private static RunEvent retired(String reason) {
    return new RunEvent.StageRetired("01_make", "0001", reason);
  }
}
