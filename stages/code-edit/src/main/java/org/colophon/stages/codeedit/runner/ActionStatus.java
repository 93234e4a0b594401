package org.colophon.stages.codeedit.runner;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of an action. */
public enum ActionStatus {
  /** Files were changed. */
  APPLIED,
  /** The rule is fine and found nothing. */
  NO_MATCH,
  /** It found something, but has no fix, or the fix makes what was there. */
  NO_CHANGE,
  /** No tool was asked: the action or its files are against the rules. */
  INVALID_ACTION,
  /** ast-grep refuses the rule. */
  RULE_REJECTED,
  /** ast-grep ended in a way that proves nothing, or could not be started. */
  TOOL_ERROR,
  TIMEOUT,
  OOM,
  /** Files that parsed would not any more; the workspace is as before. */
  PARSE_BROKEN;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
