package org.colophon.reporting;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code that an error or warning line begins with, {@code missing_artifact: …}, and what those
 * of core mean. A line without one has the code {@code stage_error} or {@code stage_warning}.
 */
final class LineCode {
  private static final Pattern CODE = Pattern.compile("([a-z][a-z0-9_]{2,39})(?: -?\\d{1,5})?: .*");

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("missing_artifact", "Everything that a stage needs is there before it starts."),
          Map.entry("invalid_artifact", "Everything that a stage reads fits its schema."),
          Map.entry("missing_output", "A stage writes every output that it declares."),
          Map.entry("invalid_output", "Everything that a stage writes fits its schema."),
          Map.entry("undeclared_output", "A stage writes nothing that it does not declare."),
          Map.entry("outside_write", "A stage writes nothing outside its own folder."),
          Map.entry("changed_record", "A stage does not change what core wrote about it."),
          Map.entry("no_summary", "A stage leaves a valid stage_summary.json."),
          Map.entry("summary_disagrees", "The exit code and the summary of a stage agree."),
          Map.entry("exit_code", "A stage ends with an exit code of the contract, 0 to 3."),
          Map.entry("signal", "A stage ends by itself, not by a signal."),
          Map.entry("timeout", "A stage ends within its limit of time."),
          Map.entry("output_too_large", "A stage prints no more than its limit."),
          Map.entry("not_started", "The program of a stage can be started."),
          Map.entry("stage_error", "A stage ends without an error."),
          Map.entry("stage_warning", "A stage ends without a warning."),
          Map.entry("not_begun", "A run can begin."));

  private LineCode() {}

  static String of(String line, String otherwise) {
    Matcher matcher = CODE.matcher(line.lines().findFirst().orElse(""));
    return matcher.matches() ? matcher.group(1) : otherwise;
  }

  /** What the contract of that code asks for. */
  static String meaning(String code) {
    return MEANINGS.getOrDefault(code, "A stage has no " + code + " to tell of.");
  }
}
