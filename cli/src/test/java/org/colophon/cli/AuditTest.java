package org.colophon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.cli.TestPipeline.MAKES_NUMBERS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify}, on the log of a real run. */
final class AuditTest {
  private TestPipeline pipeline;
  private Path log = Path.of("");

  @BeforeEach
  void aFinishedRun(@TempDir Path folder) throws IOException {
    pipeline = new TestPipeline(folder);
    pipeline.maker(MAKES_NUMBERS).run().exits(0);
    log = pipeline.runFolder().resolve("META_LOG.md");
  }

  @Test
  void theLogOfARunIsAsItWasWritten() throws IOException {
    audit().exits(0).stderrContains("as it was written");
  }

  @Test
  void anEditedLineIsNamed() throws IOException {
    Files.writeString(log, Files.readString(log).replace("publish 01_make", "publish 02_make"));
    audit().exits(2).stdoutContains(": edited: ");
    pipeline.command("audit", "verify", "--file", log.toString()).exits(2);
  }

  @Test
  void aLogThatIsGoneOrCutShortIsNamedAndRepaired() throws IOException {
    List<String> lines = Files.readAllLines(log);
    Files.write(log, lines.subList(0, lines.size() - 1));
    audit().exits(2).stdoutContains("truncated");
    Files.delete(log);
    audit().exits(2).stdoutContains("truncated");
    pipeline.command("repair", "x").exits(0);
    audit().exits(0);
  }

  @Test
  void aLogIsNamedOnceAndMustExist() throws IOException {
    pipeline.command("audit", "verify").exits(64);
    pipeline.command("audit", "verify", "--file", log + "x").exits(64).stderrContains("no file");
    assertThat(log).exists();
  }

  private TestPipeline.Outcome audit() throws IOException {
    return pipeline.command("audit", "verify", "x");
  }
}
