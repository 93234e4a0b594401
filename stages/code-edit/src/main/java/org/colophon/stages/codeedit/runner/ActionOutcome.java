package org.colophon.stages.codeedit.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.colophon.stages.codeedit.workspace.Workspace;

/** The result of an action in the making. */
final class ActionOutcome {
  private final String sha256;
  private final Scan.Seen before;
  private Usage usage;

  ActionOutcome(SortedMap<String, byte[]> content, Scan.Seen before) {
    this.sha256 = Workspace.sha256(content);
    this.before = before;
    this.usage = before.ended().usage();
  }

  void took(Usage more) {
    usage = usage.and(more);
  }

  ActionResult.Measured ended(Scan.Failure why) {
    Optional<Boolean> parses =
        before.failure().isEmpty() ? Optional.of(before.broken().isEmpty()) : Optional.empty();
    return result(why.status(), why.reason(), List.of(), "", sha256, parses);
  }

  /** Files that parsed before and do not after. */
  List<String> newlyBroken(Scan.Seen after) {
    List<String> broken = new ArrayList<>(after.broken());
    broken.removeAll(before.broken());
    return broken;
  }

  ActionResult.Measured broken(Rewrite rewrite, String after, List<String> newlyBroken) {
    return result(
        ActionStatus.PARSE_BROKEN,
        "no longer parses: " + String.join(", ", newlyBroken),
        List.copyOf(rewrite.changed().keySet()),
        rewrite.diff(),
        after,
        Optional.of(false));
  }

  ActionResult.Measured applied(Rewrite rewrite, String after, Scan.Seen check) {
    Set<String> broken = new TreeSet<>(before.broken());
    broken.removeAll(rewrite.changed().keySet());
    broken.addAll(check.broken());
    return result(
        ActionStatus.APPLIED,
        "",
        List.copyOf(rewrite.changed().keySet()),
        rewrite.diff(),
        after,
        Optional.of(broken.isEmpty()));
  }

  private ActionResult.Measured result(
      ActionStatus status,
      String reason,
      List<String> paths,
      String diff,
      String after,
      Optional<Boolean> parses) {
    Printed stderr = Printed.of(before.ended().stderr());
    return new ActionResult.Measured(
        new ActionResult(
            status == ActionStatus.APPLIED,
            status,
            reason,
            before.exitCode(),
            before.matches().size(),
            paths,
            diff,
            sha256,
            after,
            parses,
            before.stdout().text(),
            before.stdout().truncated(),
            stderr.text(),
            stderr.truncated(),
            AstGrep.VERSION),
        usage);
  }
}
