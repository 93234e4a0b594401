package org.colophon.pipeline;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * How much of the machine a stage may use, as pipeline files and profiles say it; absent where they
 * say nothing.
 *
 * @param cpus whole processors
 * @param memory bytes, of all processes together
 * @param processes processes and threads at one time
 * @param fileSize bytes of one file
 * @param openFiles open files of one process
 * @param disk bytes in the stage's folder
 */
public record Allowance(
    OptionalLong cpus,
    OptionalLong memory,
    OptionalLong processes,
    OptionalLong fileSize,
    OptionalLong openFiles,
    OptionalLong disk) {

  /** Reads what is there of {@code {cpus, memory, processes, file_size, open_files, disk}}. */
  public static Allowance read(JsonNode node) {
    return new Allowance(
        count(node.path("cpus")),
        bytes(node.path("memory")),
        count(node.path("processes")),
        bytes(node.path("file_size")),
        count(node.path("open_files")),
        bytes(node.path("disk")));
  }

  private static OptionalLong count(JsonNode node) {
    return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  private static OptionalLong bytes(JsonNode node) {
    return node.isString() ? OptionalLong.of(Bytes.parse(node.asString())) : OptionalLong.empty();
  }
}
