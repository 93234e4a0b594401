package org.colophon.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A disk that loses what was not synced. It is told of every change below its root, in order, and
 * gives the folder that a lost power after any of them could leave.
 *
 * <p>The model, after Pillai et al., <i>All File Systems Are Not Created Equal</i> (OSDI 2014): the
 * bytes of a file are sure to be on disk once the file was synced after they were written; a change
 * of names once every folder that it touches was synced after it. Until then each change may be on
 * disk or not, whatever the order in which they were made; a rename or an exchange is there whole
 * or not at all; bytes may be there in part, or as zeros of the right length, as with delayed
 * allocation. Syncing a file does not make its name durable. Permissions are not modelled.
 */
final class SimulatedDisk {
  private final Path root;
  private final Folder top = new Folder();
  private final List<Change> changes = new ArrayList<>();

  SimulatedDisk(Path root) {
    this.root = root;
  }

  /** What has a name; compared by identity, as inodes are. */
  private sealed interface Node permits Folder, File, Link {}

  private static final class Folder implements Node {
    private final Map<String, Node> entries = new TreeMap<>();
  }

  private static final class File implements Node {
    private byte[] bytes = new byte[0];
  }

  private static final class Link implements Node {
    private final Path target;

    Link(Path target) {
      this.target = target;
    }
  }

  private record Name(Folder folder, String name) {}

  /** One change, or one promise of the disk. */
  private sealed interface Change {
    String call();
  }

  private record Names(String call, Map<Name, Optional<Node>> names) implements Change {}

  private record Bytes(String call, File file, int offset, Content content) implements Change {}

  private record Length(String call, File file, int length) implements Change {}

  private record Synced(String call, Node node) implements Change {}

  /** What becomes of a change that was not synced. */
  enum Fate {
    KEPT,
    LOST,
    /** Bytes: a beginning of them; names: kept. */
    HALF,
    /** Bytes: as many zeros; names: lost. */
    ZEROS
  }

  /** Decides over changes that were not synced. */
  interface Luck {
    Fate of(boolean names);

    /** The disk has done only what it had to. */
    static Luck nothing() {
      return _ -> Fate.LOST;
    }

    /** Names reach the disk first: files of the right name, with nothing in them. */
    static Luck namesOnly() {
      return names -> names ? Fate.KEPT : Fate.LOST;
    }

    static Luck namesAndZeros() {
      return names -> names ? Fate.KEPT : Fate.ZEROS;
    }

    static Luck any(long seed) {
      Random random = new Random(seed);
      return _ -> List.of(Fate.values()).get(random.nextInt(Fate.values().length));
    }
  }

  int changes() {
    return changes.size();
  }

  /** The kind of call that the n-th change came from, from 1. */
  String call(int change) {
    return changes.get(change - 1).call();
  }

  void made(FileCall call) {
    String name = call.name();
    switch (call) {
      case FileCall.CreateFolder(Path path) -> set(name, path, Optional.of(new Folder()));
      case FileCall.CreateFile(Path path, Content content) -> create(name, path, content.bytes());
      case FileCall.Append(Path path, Content content) -> {
        if (find(path).isEmpty()) {
          set(name, path, Optional.of(new File()));
        }
        File file = (File) find(path).orElseThrow();
        write(name, file, file.bytes.length, content.bytes());
      }
      case FileCall.Truncate(Path path, long length) -> cut(name, path, (int) length);
      case FileCall.OpenLock(Path path) -> {
        if (find(path).isEmpty()) {
          set(name, path, Optional.of(new File()));
        }
      }
      case FileCall.Rewrite(Path path, Content content) -> {
        File file = cut(name, path, 0);
        write(name, file, 0, content.bytes());
        changes.add(new Synced(name, file));
      }
      case FileCall.Sync(Path path) ->
          find(path).ifPresent(node -> changes.add(new Synced(name, node)));
      case FileCall.Rename(Path from, Path to) ->
          change(name, Map.of(name(from), Optional.empty(), name(to), find(from)));
      case FileCall.Exchange(Path one, Path other) ->
          change(name, Map.of(name(one), find(other), name(other), find(one)));
      case FileCall.SymbolicLink(Path link, Path target) ->
          set(name, link, Optional.of(new Link(target)));
      case FileCall.HardLink(Path link, Path existing) when existing.startsWith(root) ->
          set(name, link, find(existing));
      case FileCall.HardLink(Path link, Path existing) -> create(name, link, bytes(existing));
      case FileCall.Copy(Path from, Path to) -> create(name, to, bytes(from));
      case FileCall.Delete(Path path) -> set(name, path, Optional.empty());
      case FileCall.Permit _ -> {}
    }
  }

  /** Of a file below the root as it is known; of one elsewhere, as in a store, as it is. */
  private byte[] bytes(Path file) {
    if (file.startsWith(root)) {
      return ((File) find(file).orElseThrow()).bytes;
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes in what others wrote below a folder, such as a stage; none of it is synced. */
  void observe(Path folder) throws IOException {
    Folder known = (Folder) find(folder).orElseThrow();
    Set<String> gone = new HashSet<>(known.entries.keySet());
    for (Path path : list(folder)) {
      String name = path.getFileName().toString();
      gone.remove(name);
      Optional<Node> node = Optional.ofNullable(known.entries.get(name));
      if (Files.isSymbolicLink(path)) {
        if (!(node.orElse(known) instanceof Link)) {
          set("Stage", path, Optional.of(new Link(Files.readSymbolicLink(path))));
        }
      } else if (Files.isDirectory(path)) {
        if (!(node.orElse(new File()) instanceof Folder)) {
          set("Stage", path, Optional.of(new Folder()));
        }
        observe(path);
      } else {
        observeFile(path, node);
      }
    }
    gone.forEach(name -> set("Stage", folder.resolve(name), Optional.empty()));
  }

  private void observeFile(Path path, Optional<Node> node) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    if (node.orElse(top) instanceof File file) {
      if (!Arrays.equals(file.bytes, bytes)) {
        file.bytes = new byte[0];
        changes.add(new Length("Stage", file, 0));
        write("Stage", file, 0, bytes);
      }
    } else {
      create("Stage", path, bytes);
    }
  }

  /** Every path with its kind and content, of the model. */
  Map<String, String> model() {
    Map<String, String> found = new TreeMap<>();
    describe("", top, found);
    return found;
  }

  private static void describe(String path, Node node, Map<String, String> found) {
    switch (node) {
      case Folder folder -> {
        found.put(path, "folder");
        folder.entries.forEach((name, entry) -> describe(path + "/" + name, entry, found));
      }
      case File file -> found.put(path, new String(file.bytes, StandardCharsets.UTF_8));
      case Link link -> found.put(path, "-> " + link.target);
    }
  }

  /** Every path with its kind and content, of the real folder. */
  Map<String, String> reality() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = path.equals(root) ? "" : "/" + root.relativize(path);
        found.put(
            name,
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isDirectory(path)
                    ? "folder"
                    : new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /**
   * Writes into a fresh folder what is left if the power goes after the first {@code n} changes.
   */
  void leave(int n, Luck luck, Path target) throws IOException {
    Map<Node, Integer> lastSync = new HashMap<>();
    for (int i = 0; i < n; i++) {
      if (changes.get(i) instanceof Synced synced) {
        lastSync.put(synced.node(), i);
      }
    }
    Map<Folder, Map<String, Node>> names = new HashMap<>();
    Map<File, byte[]> contents = new HashMap<>();
    for (int i = 0; i < n; i++) {
      int at = i;
      switch (changes.get(i)) {
        case Names change -> {
          boolean sure =
              change.names().keySet().stream()
                  .allMatch(name -> lastSync.getOrDefault(name.folder(), -1) > at);
          Fate fate = sure ? Fate.KEPT : luck.of(true);
          if (fate == Fate.KEPT || fate == Fate.HALF) {
            change.names().forEach((name, node) -> apply(names, name, node));
          }
        }
        case Bytes change -> {
          boolean sure = lastSync.getOrDefault(change.file(), -1) > at;
          apply(contents, change, sure ? Fate.KEPT : luck.of(false));
        }
        case Length change -> {
          boolean sure = lastSync.getOrDefault(change.file(), -1) > at;
          if (sure || luck.of(false) == Fate.KEPT) {
            byte[] bytes = contents.getOrDefault(change.file(), new byte[0]);
            contents.put(change.file(), Arrays.copyOf(bytes, change.length()));
          }
        }
        case Synced _ -> {}
      }
    }
    write(top, names, contents, target);
  }

  private static void apply(Map<Folder, Map<String, Node>> names, Name name, Optional<Node> node) {
    Map<String, Node> entries = names.computeIfAbsent(name.folder(), _ -> new TreeMap<>());
    if (node.isPresent()) {
      entries.put(name.name(), node.get());
    } else {
      entries.remove(name.name());
    }
  }

  private static void apply(Map<File, byte[]> contents, Bytes change, Fate fate) {
    byte[] wanted =
        switch (fate) {
          case KEPT -> change.content().bytes();
          case LOST -> new byte[0];
          case HALF -> change.content().half();
          case ZEROS -> change.content().zeros();
        };
    if (wanted.length == 0) {
      return;
    }
    byte[] before = contents.getOrDefault(change.file(), new byte[0]);
    byte[] after = Arrays.copyOf(before, Math.max(before.length, change.offset() + wanted.length));
    System.arraycopy(wanted, 0, after, change.offset(), wanted.length);
    contents.put(change.file(), after);
  }

  private static void write(
      Folder folder, Map<Folder, Map<String, Node>> names, Map<File, byte[]> contents, Path target)
      throws IOException {
    Files.createDirectory(target);
    for (Map.Entry<String, Node> entry : names.getOrDefault(folder, Map.of()).entrySet()) {
      Path path = target.resolve(entry.getKey());
      switch (entry.getValue()) {
        case Folder inner -> write(inner, names, contents, path);
        case File file -> Files.write(path, contents.getOrDefault(file, new byte[0]));
        case Link link -> Files.createSymbolicLink(path, link.target);
      }
    }
  }

  private void create(String call, Path path, byte[] bytes) {
    File file = new File();
    set(call, path, Optional.of(file));
    write(call, file, 0, bytes);
  }

  private File cut(String call, Path path, int length) {
    File file = (File) find(path).orElseThrow();
    file.bytes = Arrays.copyOf(file.bytes, length);
    changes.add(new Length(call, file, length));
    return file;
  }

  private void write(String call, File file, int offset, byte[] bytes) {
    file.bytes = Arrays.copyOf(file.bytes, Math.max(file.bytes.length, offset + bytes.length));
    System.arraycopy(bytes, 0, file.bytes, offset, bytes.length);
    changes.add(new Bytes(call, file, offset, new Content(bytes)));
  }

  private void set(String call, Path path, Optional<Node> node) {
    change(call, Map.of(name(path), node));
  }

  private void change(String call, Map<Name, Optional<Node>> names) {
    names.forEach((name, node) -> {
      if (node.isPresent()) {
        name.folder().entries.put(name.name(), node.get());
      } else {
        name.folder().entries.remove(name.name());
      }
    });
    changes.add(new Names(call, names));
  }

  private Name name(Path path) {
    Folder parent = (Folder) find(path.resolveSibling("")).orElseThrow();
    return new Name(parent, path.getFileName().toString());
  }

  /** Empty outside of the root. */
  private Optional<Node> find(Path path) {
    if (path.equals(root)) {
      return Optional.of(top);
    }
    if (!path.startsWith(root)) {
      return Optional.empty();
    }
    return find(path.resolveSibling(""))
        .map(parent -> ((Folder) parent).entries.get(path.getFileName().toString()));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
