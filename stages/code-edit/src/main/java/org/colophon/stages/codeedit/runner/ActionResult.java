package org.colophon.stages.codeedit.runner;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * What became of an action, as a record of {@code ActionResults}. The same action on the same files
 * gives the same bytes, whatever the machine.
 *
 * @param ok whether files were changed
 * @param reason why not, for a person; empty if they were
 * @param exitCode of ast-grep; empty if it was not started or did not end by itself
 * @param matches what the rules found
 * @param filesChanged paths, sorted
 * @param diff unified, three lines of context, {@code a/} and {@code b/}
 * @param beforeSha256 of all files of the workspace
 * @param afterSha256 the same afterwards; of a broken change, what it would have been
 * @param parseOk whether every file of the language parses afterwards; empty if nobody looked
 */
public record ActionResult(
    boolean ok,
    ActionStatus status,
    String reason,
    Optional<Integer> exitCode,
    int matches,
    List<String> filesChanged,
    String diff,
    String beforeSha256,
    String afterSha256,
    Optional<Boolean> parseOk,
    String stdout,
    boolean stdoutTruncated,
    String stderr,
    boolean stderrTruncated,
    String toolVersion) {

  /** With what it took. */
  public record Measured(@JsonUnwrapped ActionResult result, @JsonUnwrapped Usage usage) {}

  public ActionResult {
    filesChanged = List.copyOf(filesChanged);
  }

  /** Of an action that no tool was given. */
  static ActionResult unstarted(
      ActionStatus status, String reason, String sha256, String toolVersion) {
    return new ActionResult(
        false,
        status,
        reason,
        Optional.empty(),
        0,
        List.of(),
        "",
        sha256,
        sha256,
        Optional.empty(),
        "",
        false,
        "",
        false,
        toolVersion);
  }
}
