package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One change of the names in a run folder. */
sealed interface Move {

  void make(DurableFiles disk) throws IOException;

  /** To a name that is free. */
  record Rename(Path from, Path to) implements Move {
    @Override
    public void make(DurableFiles disk) throws IOException {
      disk.move(from, to);
    }
  }

  /** A folder takes the place of what is there, which is kept under a name that is free. */
  record Replace(Path folder, Path place, Path kept) implements Move {
    @Override
    public void make(DurableFiles disk) throws IOException {
      disk.replace(folder, place, kept);
    }
  }

  /** A symbolic link is set, or set anew. */
  record Link(Path alias, Path target) implements Move {
    @Override
    public void make(DurableFiles disk) throws IOException {
      disk.link(alias, target);
    }
  }

  /** A symbolic link goes. */
  record Unlink(Path alias) implements Move {
    @Override
    public void make(DurableFiles disk) throws IOException {
      disk.discard(alias);
    }
  }

  /** Where there are no links: an alias as a folder of its own; what was there is kept. */
  record Copy(Path from, Path alias, List<String> files, Optional<Path> kept) implements Move {
    @Override
    public void make(DurableFiles disk) throws IOException {
      Path copy = alias.resolveSibling("." + alias.getFileName() + ".copy");
      disk.copyFolder(from, copy, files);
      if (kept.isPresent()) {
        disk.replace(copy, alias, kept.get());
      } else {
        disk.move(copy, alias);
      }
    }
  }
}
