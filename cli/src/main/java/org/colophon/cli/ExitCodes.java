package org.colophon.cli;

import java.io.IOException;
import org.colophon.contract.PipelineException;
import org.colophon.contract.StageStatus;

/** Where outcomes and exceptions become exit codes; nowhere else. */
final class ExitCodes {
  static final int WRONG_COMMAND_LINE = 64;
  static final int RUN_IS_HELD = 75;

  /** For the foot of every {@code --help}. */
  static final String HELP =
      """
      %nExit codes:
        0 OK   1 WARNING (partial but usable)   2 INCOMPLETE (something required is missing or
        invalid)   3 ERROR (a bug or an unrecoverable failure)   64 wrong command line
        75 another process holds the run   130/143 interrupted; the run can be resumed
      """;

  private ExitCodes() {}

  static int of(StageStatus status) {
    return status.exitCode();
  }

  static int of(Exception failure) {
    return switch (failure) {
      case PipelineException known -> of(known);
      case IOException _ -> StageStatus.ERROR.exitCode();
      default -> StageStatus.ERROR.exitCode();
    };
  }

  private static int of(PipelineException failure) {
    return switch (failure) {
      case PipelineException.BadRequest _ -> WRONG_COMMAND_LINE;
      case PipelineException.RunIsHeld _ -> RUN_IS_HELD;
      case PipelineException.InvalidDocument _ -> StageStatus.INCOMPLETE.exitCode();
      case PipelineException.MissingInput _ -> StageStatus.INCOMPLETE.exitCode();
      case PipelineException.RunIsDamaged _ -> StageStatus.ERROR.exitCode();
    };
  }
}
