package org.colophon.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.sandbox.proxy.Connection;
import org.colophon.secret.Redaction;

/**
 * {@code network.jsonl} while its stage runs: a line for each connection as soon as it is let
 * through or refused, so that it is known also if this program is killed. At the end the whole
 * record takes its place.
 */
final class NetworkTrail implements Consumer<Connection> {
  private final Path file;
  private final DurableFiles disk;
  private final Redaction ofNames;
  private final Instant since;
  private final MessageDigest written = GrowingFile.sha256();
  private Optional<OutputStream> open = Optional.empty();
  private boolean failed;

  /**
   * @param file made with the first line
   * @param redaction of what a stage asks for, which can be a secret
   * @param since when the stage began
   */
  NetworkTrail(Path file, DurableFiles disk, Redaction redaction, Instant since) {
    this.file = file;
    this.disk = disk;
    this.ofNames = redaction.inSmallLetters();
    this.since = since;
  }

  @Override
  public synchronized void accept(Connection connection) {
    if (failed) {
      return;
    }
    Connection shown = NetworkRecord.without(ofNames, connection);
    byte[] line =
        (Json.line(NetworkRecord.row(shown, since)) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      OutputStream lines = open.isPresent() ? open.get() : disk.openNew(file);
      open = Optional.of(lines);
      lines.write(line);
      written.update(line);
    } catch (IOException _) {
      // the stage is in the way, or the disk is full; at the end the record is written all the same
      failed = true;
    }
  }

  /** Ends it; whether the file is there and is what was written. */
  synchronized boolean ended() throws IOException {
    failed = true;
    if (open.isEmpty()) {
      return false;
    }
    open.get().close();
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Sha256.of(file).equals(HexFormat.of().formatHex(written.digest()));
  }
}
