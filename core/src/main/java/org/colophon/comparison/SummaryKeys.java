package org.colophon.comparison;

import java.util.List;

/**
 * The keys of {@code stage_summary.json} that say what was computed, and neither when nor where.
 */
final class SummaryKeys {
  static final List<String> COMPARED =
      List.of("status", "exit_code", "counts", "errors", "warnings", "artifacts", "metrics");

  private SummaryKeys() {}
}
