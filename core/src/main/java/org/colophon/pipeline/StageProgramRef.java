package org.colophon.pipeline;

import java.util.List;

/** What a stage runs. Both kinds become a process; neither is loaded into the orchestrator. */
public sealed interface StageProgramRef {

  /**
   * Any program.
   *
   * @param argv may hold {@code {experiment}}, {@code {stage_dir}} and {@code {code}}
   */
  record Program(List<String> argv) implements StageProgramRef {
    public Program {
      argv = List.copyOf(argv);
    }
  }

  /** A main class in the pipeline's own jar. */
  record JavaMain(String mainClass) implements StageProgramRef {}
}
