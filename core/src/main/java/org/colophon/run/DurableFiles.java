package org.colophon.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.contract.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * Every change that core makes to a run folder goes through here, and is on disk when the method
 * returns. One seam, so that a test can stop the program between any two of them.
 */
class DurableFiles {
  private static final Set<PosixFilePermission> OWNER_OF_FILE =
      Set.of(PosixFilePermission.OWNER_READ);
  private static final Set<PosixFilePermission> OWNER_OF_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** Creates a folder and its parents; no error if it is there. */
  void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      // another process was first
    }
    syncParent(folder);
  }

  /**
   * Writes a file whole. A folder in its place, which only a stage can have made, is kept beside.
   */
  void write(Path file, String text) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      move(file, unused(file));
    }
    WholeFile.write(file, text);
  }

  /** Writes a file whole that nobody is to change any more. */
  void writeOnce(Path file, String text) throws IOException {
    write(file, text);
    boolean protectedNow = file.toFile().setReadOnly();
    if (!protectedNow) {
      throw new IOException("cannot make " + file + " read-only");
    }
  }

  private static Path unused(Path file) {
    int copy = 1;
    Path beside = file;
    while (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
      beside = file.resolveSibling(file.getFileName() + ".folder-" + copy);
      copy++;
    }
    return beside;
  }

  /** Lets the owner read every file below {@code folder}, and enter and change every folder. */
  void openToOwner(Path folder) {
    try {
      allow(folder, OWNER_OF_FOLDER);
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            openToOwner(entry);
          } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            allow(entry, OWNER_OF_FILE);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // such as a path longer than the system opens; whoever wants to read it will say so
    }
  }

  private static void allow(Path path, Set<PosixFilePermission> wanted) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || view.readAttributes().permissions().containsAll(wanted)) {
      return;
    }
    Set<PosixFilePermission> permissions = new TreeSet<>(view.readAttributes().permissions());
    permissions.addAll(wanted);
    Files.setPosixFilePermissions(path, permissions);
  }

  /** Appends to a file, creating it if needed. */
  void append(Path file, String text) throws IOException {
    boolean isNew = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // a full disk is reported without the name of the file
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    if (isNew) {
      syncParent(file);
    }
  }

  /** Cuts a file to its first {@code bytes} bytes. */
  void truncate(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
      channel.force(true);
    }
  }

  /** Renames a file or folder to a name that is free. */
  void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncParent(to);
    syncParent(from);
  }

  /** Swaps two folders, so that the second name is never without one. */
  void exchange(Path one, Path other) throws IOException {
    AtomicExchange.exchange(one, other);
    syncParent(one);
    syncParent(other);
  }

  /** Makes or replaces a symbolic link, without a moment in which it is missing. */
  void link(Path link, Path target) throws IOException {
    Path temporary = link.resolveSibling("." + link.getFileName() + ".link");
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, target);
    Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    syncParent(link);
  }

  /**
   * Copies a regular file whole; bytes of its own, so that a later change of one spares the other.
   */
  void copy(Path from, Path to) throws IOException {
    Path temporary = to.resolveSibling("." + to.getFileName() + ".copy");
    Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
    sync(temporary);
    move(temporary, to);
  }

  /** Removes a symbolic link, or a folder that core itself made as a copy. */
  void removeAlias(Path alias) throws IOException {
    if (Files.isSymbolicLink(alias)) {
      Files.delete(alias);
    } else if (Files.isDirectory(alias, LinkOption.NOFOLLOW_LINKS)) {
      removeTree(alias);
    }
    syncParent(alias);
  }

  /** Removes a file, link or folder that was not finished. */
  void discard(Path temporary) throws IOException {
    if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
      removeTree(temporary);
    } else {
      Files.deleteIfExists(temporary);
    }
    syncParent(temporary);
  }

  /** Copies a folder of regular files, with hard links where the file system has them. */
  void copyFolder(Path from, Path to, List<String> files) throws IOException {
    Path temporary = to.resolveSibling("." + to.getFileName() + ".copy");
    if (Files.exists(temporary)) {
      removeTree(temporary);
    }
    makeFolder(temporary);
    for (String file : files) {
      Path target = temporary.resolve(file);
      Path parent = target.getParent();
      if (parent != null) {
        makeFolder(parent);
      }
      linkOrCopy(from.resolve(file), target);
    }
    if (Files.exists(to)) {
      exchange(temporary, to);
      removeTree(temporary);
    } else {
      move(temporary, to);
    }
  }

  /** Makes what a stage wrote durable: every file and folder below {@code folder}. */
  void syncTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              sync(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // what cannot be opened has failed the stage, and is not needed after a crash
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            WholeFile.syncFolder(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      sync(to);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void syncParent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      WholeFile.syncFolder(parent);
    }
  }

  private static void removeTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
