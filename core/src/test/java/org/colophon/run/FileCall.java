package org.colophon.run;

import java.nio.file.Path;

/** One call of {@link FileCalls}, as a value. */
sealed interface FileCall {
  Path path();

  record CreateFolder(Path path) implements FileCall {}

  record CreateFile(Path path, Content content) implements FileCall {}

  record Append(Path path, Content content) implements FileCall {}

  record Truncate(Path path, long bytes) implements FileCall {}

  record Sync(Path path) implements FileCall {}

  record OpenLock(Path path) implements FileCall {}

  record Rewrite(Path path, Content content) implements FileCall {}

  record Rename(Path path, Path to) implements FileCall {}

  record Exchange(Path path, Path other) implements FileCall {}

  record SymbolicLink(Path path, Path target) implements FileCall {}

  record HardLink(Path path, Path existing) implements FileCall {}

  record Copy(Path path, Path to) implements FileCall {}

  record Delete(Path path) implements FileCall {}

  record Permit(Path path) implements FileCall {}

  default String name() {
    return getClass().getSimpleName();
  }

  default String describe() {
    return name() + " " + path();
  }

  /** Whether it takes room on the disk. */
  default boolean takesRoom() {
    return switch (this) {
      case CreateFolder _, CreateFile _, OpenLock _, Append _, Rewrite _ -> true;
      case SymbolicLink _, HardLink _, Copy _ -> true;
      case Truncate _, Sync _, Rename _, Exchange _, Delete _, Permit _ -> false;
    };
  }
}
