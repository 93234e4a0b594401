package org.colophon.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/** Disks for the whole program that refuse. */
public final class TestDisk {
  private TestDisk() {}

  /** One whose file system has no symbolic links, as FAT says it. */
  public static DurableFiles withoutLinks() {
    return new DurableFiles(
        new FileCalls() {
          @Override
          void symbolicLink(Path link, Path target) throws IOException {
            throw new FileSystemException(link.toString(), null, "Operation not permitted");
          }
        });
  }

  /** One that counts what brings bytes and names to the disk, and may fail at it. */
  public static final class Failing {
    private final IntPredicate when;
    private int calls;

    /**
     * @param when given the number of the call, from 1: whether it fails with EIO
     */
    public Failing(IntPredicate when) {
      this.when = when;
    }

    public int calls() {
      return calls;
    }

    public DurableFiles files() {
      return new DurableFiles(
          new FileCalls() {
            @Override
            void createFile(Path file, byte[] bytes) throws IOException {
              failAt(file);
              super.createFile(file, bytes);
            }

            @Override
            void append(Path file, byte[] bytes) throws IOException {
              failAt(file);
              super.append(file, bytes);
            }

            @Override
            void sync(Path path) throws IOException {
              failAt(path);
              super.sync(path);
            }

            @Override
            void rename(Path from, Path to) throws IOException {
              failAt(from);
              super.rename(from, to);
            }
          });
    }

    private void failAt(Path path) throws IOException {
      calls++;
      if (when.test(calls)) {
        throw new FileSystemException(path.toString(), null, "Input/output error");
      }
    }
  }
}
