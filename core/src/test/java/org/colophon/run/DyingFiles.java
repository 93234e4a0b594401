package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Kills the program before the n-th change of files; an append is torn in the middle. */
class DyingFiles extends DurableFiles {
  private final int point;
  private int calls;

  DyingFiles(int point) {
    this.point = point;
  }

  int calls() {
    return calls;
  }

  private void step() {
    calls++;
    if (calls >= point) {
      throw new Death(point);
    }
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    step();
    super.makeFolder(folder);
  }

  @Override
  void write(Path file, String text) throws IOException {
    step();
    super.write(file, text);
  }

  @Override
  void append(Path file, String text) throws IOException {
    if (calls + 1 == point) {
      byte[] half = text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
      Files.write(file, half, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    step();
    super.append(file, text);
  }

  @Override
  void truncate(Path file, long bytes) throws IOException {
    step();
    super.truncate(file, bytes);
  }

  @Override
  void move(Path from, Path to) throws IOException {
    step();
    super.move(from, to);
  }

  @Override
  void exchange(Path one, Path other) throws IOException {
    step();
    super.exchange(one, other);
  }

  @Override
  void link(Path link, Path target) throws IOException {
    step();
    super.link(link, target);
  }

  @Override
  void copy(Path from, Path to) throws IOException {
    step();
    super.copy(from, to);
  }

  @Override
  void removeAlias(Path alias) throws IOException {
    step();
    super.removeAlias(alias);
  }

  @Override
  void copyFolder(Path from, Path to, List<String> files) throws IOException {
    step();
    super.copyFolder(from, to, files);
  }

  @Override
  void syncTree(Path folder) throws IOException {
    step();
    super.syncTree(folder);
  }
}
