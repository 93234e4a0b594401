package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.WholeFile;
import org.colophon.reporting.JunitXml;
import org.colophon.reporting.RunReport;
import org.colophon.reporting.Sarif;
import org.colophon.reporting.StepSummary;
import org.colophon.reporting.WorkflowCommands;

/** Writes the reports that were asked for, each where it was asked for. */
final class Reports {
  private final Optional<Path> junit;
  private final Optional<Path> sarif;
  private final Optional<Path> page;
  private final boolean annotated;
  private final Console console;

  private Reports(
      Optional<Path> junit,
      Optional<Path> sarif,
      Optional<Path> page,
      boolean annotated,
      Console console) {
    this.junit = junit;
    this.sarif = sarif;
    this.page = page;
    this.annotated = annotated;
    this.console = console;
  }

  /** None, where nothing is to be written. */
  static Reports none(Console console) {
    return new Reports(Optional.empty(), Optional.empty(), Optional.empty(), false, console);
  }

  /** Makes the folders of the reports, so that a long run does not end without them. */
  static Reports of(ReportOptions options, Surroundings surroundings, Console console)
      throws IOException {
    boolean github = options.github(surroundings.onGithub());
    for (Path file :
        Stream.of(options.junit(), options.sarif()).flatMap(Optional::stream).toList()) {
      if (Files.isDirectory(file)) {
        throw new BadRequest(file + " is a folder; name the file to write the report to");
      }
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    }
    return new Reports(
        options.junit(),
        options.sarif(),
        github ? surroundings.stepSummary() : Optional.empty(),
        github,
        console);
  }

  /** Whether any report is to be written. */
  boolean wanted() {
    return annotated || Stream.of(junit, sarif, page).anyMatch(Optional::isPresent);
  }

  void tellOf(RunReport report) throws IOException {
    if (annotated) {
      WorkflowCommands.of(report).forEach(console::command);
    }
    if (junit.isPresent()) {
      WholeFile.write(junit.get(), JunitXml.of(report));
    }
    if (sarif.isPresent()) {
      WholeFile.write(sarif.get(), Sarif.of(report, Version.current()));
    }
    if (page.isPresent()) {
      // GitHub gives a file that other commands have written to as well
      Files.writeString(
          page.get(), StepSummary.of(report), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Tells of a run that {@code problem} kept from its end; never takes that one's place. */
  void tellOf(Exception problem, String experiment) {
    try {
      tellOf(RunReport.notBegun(experiment, Main.message(problem)));
    } catch (IOException e) {
      problem.addSuppressed(e);
      console.problem("the reports could not be written: " + Main.message(e));
    }
  }
}
