package org.colophon.run;

import java.util.regex.Pattern;
import org.colophon.contract.PipelineException.BadRequest;

/**
 * The name of an experiment: one path segment of letters, digits, {@code .}, {@code _} and {@code
 * -}, at most 100, not beginning with {@code .} or {@code -}.
 */
public record ExperimentName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

  public ExperimentName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new BadRequest(
          "experiment name "
              + printable(value)
              + " is not usable; take letters, digits, '.', '_' or '-', at most 100, and begin"
              + " with a letter, digit or '_'");
    }
  }

  private static String printable(String value) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  @Override
  public String toString() {
    return value;
  }
}
