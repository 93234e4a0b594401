package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that is gone, with all that is in it, when it is closed.
 *
 * @param path absolute
 */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** Makes an empty folder in the system's place for temporary files. */
  public static ScratchFolder make() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("colophon-"));
  }

  @Override
  public void close() throws IOException {
    new DurableFiles().openToOwner(path);
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
