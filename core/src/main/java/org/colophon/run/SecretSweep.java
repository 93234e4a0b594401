package org.colophon.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.secret.Redaction;

/**
 * Takes secrets out of what a stage left in its folder. The summary is for reading, so they are
 * masked in it; any other file with one fails the stage and is removed, since a changed artifact
 * would be a false one.
 */
final class SecretSweep {
  private final StageFolder folder;
  private final Redaction redaction;
  private final DurableFiles disk;
  private final List<String> problems = new ArrayList<>();

  private SecretSweep(StageFolder folder, Redaction redaction, DurableFiles disk) {
    this.folder = folder;
    this.redaction = redaction;
    this.disk = disk;
  }

  /** Sweeps the folder of a stage that has ended; one line for each thing that was removed. */
  static List<String> of(StageFolder folder, Redaction redaction, DurableFiles disk)
      throws IOException {
    if (redaction.isEmpty()) {
      return List.of();
    }
    SecretSweep sweep = new SecretSweep(folder, redaction, disk);
    sweep.maskSummary();
    sweep.sweep();
    return sweep.problems;
  }

  private void maskSummary() throws IOException {
    Path file = folder.summary();
    boolean readable =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) <= SummaryReading.MAX_BYTES;
    if (readable) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] clean = redaction.redacted(bytes);
      if (!Arrays.equals(clean, bytes)) {
        disk.write(file, new String(clean, StandardCharsets.UTF_8));
      }
    }
  }

  private void sweep() throws IOException {
    Files.walkFileTree(
        folder.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            if (visited.equals(folder.root())) {
              return FileVisitResult.CONTINUE;
            }
            Set<String> names = inName(visited);
            names.addAll(inAttributes(visited));
            return remove(visited, names) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Set<String> names = inName(file);
            try {
              names.addAll(inAttributes(file));
              if (attributes.isSymbolicLink()) {
                names.addAll(redaction.namesIn(Files.readSymbolicLink(file).toString()));
              } else if (attributes.isRegularFile()) {
                names.addAll(SecretSearch.namesIn(file, redaction));
              }
              remove(file, names);
            } catch (SecretSearch.TooMuch e) {
              unsearchable(file, String.valueOf(e.getMessage()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            unsearchable(file, "it cannot be read");
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Set<String> inName(Path path) {
    return new TreeSet<>(redaction.namesIn(FolderContents.name(folder.root(), path)));
  }

  private Set<String> inAttributes(Path path) throws IOException {
    Set<String> names = new TreeSet<>();
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || Files.isSymbolicLink(path)) {
      return names;
    }
    for (String attribute : view.list()) {
      names.addAll(redaction.namesIn(attribute));
      ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
      view.read(attribute, value);
      names.addAll(redaction.namesIn(StandardCharsets.ISO_8859_1.decode(value.flip()).toString()));
    }
    return names;
  }

  private boolean remove(Path path, Set<String> names) throws IOException {
    if (names.isEmpty()) {
      return false;
    }
    problems.add(
        "secret_in_output: "
            + shown(path)
            + " ("
            + String.join(", ", names)
            + "); it was removed, do not write the secret");
    disk.discard(path);
    return true;
  }

  private void unsearchable(Path path, String why) throws IOException {
    problems.add(
        "secret_in_output: "
            + shown(path)
            + " may hold a secret: "
            + why
            + "; it was removed, since the stage has secrets");
    disk.discard(path);
  }

  private String shown(Path path) {
    return redaction.redacted(FolderContents.name(folder.root(), path));
  }
}
