package org.colophon.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files below a folder, as paths relative to it with {@code /}, sorted. Links are not followed.
 *
 * @param files regular files
 * @param others what no artifact may hold: links, pipes, sockets, devices, files whose name is not
 *     {@linkplain #isPlain plain}, and what cannot be read
 */
public record FolderContents(List<String> files, List<String> others) {
  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cc}\\\\\uFFFD]");

  public FolderContents {
    files = List.copyOf(files);
    others = List.copyOf(others);
  }

  public static FolderContents of(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = name(folder, file);
            (attributes.isRegularFile() && isPlain(name) ? files : others).add(name);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            others.add(name(folder, file));
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    Collections.sort(others);
    return new FolderContents(files, others);
  }

  /** The path of {@code file} relative to {@code folder}, with {@code /} on every system. */
  public static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /**
   * Whether a name can stand in a list of digests as {@code sha256sum} reads it, and leads back to
   * its file: no control character, no backslash, nothing that is not UTF-8.
   */
  public static boolean isPlain(String name) {
    return !NOT_PLAIN.matcher(name).find();
  }
}
