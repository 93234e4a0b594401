package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The files below a folder, as paths relative to it with {@code /}, sorted. Links are not followed.
 *
 * @param files regular files
 * @param others links, pipes, sockets and devices, which no artifact may hold
 */
record FolderContents(List<String> files, List<String> others) {
  FolderContents {
    files = List.copyOf(files);
    others = List.copyOf(others);
  }

  static FolderContents of(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            (attributes.isRegularFile() ? files : others).add(name);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    Collections.sort(others);
    return new FolderContents(files, others);
  }
}
