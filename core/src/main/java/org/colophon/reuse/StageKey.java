package org.colophon.reuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;

/**
 * Everything that the outputs of a stage may depend on, part by part, so that two keys can be told
 * apart by name. Attempts with equal keys should give equal bytes.
 *
 * @param parts value by part; a part is a kind, and where there can be several a name after it:
 *     {@code seed}, {@code param fit.points}, {@code code 02_fit/main.py}, {@code input boundary}
 */
public record StageKey(Map<String, String> parts) {
  private static final String FORMAT = "stage-key/1";
  private static final String ABSENT = "absent";
  private static final int SHOWN = 6;

  public StageKey {
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }

  /** {@code stage_key.json}. */
  private record Written(
      String schemaName, String schemaVersion, String sha256, Map<String, String> parts) {}

  /**
   * One part that differs.
   *
   * @param before {@code absent} if there was none
   */
  public record Change(String part, String before, String after) {
    /** For people, with digests cut short. */
    public String text() {
      return part + ": " + brief(before) + " → " + brief(after);
    }

    private static String brief(String value) {
      String shorter = value.replaceAll("\\b([0-9a-f]{8})[0-9a-f]{56}\\b", "$1");
      return shorter.length() > 120 ? shorter.substring(0, 120) + "…" : shorter;
    }
  }

  /** The key as one digest. */
  public String sha256() {
    return Sha256.of(FORMAT + "\n" + Json.line(parts));
  }

  /** The text of {@code stage_key.json}. */
  public String text() {
    return Json.text(new Written("StageKey", "1.0", sha256(), parts));
  }

  /** Reads {@code stage_key.json}; empty if it is not there, or is not what was written. */
  public static Optional<StageKey> read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Written written = Json.read(file, Written.class);
      StageKey key = new StageKey(written.parts());
      return key.sha256().equals(written.sha256()) ? Optional.of(key) : Optional.empty();
    } catch (IOException | RuntimeException _) {
      // damaged from outside; verify names it, and there is nothing to compare with
      return Optional.empty();
    }
  }

  /** The parts in which {@code now} differs from this, by name. */
  public List<Change> changesTo(StageKey now) {
    TreeSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(now.parts.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      String before = parts.getOrDefault(name, ABSENT);
      String after = now.parts.getOrDefault(name, ABSENT);
      if (!before.equals(after)) {
        changes.add(new Change(name, before, after));
      }
    }
    return changes;
  }

  /** Changes in words; only the first of many. */
  public static String text(List<Change> changes) {
    String text = String.join(", ", changes.stream().limit(SHOWN).map(Change::text).toList());
    return changes.size() > SHOWN ? text + " and " + (changes.size() - SHOWN) + " more" : text;
  }
}
