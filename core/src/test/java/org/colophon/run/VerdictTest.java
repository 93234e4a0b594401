package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.pipeline.StageSpec.SummaryFrom;
import org.colophon.process.ProcessOutcome;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final SummaryReading NO_SUMMARY = new SummaryReading.Unusable("none");

  @Test
  void whatDidNotExitIsAnErrorWithItsCause() {
    Verdict verdict = of(new ProcessOutcome.TimedOut(Duration.ofSeconds(3)), says("OK", 0));
    assertThat(verdict.status()).isEqualTo(StageStatus.ERROR);
    assertThat(verdict.errors()).containsExactly("timeout: the stage ran past its limit of 3 s");
  }

  @Test
  void aCodeAloneMeansNothing() {
    for (int code = 0; code <= 3; code++) {
      assertThat(of(new ProcessOutcome.Exited(code), NO_SUMMARY).status())
          .isEqualTo(StageStatus.ERROR);
    }
  }

  @Test
  void summaryAndCodeMustAgree() {
    assertThat(of(new ProcessOutcome.Exited(1), says("OK", 0)).status())
        .isEqualTo(StageStatus.ERROR);
    assertThat(of(new ProcessOutcome.Exited(0), says("WARNING", 0)).status())
        .isEqualTo(StageStatus.ERROR);
    assertThat(of(new ProcessOutcome.Exited(1), says("WARNING", 1)).status())
        .isEqualTo(StageStatus.WARNING);
  }

  @Test
  void badOutputsMakeAnErrorUnlessTheStageSaidIncomplete() {
    List<String> problems = List.of("missing_output: x");
    assertThat(of(new ProcessOutcome.Exited(0), says("OK", 0), problems).errors())
        .containsExactly("missing_output: x");
    assertThat(of(new ProcessOutcome.Exited(2), says("INCOMPLETE", 2), problems).status())
        .isEqualTo(StageStatus.INCOMPLETE);
  }

  private static Verdict of(ProcessOutcome outcome, SummaryReading summary) {
    return of(outcome, summary, List.of());
  }

  private static Verdict of(ProcessOutcome outcome, SummaryReading summary, List<String> problems) {
    return Verdict.of(SummaryFrom.STAGE, outcome, summary, problems);
  }

  private static SummaryReading says(String status, int code) {
    return new SummaryReading.Valid(
        Json.mapper().createObjectNode().put("status", status).put("exit_code", code));
  }
}
