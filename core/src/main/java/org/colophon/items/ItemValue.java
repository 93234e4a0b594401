package org.colophon.items;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.colophon.artifact.format.ArtifactFormat;
import org.colophon.artifact.format.Description;
import org.colophon.artifact.format.RowVisitor;

/** The one JSON value of an item that becomes an element of an array. */
public final class ItemValue {
  private ItemValue() {}

  /**
   * Why a file is not exactly one value, which would spoil the array, and with it what other items
   * made; empty if it is.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  public static List<String> problems(Path file) throws IOException {
    Description value = ArtifactFormat.named("json").describe(file, RowVisitor.NONE);
    return value.readable()
        ? List.of()
        : value.findings().stream()
            .map(finding -> finding.code() + ": " + finding.message())
            .toList();
  }
}
