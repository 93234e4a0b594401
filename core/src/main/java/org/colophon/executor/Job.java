package org.colophon.executor;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ResourceLimits;

/**
 * What an executor is handed: one confined command of one stage.
 *
 * @param preparation belongs to the start of the command
 * @param progress told every line of standard output while the stage runs, from another thread
 */
public record Job(
    String stage,
    Command command,
    Preparation preparation,
    ResourceLimits limits,
    Path stdoutLog,
    Path stderrLog,
    Consumer<String> progress) {}
