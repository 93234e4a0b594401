package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.contract.Json;
import org.colophon.sandbox.proxy.Connection;
import org.colophon.sandbox.proxy.NetworkUse;
import org.colophon.secret.Redaction;

/**
 * {@code network.jsonl}: every connection that a stage with a list of hosts asked for, a line each.
 *
 * @param use empty if nobody looked: the stage has no such list, or the sandbox cannot keep it
 * @param since when the stage began
 * @param trail what was written of it meanwhile
 */
record NetworkRecord(Optional<NetworkUse> use, Instant since, Optional<NetworkTrail> trail) {
  static final NetworkRecord NONE =
      new NetworkRecord(Optional.empty(), Instant.EPOCH, Optional.empty());

  /** In the errors of a failed stage. */
  private static final int MOST_SHOWN = 3;

  /** The same, no secret in it: a stage can ask for a host of any name. */
  NetworkRecord without(Redaction redaction) {
    Redaction ofNames = redaction.inSmallLetters();
    return new NetworkRecord(
        use.map(all ->
            new NetworkUse(
                all.connections().stream().map(connection -> without(ofNames, connection)).toList(),
                all.unrecorded())),
        since,
        trail);
  }

  static Connection without(Redaction ofNames, Connection connection) {
    return connection.reworded(
        ofNames.redacted(connection.host()), ofNames.redacted(connection.reason()));
  }

  /**
   * Writes it into the folder of a stage that has ended.
   *
   * @return a line if the stage had put something in its place
   */
  List<String> write(StageFolder folder, DurableFiles disk) throws IOException {
    Path file = folder.network();
    List<String> breaches = new ArrayList<>();
    boolean ours = trail.isPresent() && trail.get().ended();
    if (!ours && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      disk.discard(file);
      breaches.add(
          "changed_record: the stage made " + file.getFileName() + ", which only core may write");
    }
    if (use.isPresent()) {
      disk.write(file, text(use.get()));
    }
    return breaches;
  }

  /** What was refused, for a stage that failed perhaps because of it. */
  List<String> refusals() {
    List<String> all =
        use.map(NetworkUse::connections).orElse(List.of()).stream()
            .filter(connection -> !connection.allowed() && !connection.host().isEmpty())
            .map(connection ->
                "network_refused: %s port %d: %s"
                    .formatted(connection.host(), connection.port(), connection.reason()))
            .distinct()
            .toList();
    List<String> lines = new ArrayList<>(all.subList(0, Math.min(MOST_SHOWN, all.size())));
    if (all.size() > MOST_SHOWN) {
      lines.add("network_refused: " + (all.size() - MOST_SHOWN) + " more, in network.jsonl");
    }
    return lines;
  }

  private String text(NetworkUse all) {
    StringBuilder text = new StringBuilder();
    for (Connection connection : all.connections()) {
      text.append(Json.line(row(connection, since))).append('\n');
    }
    if (all.unrecorded() > 0) {
      text.append(Json.line(Map.of("refused_unrecorded", all.unrecorded()))).append('\n');
    }
    return text.toString();
  }

  static Map<String, Object> row(Connection connection, Instant since) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", since.plus(connection.at()).truncatedTo(ChronoUnit.MILLIS).toString());
    row.put("seconds", connection.lasted().toMillis() / 1000.0);
    row.put("host", connection.host());
    row.put("port", connection.port());
    row.put("address", connection.address());
    row.put("bytes_up", connection.bytesUp());
    row.put("bytes_down", connection.bytesDown());
    row.put("allowed", connection.allowed());
    row.put("reason", connection.reason());
    return row;
  }
}
