package org.colophon.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.contract.RunManifest.AliasKind;
import org.colophon.reuse.StoreFiles;
import org.jspecify.annotations.Nullable;

/**
 * Every change that core makes to a run folder, in the order that makes it whole and durable: it is
 * on disk when the method returns, and what it replaces is readable until then.
 */
public final class DurableFiles implements StoreFiles {
  private static final Set<PosixFilePermission> OWNER_OF_FILE =
      Set.of(PosixFilePermission.OWNER_READ);
  private static final Set<PosixFilePermission> OWNER_OF_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> WRITERS =
      PosixFilePermissions.fromString("-w--w--w-");

  private final FileCalls calls;
  private final boolean syncs;

  /** Folders of which the names are on disk: made here, or found and made sure of once. */
  private final Set<Path> settled = ConcurrentHashMap.newKeySet();

  /** Whether a file was never seen that could not be cloned. */
  private boolean clones = true;

  /** On the disk of this machine. */
  public DurableFiles() {
    this(new FileCalls());
  }

  DurableFiles(FileCalls calls) {
    this(calls, true);
  }

  private DurableFiles(FileCalls calls, boolean syncs) {
    this.calls = calls;
    this.syncs = syncs;
  }

  /**
   * The same calls, and nothing waits for the disk: for what is looked at before it is believed, or
   * synced later with all that lies beside it.
   */
  DurableFiles unsynced() {
    return new DurableFiles(calls, false);
  }

  private void sync(Path path) throws IOException {
    if (syncs) {
      calls.sync(path);
    }
  }

  /** Creates a folder and its parents; no error if it is there. */
  @Override
  public void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      if (syncs) {
        settleNames(folder);
      }
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    try {
      calls.createFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      // another process was first
    }
    syncParent(folder);
    settled.add(folder);
  }

  /**
   * Whoever made a folder may have died before its name was on disk, and likewise those above it,
   * as far as this user could have made them.
   */
  private void settleNames(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && !settled.contains(folder) && Files.isWritable(parent)) {
      settleNames(parent);
      calls.sync(parent);
      settled.add(folder);
    }
  }

  /** Makes a file that grows while it is open; what is written to it does not wait for the disk. */
  OutputStream openNew(Path file) throws IOException {
    return calls.openNew(file);
  }

  /** Opens a file that is to be locked, which is created if need be. */
  FileChannel openLock(Path file) throws IOException {
    return calls.openLock(file);
  }

  /** Other bytes for a file that is held open; a reader may see it half written. */
  void rewrite(Path file, FileChannel open, byte[] bytes) throws IOException {
    calls.rewrite(file, open, bytes);
  }

  /**
   * Writes a file whole. A folder in its place, which only a stage can have made, is kept beside.
   */
  public void write(Path file, String text) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      move(file, unused(file));
    }
    if (!syncs && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // whoever does not wait for the disk does not mind half a file either
      calls.createFile(file, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (!syncs && isAlone(file)) {
      // a new file in its place costs some file systems much more, above all when many are replaced
      calls.truncate(file, 0);
      calls.append(file, text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    show(file, text);
    syncParent(file);
  }

  /** Whether it is a file that can be written to, and nothing else is the same file. */
  static boolean isAlone(Path file) throws IOException {
    try {
      Map<String, Object> is =
          Files.readAttributes(
              file, "unix:isRegularFile,nlink,permissions", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(is.get("isRegularFile"))
          && Objects.equals(is.get("nlink"), 1)
          && is.get("permissions") instanceof Set<?> permissions
          && permissions.contains(PosixFilePermission.OWNER_READ)
          && permissions.contains(PosixFilePermission.OWNER_WRITE);
    } catch (NoSuchFileException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  /** Writes a file whole; after a lost power it is this one, or the one before it. */
  void show(Path file, String text) throws IOException {
    // not createTempFile: what it makes only its owner may read, and a run is to be shared
    Path temporary = temporary(file);
    try {
      calls.createFile(temporary, text.getBytes(StandardCharsets.UTF_8));
      sync(temporary);
      calls.rename(temporary, file);
    } catch (IOException e) {
      discardAfter(e, temporary);
      throw e;
    }
  }

  @Override
  public void hint(Path file, String text) throws IOException {
    unsynced().show(file, text);
  }

  @Override
  public void share(Path file, Path name) throws IOException {
    if (clones) {
      Path temporary = temporary(name);
      clones = calls.cloneFile(temporary, file);
      if (clones) {
        calls.rename(temporary, name);
        return;
      }
    }
    try {
      calls.hardLink(name, file);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      copyWhole(file, name);
      return;
    }
    protect(name);
  }

  /** A file with two names is one that nobody may write to, or both would change. */
  private void protect(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    boolean writable =
        view == null || view.readAttributes().permissions().stream().anyMatch(WRITERS::contains);
    if (writable) {
      calls.makeReadOnly(file);
    }
  }

  private void copyWhole(Path from, Path to) throws IOException {
    Path temporary = temporary(to);
    try {
      calls.copy(from, temporary);
      calls.rename(temporary, to);
    } catch (IOException e) {
      discardAfter(e, temporary);
      throw e;
    }
  }

  /** A name that no other process takes. */
  private static Path temporary(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  /** Writes a file whole that nobody is to change any more. */
  void writeOnce(Path file, String text) throws IOException {
    write(file, text);
    calls.makeReadOnly(file);
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

  private void allow(Path path, Set<PosixFilePermission> wanted) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null || view.readAttributes().permissions().containsAll(wanted)) {
      return;
    }
    Set<PosixFilePermission> permissions = new TreeSet<>(view.readAttributes().permissions());
    permissions.addAll(wanted);
    calls.permit(path, permissions);
  }

  /** Creates a file that must not be there, not even as a link. */
  void create(Path file, byte[] bytes) throws IOException {
    try {
      calls.createFile(file, bytes);
      sync(file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      discardAfter(e, file);
      throw e;
    }
    syncParent(file);
  }

  /**
   * Appends to a file, creating it if needed. What could not be written and synced whole is cut off
   * again: after a failed sync a file may read well and not be on disk.
   *
   * @see <a href="https://www.usenix.org/conference/atc20/presentation/rebello">Rebello et al., Can
   *     Applications Recover from fsync Failures? (ATC 2020)</a>
   */
  void append(Path file, String text) throws IOException {
    append(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends bytes, likewise. */
  void append(Path file, byte[] bytes) throws IOException {
    boolean isNew = !Files.exists(file);
    long before = isNew ? 0 : Files.size(file);
    try {
      calls.append(file, bytes);
      sync(file);
      if (isNew) {
        syncParent(file);
      }
    } catch (IOException e) {
      cutAfter(e, file, before);
      throw e;
    }
  }

  private void cutAfter(IOException failure, Path file, long bytes) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > bytes) {
        truncate(file, bytes);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void discardAfter(IOException failure, Path temporary) {
    try {
      if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
        calls.delete(temporary);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Cuts a file to its first {@code bytes} bytes. */
  void truncate(Path file, long bytes) throws IOException {
    calls.truncate(file, bytes);
    sync(file);
  }

  /** Brings to the disk what another process may have written and not synced before it died. */
  void settle(Path path) throws IOException {
    sync(path);
    syncParent(path);
  }

  /** Renames a file or folder to a name that is free. */
  void move(Path from, Path to) throws IOException {
    Path parent = to.getParent();
    if (parent != null) {
      makeFolder(parent);
    }
    calls.rename(from, to);
    syncParent(to);
    syncParent(from);
  }

  /**
   * Puts a folder in the place of whatever is there, which is kept under a name that is free. Where
   * the system can swap two names, the place is never empty; elsewhere it is for a moment.
   */
  void replace(Path folder, Path place, Path kept) throws IOException {
    if (calls.exchange(folder, place)) {
      syncParent(place);
      syncParent(folder);
      move(folder, kept);
    } else {
      move(place, kept);
      move(folder, place);
    }
  }

  /** Makes or replaces a symbolic link, without a moment in which it is missing. */
  void link(Path link, Path target) throws IOException {
    Path temporary = link.resolveSibling("." + link.getFileName() + ".link");
    if (Files.isSymbolicLink(temporary)) {
      calls.delete(temporary);
    }
    calls.symbolicLink(temporary, target);
    calls.rename(temporary, link);
    syncParent(link);
  }

  /** How aliases can be kept in a folder: as symbolic links if its file system has them. */
  AliasKind aliasKind(Path folder) throws IOException {
    Path probe = folder.resolve(".probe.link");
    try {
      if (Files.isSymbolicLink(probe)) {
        calls.delete(probe);
      }
      calls.symbolicLink(probe, Path.of("."));
    } catch (UnsupportedOperationException _) {
      return AliasKind.COPY;
    } catch (FileSystemException e) {
      if (hasNoLinks(e)) {
        return AliasKind.COPY;
      }
      throw e;
    }
    calls.delete(probe);
    return AliasKind.LINK;
  }

  /** EPERM or EOPNOTSUPP, as Linux says it; a disk that is full or broken may have links. */
  private static boolean hasNoLinks(FileSystemException e) {
    return String.valueOf(e.getReason()).matches("(?i).*(not permitted|not supported|privilege).*");
  }

  /**
   * Copies a regular file whole; bytes of its own, so that a later change of one spares the other.
   */
  void copy(Path from, Path to) throws IOException {
    Path temporary = to.resolveSibling("." + to.getFileName() + ".copy");
    if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
      calls.delete(temporary);
    }
    calls.copy(from, temporary);
    sync(temporary);
    move(temporary, to);
  }

  /** Removes a file, link or folder that was not finished, or a link that is void. */
  @Override
  public void discard(Path temporary) throws IOException {
    if (Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
      removeTree(temporary);
    } else if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
      calls.delete(temporary);
    }
    syncParent(temporary);
  }

  /** Copies a folder of regular files, with hard links where the file system has them. */
  void copyFolder(Path from, Path to, List<String> files) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      removeTree(to);
    }
    makeFolder(to);
    for (String file : files) {
      Path target = to.resolve(file);
      Path parent = target.getParent();
      if (parent != null) {
        makeFolder(parent);
      }
      linkOrCopy(from.resolve(file), target);
    }
    syncTree(to);
  }

  /** Makes what a stage wrote durable: every file and folder below {@code folder}. */
  void syncTree(Path folder) throws IOException {
    syncTree(folder, Optional.empty());
  }

  /** The same, without what lies in one of the folders. */
  void syncTree(Path folder, Optional<Path> except) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return except.equals(Optional.of(visited))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // an empty file has nothing but its name, which its folder keeps
            if (attributes.isRegularFile() && attributes.size() > 0) {
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
            sync(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void linkOrCopy(Path from, Path to) throws IOException {
    try {
      calls.hardLink(to, from);
    } catch (UnsupportedOperationException | FileSystemException e) {
      calls.copy(from, to);
    }
  }

  /** Makes durable that a file or folder is where it is. */
  void syncParent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      sync(parent);
    }
  }

  private void removeTree(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            calls.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            calls.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
