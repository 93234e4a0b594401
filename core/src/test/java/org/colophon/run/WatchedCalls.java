package org.colophon.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Every call goes through one method, which may make it, fail it, or not return. */
abstract class WatchedCalls extends FileCalls {

  /** Makes the call on the real file system. */
  interface Real {
    void make() throws IOException;
  }

  abstract void call(FileCall call, Real real) throws IOException;

  @Override
  final void createFolder(Path folder) throws IOException {
    call(new FileCall.CreateFolder(folder), () -> super.createFolder(folder));
  }

  @Override
  final void createFile(Path file, byte[] bytes) throws IOException {
    call(new FileCall.CreateFile(file, new Content(bytes)), () -> super.createFile(file, bytes));
  }

  @Override
  final void append(Path file, byte[] bytes) throws IOException {
    call(new FileCall.Append(file, new Content(bytes)), () -> super.append(file, bytes));
  }

  @Override
  final void truncate(Path file, long bytes) throws IOException {
    call(new FileCall.Truncate(file, bytes), () -> super.truncate(file, bytes));
  }

  /** Whatever is lost here is lost by the test, so the real disk is left alone. */
  @Override
  final void sync(Path path) throws IOException {
    call(new FileCall.Sync(path), () -> {});
  }

  @Override
  final FileChannel openLock(Path file) throws IOException {
    FileChannel[] opened = new FileChannel[1];
    call(new FileCall.OpenLock(file), () -> opened[0] = super.openLock(file));
    return opened[0];
  }

  @Override
  final void rewrite(Path file, FileChannel open, byte[] bytes) throws IOException {
    call(new FileCall.Rewrite(file, new Content(bytes)), () -> super.rewrite(file, open, bytes));
  }

  @Override
  final void rename(Path from, Path to) throws IOException {
    call(new FileCall.Rename(from, to), () -> super.rename(from, to));
  }

  @Override
  final boolean exchange(Path one, Path other) throws IOException {
    boolean[] done = new boolean[1];
    call(new FileCall.Exchange(one, other), () -> done[0] = super.exchange(one, other));
    return done[0];
  }

  @Override
  final void symbolicLink(Path link, Path target) throws IOException {
    call(new FileCall.SymbolicLink(link, target), () -> super.symbolicLink(link, target));
  }

  @Override
  final void hardLink(Path link, Path existing) throws IOException {
    call(new FileCall.HardLink(link, existing), () -> super.hardLink(link, existing));
  }

  /** The disk of the tests has no clones; what falls back on links and copies is what can break. */
  @Override
  final boolean cloneFile(Path clone, Path existing) {
    return false;
  }

  @Override
  final void copy(Path from, Path to) throws IOException {
    call(new FileCall.Copy(from, to), () -> super.copy(from, to));
  }

  @Override
  final void delete(Path path) throws IOException {
    call(new FileCall.Delete(path), () -> super.delete(path));
  }

  @Override
  final void permit(Path path, Set<PosixFilePermission> permissions) throws IOException {
    call(new FileCall.Permit(path), () -> super.permit(path, permissions));
  }

  @Override
  final void makeReadOnly(Path file) throws IOException {
    call(new FileCall.Permit(file), () -> super.makeReadOnly(file));
  }
}
