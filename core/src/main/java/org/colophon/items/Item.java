package org.colophon.items;

import java.nio.file.Path;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import tools.jackson.databind.JsonNode;

/**
 * One of the things that a stage runs once for each.
 *
 * @param key names it among the others; whatever the input holds, so never a path
 * @param place where it was found, for messages
 */
public record Item(String key, String place, Content content) {

  /** What the program is given. */
  public sealed interface Content {
    /** A row by column, or a value. */
    record Row(JsonNode value) implements Content {}

    /**
     * A file of the input.
     *
     * @param name its path in the artifact
     */
    record OneFile(String name, Path path, String sha256) implements Content {}
  }

  /** Of what the program is given. */
  String contentSha256() {
    return switch (content) {
      case Content.Row(JsonNode value) -> Sha256.of(Json.line(value));
      case Content.OneFile file -> file.sha256();
    };
  }

  /** Of its key, for where only letters and digits may stand; no two items have the same. */
  public String digest() {
    return Sha256.of(key).substring(0, 32);
  }

  /** The name of its folder and of its files. */
  public String name() {
    return ItemName.of(key);
  }
}
