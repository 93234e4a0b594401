package org.colophon.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The calls that change a file system, one a method. Core makes them nowhere else, so that a test
 * can let each fail, end the process at each, or lose what was not synced. None is durable by
 * itself: {@link DurableFiles} puts them in order.
 */
class FileCalls {
  void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder);
  }

  /** A file that was not there, with its bytes. */
  void createFile(Path file, byte[] bytes) throws IOException {
    write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Bytes at the end of a file, which is created if need be. */
  void append(Path file, byte[] bytes) throws IOException {
    write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void truncate(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    } catch (IOException e) {
      throw naming("cut", file, e);
    }
  }

  /** Brings a file's bytes, or a folder's names, to the disk. */
  void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw naming("sync", path, e);
    }
  }

  /** Makes a file that grows as long as it is open, wherever its name leads meanwhile. */
  OutputStream openNew(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Opens a file that is to be locked, which is created if need be. */
  FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Other bytes for an open file, on the disk: any other call here would close the file, and with
   * that let go of a lock on it.
   */
  void rewrite(Path file, FileChannel open, byte[] bytes) throws IOException {
    try {
      open.truncate(0);
      writeAll(open.position(0), bytes);
      open.force(true);
    } catch (IOException e) {
      throw naming("write", file, e);
    }
  }

  /** In one step; a file or link that has the name is replaced. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Swaps two names in one step; false, and nothing done, where the system cannot. */
  boolean exchange(Path one, Path other) throws IOException {
    return AtomicExchange.exchange(one, other);
  }

  void symbolicLink(Path link, Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  void hardLink(Path link, Path existing) throws IOException {
    Files.createLink(link, existing);
  }

  /** A file that was not there, which shares its blocks with another; false where it cannot. */
  boolean cloneFile(Path clone, Path existing) throws IOException {
    boolean cloned = FileClone.make(clone, existing);
    if (!cloned) {
      Files.deleteIfExists(clone);
    }
    return cloned;
  }

  void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** A file, a link, or an empty folder. */
  void delete(Path path) throws IOException {
    Files.delete(path);
  }

  void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    Files.setPosixFilePermissions(path, permissions);
  }

  void makeReadOnly(Path file) throws IOException {
    boolean protectedNow = file.toFile().setReadOnly();
    if (!protectedNow) {
      throw new IOException("cannot make " + file + " read-only");
    }
  }

  private static void write(Path file, byte[] bytes, StandardOpenOption... how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      writeAll(channel, bytes);
    } catch (IOException e) {
      throw naming("write", file, e);
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** What fails on an open file, such as a disk that is full or broken, comes without its name. */
  private static IOException naming(String what, Path file, IOException failure) {
    return failure instanceof FileSystemException
        ? failure
        : new IOException("cannot " + what + " " + file + ": " + failure.getMessage(), failure);
  }
}
