package org.colophon.reporting;

import java.util.List;
import java.util.Locale;
import org.colophon.contract.RunManifest;
import org.colophon.contract.RunManifest.OutputEntry;
import org.colophon.contract.StageStatus;
import org.colophon.reporting.Finding.Verdict;
import org.colophon.reporting.RunReport.Stage;

/**
 * A run as a page of Markdown (GFM), for the summary of a GitHub Actions run: stages, digest,
 * findings. It shows names, states and messages; no command, environment, config or log.
 */
public final class StepSummary {
  /** GitHub takes 1 MiB; who reads a page does not read more than this. */
  private static final int SHOWN = 50;

  /** ASCII punctuation, each of which GFM may obey and each of which a backslash makes plain. */
  private static final String PUNCTUATION = "([!-/:-@\\[-`{-~])";

  private StepSummary() {}

  /** The page. */
  public static String of(RunReport report) {
    StringBuilder page = new StringBuilder();
    page.append("## ")
        .append(mark(report.status()))
        .append(' ')
        .append(plain(report.experiment()))
        .append("\n\n");
    if (!report.problem().isEmpty()) {
      page.append("The run could not go on: ").append(plain(report.problem())).append("\n\n");
    }
    report.manifest().ifPresent(manifest -> head(page, manifest));
    stages(page, report.stages());
    findings(page, report.findings());
    return page.toString();
  }

  private static void head(StringBuilder page, RunManifest manifest) {
    page.append("Pipeline ")
        .append(plain(manifest.pipeline().name()))
        .append(", seed ")
        .append(manifest.seed())
        .append(", run digest `")
        .append(manifest.runDigest())
        .append("`\n\n");
  }

  private static void stages(StringBuilder page, List<Stage> stages) {
    if (stages.isEmpty()) {
      return;
    }
    page.append("| Stage | Status | Time | Outputs |\n|---|---|---:|---|\n");
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.NotReached(String id, String reason) ->
            row(page, plain(id), plain(reason), "", "");
        case Stage.Reached reached ->
            row(
                page,
                plain(reached.id()),
                mark(reached.entry().status())
                    + (reached.kept() ? " kept" : "")
                    + (reached.entry().taintedBy().isEmpty() ? "" : " tainted"),
                String.format(Locale.ROOT, "%.2f s", reached.time().toMillis() / 1000.0),
                plain(
                    String.join(
                        " ", reached.entry().outputs().stream().map(OutputEntry::alias).toList())));
      }
    }
    page.append('\n');
  }

  private static void findings(StringBuilder page, List<Finding> findings) {
    List<Finding> failed = findings.stream().filter(Finding::failed).toList();
    long passed = findings.stream().filter(one -> one.verdict() == Verdict.PASS).count();
    long skipped = findings.stream().filter(one -> one.verdict() == Verdict.SKIP).count();
    long expected =
        findings.stream().filter(one -> one.verdict() == Verdict.FAIL && one.control()).count();
    page.append("Contracts: ")
        .append(passed)
        .append(" passed, ")
        .append(failed.size())
        .append(" failed, ")
        .append(expected)
        .append(" failed as they must, ")
        .append(skipped)
        .append(" skipped\n");
    if (failed.isEmpty()) {
      return;
    }
    page.append("\n| Level | Stage | Contract | Finding |\n|---|---|---|---|\n");
    for (Finding finding : failed.subList(0, Math.min(SHOWN, failed.size()))) {
      row(
          page,
          finding.level().name(),
          plain(finding.stage()),
          plain(finding.title()),
          plain(finding.message()));
    }
    if (failed.size() > SHOWN) {
      page.append("\nand ").append(failed.size() - SHOWN).append(" more\n");
    }
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String mark(StageStatus status) {
    return switch (status) {
      case OK -> "✅ OK";
      case WARNING -> "⚠️ WARNING";
      case INCOMPLETE -> "⛔ INCOMPLETE";
      case ERROR -> "❌ ERROR";
    };
  }

  /** One line that GFM shows as it stands. */
  private static String plain(String text) {
    String line = PlainText.line(text);
    String cut = line.length() > 400 ? line.substring(0, 400) + "…" : line;
    return cut.replaceAll(PUNCTUATION, "\\\\$1");
  }
}
