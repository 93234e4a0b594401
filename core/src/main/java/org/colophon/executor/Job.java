package org.colophon.executor;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.colophon.process.Command;
import org.colophon.process.Preparation;
import org.colophon.process.ResourceLimits;
import org.colophon.secret.Redaction;

/**
 * What an executor is handed: one confined command of one stage.
 *
 * @param key what it is for
 * @param preparation belongs to the start of the command
 * @param redaction what may not reach a log or a line
 * @param progress told every line of standard output while the stage runs, from another thread
 */
public record Job(
    JobKey key,
    String stage,
    Command command,
    Preparation preparation,
    ResourceLimits limits,
    Redaction redaction,
    Path stdoutLog,
    Path stderrLog,
    Consumer<String> progress) {}
