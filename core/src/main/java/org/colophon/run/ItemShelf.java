package org.colophon.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.colophon.items.Item;
import org.colophon.items.Slice;

/**
 * Where the files of items that ended well lie until they are gathered, and the folders that those
 * items no longer need. To remove a folder takes longer than to run the shortest program, so the
 * next item gets it, empty and under its own name. For several threads.
 */
final class ItemShelf {
  private static final String IDENTITY = "unix:uid,gid,mode";

  private final ItemFolders folders;
  private final Collection<String> aliases;
  private final DurableFiles disk;
  private final Queue<Path> spare = new ConcurrentLinkedQueue<>();
  private final AtomicInteger spares = new AtomicInteger();
  private volatile Optional<Map<String, Object>> fresh = Optional.empty();

  ItemShelf(ItemFolders folders, Collection<String> aliases, DurableFiles disk) {
    this.folders = folders;
    this.aliases = aliases;
    this.disk = disk;
  }

  /** Gives an item its folder, with nothing in it but empty folders for its logs and outputs. */
  void prepare(StageFolder folder) throws IOException {
    Path found = spare.poll();
    if (found != null) {
      disk.move(found, folder.root());
      return;
    }
    disk.makeFolder(folder.logs());
    for (String alias : aliases) {
      disk.makeFolder(folder.output(alias));
    }
    if (fresh.isEmpty()) {
      fresh = identity(folder.root());
    }
  }

  /**
   * Takes what an item made, and its folder.
   *
   * @return the same bytes where they are now, relative to the folder of all items
   */
  Shelved shelve(
      Item item, StageFolder folder, Map<String, List<Slice>> outputs, Map<String, Slice> logs)
      throws IOException {
    int[] count = {0};
    Map<String, List<Slice>> shelvedOutputs = new TreeMap<>();
    for (Map.Entry<String, List<Slice>> output : outputs.entrySet()) {
      List<Slice> slices = new ArrayList<>();
      for (Slice slice : output.getValue()) {
        slices.add(put(item, folder, slice, count[0]++));
      }
      shelvedOutputs.put(output.getKey(), slices);
    }
    Map<String, Slice> shelvedLogs = new TreeMap<>();
    for (Map.Entry<String, Slice> log : logs.entrySet()) {
      shelvedLogs.put(log.getKey(), put(item, folder, log.getValue(), count[0]++));
    }
    leave(folder);
    return new Shelved(shelvedOutputs, shelvedLogs);
  }

  /** What an item made, on the shelf. */
  record Shelved(Map<String, List<Slice>> outputs, Map<String, Slice> logs) {}

  private Slice put(Item item, StageFolder folder, Slice slice, int number) throws IOException {
    Path target = folders.done().resolve(item.name() + "." + number);
    disk.move(folder.root().resolve(slice.path()), target);
    return new Slice(
        FolderContents.name(folders.root(), target),
        slice.name(),
        slice.offset(),
        slice.bytes(),
        slice.sha256());
  }

  /** Empties a folder for the next item; one that is not as it was made is removed. */
  private void leave(StageFolder folder) throws IOException {
    List<Path> kept = new ArrayList<>(List.of(folder.logs()));
    aliases.forEach(alias -> kept.add(folder.output(alias)));
    for (Path part : kept) {
      if (!isAsMade(part)) {
        disk.discard(folder.root());
        return;
      }
    }
    if (!isAsMade(folder.root())) {
      disk.discard(folder.root());
      return;
    }
    // written anew for the next item, into the same files
    if (servesAgain(folder.inputs())) {
      kept.add(folder.inputs());
    }
    if (servesAgain(folder.command())) {
      kept.add(folder.command());
    }
    empty(folder.root(), kept);
    empty(folder.logs(), emptyLogs(folder));
    for (String alias : aliases) {
      empty(folder.output(alias), List.of());
    }
    Path free = folders.root().resolve(".spare-" + spares.incrementAndGet());
    disk.move(folder.root(), free);
    spare.add(free);
  }

  private List<Path> emptyLogs(StageFolder folder) throws IOException {
    List<Path> logs = new ArrayList<>();
    for (Path log : List.of(folder.stdout(), folder.stderr())) {
      if (servesAgain(log) && Files.size(log) == 0) {
        logs.add(log);
      }
    }
    return logs;
  }

  /** Like the folder, it may have been given to somebody else. */
  private boolean servesAgain(Path file) throws IOException {
    if (!DurableFiles.isAlone(file)) {
      return false;
    }
    Map<String, Object> is = identity(file).orElse(Map.of());
    Map<String, Object> made = fresh.orElse(Map.of());
    return Objects.equals(is.get("uid"), made.get("uid"))
        && Objects.equals(is.get("gid"), made.get("gid"));
  }

  private void empty(Path folder, List<Path> kept) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!kept.contains(entry)) {
          disk.discard(entry);
        }
      }
    }
  }

  /** A sandbox may have given it to a user of the item's own. */
  private boolean isAsMade(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && fresh.isPresent()
        && identity(folder).equals(fresh);
  }

  /** Empty where the system does not tell. */
  private static Optional<Map<String, Object>> identity(Path folder) throws IOException {
    try {
      return Optional.of(Files.readAttributes(folder, IDENTITY, LinkOption.NOFOLLOW_LINKS));
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
