package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.PipelineException.RunIsHeld;

/**
 * Finds what was done to the text of a {@code META_LOG.md}: entries edited, removed, reordered,
 * repeated, added or cut off. The links between the lines show it as far as one file can, since who
 * changes a line may link all later ones anew; the journal, where there is one, shows the rest.
 */
public final class MetaLogAudit {
  private static final Pattern ENTRY =
      Pattern.compile("(\\| ([1-9][0-9]{0,8}) \\|.*\\|) ([0-9a-f]{16}) \\|");

  private final List<Finding> findings = new ArrayList<>();
  private final Map<Long, Entry> entries = new TreeMap<>();

  private MetaLogAudit() {}

  /** What can be done to a log. */
  public enum Tampering {
    EDITED,
    REMOVED,
    REORDERED,
    REPEATED,
    ADDED,
    TRUNCATED
  }

  /**
   * One thing that was done.
   *
   * @param line of the file, from 1; for what is missing, the line that should come after it
   */
  public record Finding(int line, Tampering tampering, String what) {}

  /** A line of the table. */
  private record Entry(int line, String cells, String link) {
    String text() {
      return cells + " " + link + " |";
    }
  }

  /** Judges a log by its own links: all that can be said of one without its journal. */
  public static List<Finding> alone(Path log) throws IOException {
    return alone(text(log));
  }

  static List<Finding> alone(String text) {
    MetaLogAudit audit = new MetaLogAudit();
    audit.read(text);
    audit.links();
    return audit.sorted();
  }

  /**
   * Judges the log of a run.
   *
   * @throws RunIsHeld while the run is being written
   * @throws RunIsDamaged if its journal cannot be trusted: what follows from it is not judged
   */
  public static List<Finding> of(RunDirectory directory) throws IOException {
    ReadRun run = ReadRun.of(directory);
    if (run.activity() == ReadRun.Activity.RUNNING) {
      throw new RunIsHeld("the run " + directory.root() + " is being written; audit it after");
    }
    boolean present = Files.isRegularFile(directory.metaLog(), LinkOption.NOFOLLOW_LINKS);
    return against(run.journal().records(), present ? text(directory.metaLog()) : "");
  }

  /** What is no UTF-8 becomes what is no entry. */
  private static String text(Path log) throws IOException {
    return new String(BoundedFile.read(log), StandardCharsets.UTF_8);
  }

  /** Judges a log by its own links and by the journal that it was made from. */
  static List<Finding> against(List<JournalRecord> journal, String text) {
    MetaLogAudit audit = new MetaLogAudit();
    audit.read(text);
    audit.links();
    audit.origins(journal);
    return audit.sorted();
  }

  private void read(String text) {
    if (!text.isEmpty() && !text.startsWith(MetaLog.HEADER)) {
      find(1, Tampering.EDITED, "the heading of the table is not as it was written");
    }
    List<String> lines = text.lines().toList();
    long highest = 0;
    for (int i = (int) MetaLog.HEADER.lines().count(); i < lines.size(); i++) {
      Matcher entry = ENTRY.matcher(lines.get(i));
      if (!entry.matches()) {
        find(i + 1, Tampering.EDITED, "is not an entry of the log");
        continue;
      }
      long number = Long.parseLong(entry.group(2));
      if (entries.containsKey(number)) {
        find(i + 1, Tampering.REPEATED, "entry " + number + " is there already");
        continue;
      }
      if (number < highest) {
        find(i + 1, Tampering.REORDERED, "entry " + number + " stands after entry " + highest);
      }
      highest = Math.max(highest, number);
      entries.put(number, new Entry(i + 1, entry.group(1), entry.group(3)));
    }
    if (!text.isEmpty() && !text.endsWith("\n")) {
      find(lines.size(), Tampering.TRUNCATED, "the last line is cut off");
    }
  }

  private void links() {
    String before = MetaLog.NO_LINK;
    long expected = 1;
    // the link that the entry before should have had, if it is not the one that it has
    Optional<String> instead = Optional.empty();
    boolean known = true;
    for (Map.Entry<Long, Entry> numbered : entries.entrySet()) {
      long number = numbered.getKey();
      Entry entry = numbered.getValue();
      if (number > expected) {
        find(entry.line(), Tampering.REMOVED, "before it, " + range(expected, number - 1));
        known = false;
      }
      boolean follows = MetaLog.link(before, entry.cells()).equals(entry.link());
      boolean followsInstead =
          instead.map(link -> MetaLog.link(link, entry.cells()).equals(entry.link())).orElse(false);
      if (known && !follows && !followsInstead) {
        find(
            entry.line(),
            Tampering.EDITED,
            "entry " + number + " does not carry the link that follows from what it says");
        instead = Optional.of(MetaLog.link(before, entry.cells()));
      } else {
        instead = Optional.empty();
      }
      known = true;
      before = entry.link();
      expected = number + 1;
    }
  }

  private void origins(List<JournalRecord> journal) {
    Map<Long, String> written = new LinkedHashMap<>();
    MetaLog.text(journal)
        .lines()
        .map(ENTRY::matcher)
        .filter(Matcher::matches)
        .forEach(line -> written.put(Long.parseLong(line.group(2)), line.group()));
    TreeSet<Integer> named = new TreeSet<>();
    findings.forEach(finding -> named.add(finding.line()));
    entries.forEach((number, entry) -> {
      String wanted = written.get(number);
      if (wanted == null) {
        find(entry.line(), Tampering.ADDED, "entry " + number + " has no record in events.jsonl");
      } else if (!wanted.equals(entry.text()) && !named.contains(entry.line())) {
        find(
            entry.line(),
            Tampering.EDITED,
            "entry " + number + " is not what events.jsonl says it should be");
      }
    });
    long last = entries.keySet().stream().reduce((_, later) -> later).orElse(0L);
    if (last < journal.size()) {
      int end = entries.values().stream().mapToInt(Entry::line).max().orElse(0) + 1;
      find(
          end,
          Tampering.TRUNCATED,
          "at the end, "
              + range(last + 1, journal.size())
              + ", or was never written; repair writes the log anew");
    }
  }

  private static String range(long from, long to) {
    return from == to
        ? "entry " + from + " is gone"
        : "entries " + from + " to " + to + " are gone";
  }

  private void find(int line, Tampering tampering, String what) {
    findings.add(new Finding(line, tampering, what));
  }

  private List<Finding> sorted() {
    return findings.stream().sorted((a, b) -> Integer.compare(a.line(), b.line())).toList();
  }
}
