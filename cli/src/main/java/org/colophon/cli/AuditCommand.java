package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.StageStatus;
import org.colophon.run.MetaLogAudit;
import org.colophon.run.MetaLogAudit.Finding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit}: what was done to the log that people read. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    subcommands = AuditCommand.Verify.class,
    description = "Checks META_LOG.md, the log of a run that people read.",
    footer = {"", "Example:", "  run_pipeline audit verify demo", ExitCodes.HELP})
final class AuditCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "say verify");
    }
  }

  /** {@code audit verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Finds entries of META_LOG.md that were edited, removed, reordered, repeated, added or cut"
            + " off: each line is linked to the one before, and follows from a record of"
            + " events.jsonl.",
        "With --file, judges a log away from its run, by its links alone: they show a change unless"
            + " all later lines were linked anew.",
        "Ends with 0 if nothing was done to it, else with 2. Changes nothing."
      },
      footer = {
        "",
        "Examples:",
        "  run_pipeline audit verify demo",
        "  run_pipeline audit verify --file META_LOG.md",
        ExitCodes.HELP
      })
  static final class Verify implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "EXPERIMENT", description = "Name of the run.")
    private @Nullable String experiment;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A log without its run, in place of EXPERIMENT.")
    private @Nullable Path file;

    @Mixin private CommonOptions common = new CommonOptions();

    private final Surroundings surroundings;

    Verify(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Console console = new Console(surroundings, common.quiet());
      List<Finding> findings = findings();
      if (common.json()) {
        console.json(findings);
      } else {
        findings.forEach(finding -> console.data(line(finding)));
      }
      console.message(findings.isEmpty() ? "the log is as it was written" : "the log was changed");
      return findings.isEmpty() ? 0 : StageStatus.INCOMPLETE.exitCode();
    }

    private List<Finding> findings() throws IOException {
      if (experiment != null && file == null) {
        return MetaLogAudit.of(Place.run(common, experiment));
      }
      if (experiment == null && file != null) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new BadRequest("there is no file " + file);
        }
        return MetaLogAudit.alone(file);
      }
      throw new BadRequest("name one EXPERIMENT, or one --file");
    }

    private static String line(Finding finding) {
      return "META_LOG.md:%d: %s: %s"
          .formatted(
              finding.line(), finding.tampering().name().toLowerCase(Locale.ROOT), finding.what());
    }
  }
}
