package org.colophon.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.colophon.contract.StageStatus;
import org.colophon.items.ItemLine;
import org.colophon.items.ItemText;
import org.colophon.pipeline.MaxFailed;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How many items of an attempt have ended, and how; and which failed, as far as a page holds them.
 */
final class ItemCount {
  private static final int SHOWN = 20;
  private static final int NAMED = 5;

  private final int total;
  private int done;
  private int reused;
  private int failed;
  private int warned;
  private final List<ItemLine> failures = new ArrayList<>();
  private final List<ItemLine> warnings = new ArrayList<>();
  private boolean onlyInfrastructure = true;

  ItemCount(int total) {
    this.total = total;
  }

  void add(ItemLine line) {
    if (line.isDone()) {
      done++;
      reused += line.reused() ? 1 : 0;
      if (line.status() == StageStatus.WARNING) {
        warned++;
        keep(warnings, line);
      }
    } else {
      failed++;
      onlyInfrastructure &= FailureCause.isOutside(error(line));
      keep(failures, line);
    }
  }

  /**
   * Items end in any order; those named are the first by key, so that a page is always the same.
   */
  private static void keep(List<ItemLine> kept, ItemLine line) {
    kept.add(line);
    kept.sort(Comparator.comparing(ItemLine::key));
    if (kept.size() > SHOWN) {
      kept.removeLast();
    }
  }

  private static String error(ItemLine line) {
    return line.error() == null ? line.status().name() : line.error();
  }

  int total() {
    return total;
  }

  int ended() {
    return done + failed;
  }

  int done() {
    return done;
  }

  int reused() {
    return reused;
  }

  int failed() {
    return failed;
  }

  /** One line, if items failed; begins with the cause if nothing about the items need change. */
  List<String> failure(MaxFailed allowed) {
    if (failed == 0) {
      return List.of();
    }
    String text =
        "items_failed: %d of %d items failed, max_failed is %s: %s"
            .formatted(failed, total, allowed, names(failures, failed, ItemCount::error));
    boolean outside = onlyInfrastructure && !failures.isEmpty();
    return outside ? List.of(error(failures.getFirst()), text) : List.of(text);
  }

  /** One line, if items ended WARNING. */
  List<String> warning() {
    return warned == 0
        ? List.of()
        : List.of(
            "items_warned: %d of %d items ended WARNING: %s"
                .formatted(
                    warned,
                    total,
                    names(warnings, warned, line -> line.warning() == null ? "" : line.warning())));
  }

  private static String names(List<ItemLine> kept, int all, Function<ItemLine, String> why) {
    List<String> names =
        kept.stream()
            .limit(NAMED)
            .map(line -> ItemText.of(line.key()) + " (" + shortened(why.apply(line)) + ")")
            .toList();
    return String.join(", ", names) + (all > NAMED ? " and " + (all - NAMED) + " more" : "");
  }

  private static String shortened(String text) {
    String first = text.lines().findFirst().orElse("");
    return first.length() > 160 ? first.substring(0, 160) + "…" : first;
  }

  /** For the summary: counts, and the first of those that failed. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("total", total);
    json.put("done", done);
    json.put("failed", failed);
    json.put("reused", reused);
    json.put("warned", warned);
    json.put("not_run", total - done - failed);
    ArrayNode named = json.putArray("failed_items");
    failures.forEach(line -> named.addObject().put("key", line.key()).put("error", error(line)));
    return json;
  }

  /** For people, while the items run. */
  String progress(double secondsLeft) {
    return "%d/%d items".formatted(ended(), total)
        + (failed > 0 ? ", %d failed".formatted(failed) : "")
        + (reused > 0 ? ", %d reused".formatted(reused) : "")
        + (secondsLeft >= 1 ? ", about %s left".formatted(words(secondsLeft)) : "");
  }

  private static String words(double seconds) {
    long whole = Math.round(seconds);
    return whole < 120 ? whole + " s" : whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h";
  }
}
