package org.colophon.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files in an attempt's folder that core writes before the stage starts. The stage can write
 * there too, so after it they are compared and put right: later steps tell attempts apart by them.
 */
final class GuardedRecords {
  private final StageFolder folder;
  private final Map<Path, String> texts = new LinkedHashMap<>();

  GuardedRecords(StageFolder folder) {
    this.folder = folder;
  }

  void write(DurableFiles disk, Path file, String text) throws IOException {
    disk.write(file, text);
    texts.put(file, text);
  }

  /** Removes what is left there of whoever had the folder before, if it was not written. */
  void removeUnlessWritten(DurableFiles disk, Path file) throws IOException {
    if (!texts.containsKey(file)) {
      disk.discard(file);
    }
  }

  /** Puts back what the stage changed, and lets core read all that it left; one line for each. */
  List<String> restore(DurableFiles disk) throws IOException {
    disk.makeFolder(folder.root());
    disk.openToOwner(folder.root());
    List<String> changed = new ArrayList<>();
    for (Map.Entry<Path, String> record : texts.entrySet()) {
      if (!holds(record.getKey(), record.getValue())) {
        disk.write(record.getKey(), record.getValue());
        changed.add(changed(record.getKey()));
      }
    }
    if (!Files.isDirectory(folder.logs(), LinkOption.NOFOLLOW_LINKS)) {
      changed.add(changed(folder.logs()));
    }
    return changed;
  }

  private static boolean holds(Path file, String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == wanted.length
        && Arrays.equals(Files.readAllBytes(file), wanted);
  }

  private String changed(Path file) {
    return "changed_record: the stage changed "
        + folder.root().relativize(file)
        + ", which only core may write";
  }
}
