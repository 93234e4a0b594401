package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder of regular files: {@code {"files": {"a/b.txt": {"bytes": 12}}}}. No link is followed.
 */
record Directory(Limits limits) implements ArtifactFormat {
  @Override
  public String id() {
    return "directory";
  }

  @Override
  public Description describe(Path folder, RowVisitor rows) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return SourceFile.unreadable(
          Finding.unreadable(
              Files.exists(folder, LinkOption.NOFOLLOW_LINKS) ? "not_a_folder" : "missing_file",
              Printable.of(folder.toString()) + " is not a folder"));
    }
    Listing listing = new Listing(folder, limits);
    // Not to the limit itself: a folder at the deepest level would be visited as if it were a file.
    Files.walkFileTree(
        folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), limits.depth(), listing);
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    ObjectNode files = description.putObject("files");
    listing.bytes.forEach((path, bytes) -> files.putObject(path).put("bytes", bytes));
    return new Description(description, listing.findings);
  }

  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Limits limits;
    private final Map<String, Long> bytes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Listing(Path folder, Limits limits) {
      this.folder = folder;
      this.limits = limits;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = folder.relativize(file).toString().replace('\\', '/');
      Optional<Finding> refusal = SourceFile.refusal(file, Long.MAX_VALUE);
      if (refusal.isPresent()) {
        findings.add(refusal.get());
      } else if (bytes.size() >= limits.entries()) {
        findings.add(
            Finding.unreadable(
                "too_many_entries", "the folder has more than " + limits.entries() + " files"));
        return FileVisitResult.TERMINATE;
      } else {
        bytes.put(path, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
