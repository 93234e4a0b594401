package org.colophon.reuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactFile;
import org.colophon.contract.BoundedFile;
import org.colophon.contract.Json;

/**
 * What stages made, by key, for every run that may need it again:
 *
 * <pre>
 *   files/3f/3fa9…                      a file's bytes, by their SHA-256, read-only
 *   stages/&lt;pipeline&gt;/&lt;stage&gt;/&lt;key&gt;.json   an entry: which files, and which attempt made them
 *   stages/&lt;pipeline&gt;/&lt;stage&gt;/latest       the key of the newest entry
 * </pre>
 *
 * <p>Nothing in it is believed: an entry and its files are looked at when they are used, and what
 * is missing or damaged is as good as never stored. So it may be deleted at any time, needs no
 * lock, and nothing in it is waited for to be on the disk.
 */
public final class ReuseStore {
  private static final String ENDING = ".json";
  private static final String LATEST = "latest";

  /** An entry names files; a much larger one is none of ours. */
  private static final long MAX_ENTRY_BYTES = 256L << 20;

  private final Path root;
  private final StoreFiles disk;
  private final FileDigests digests;

  public ReuseStore(Path root, StoreFiles disk, FileDigests digests) {
    this.root = root;
    this.disk = disk;
    this.digests = digests;
  }

  /** How a stored file is looked at before it is used. */
  public enum Trust {
    /** All of it is hashed. */
    CONTENT,
    /** Size, and that it is no newer than its entry. */
    STAT
  }

  /** What was stored under a key; empty if nothing was, or nothing that can be read. */
  public Optional<StoredStage> find(String pipeline, String stage, String key) {
    return read(entry(pipeline, stage, key))
        .filter(stored ->
            stored.pipeline().equals(pipeline)
                && stored.entry().stage().equals(stage)
                && stored.stageKey().sha256().equals(key)
                && stored.entry().cacheKey().equals(key));
  }

  /** What a stage made most recently, whatever the key. */
  public Optional<StoredStage> latest(String pipeline, String stage) {
    Path pointer = stageFolder(pipeline, stage).resolve(LATEST);
    try {
      String key =
          Files.isRegularFile(pointer)
              ? Files.readString(pointer, StandardCharsets.UTF_8).strip()
              : "";
      return key.matches("[0-9a-f]{64}") ? find(pipeline, stage, key) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** What a stage made, whatever the key, the newest first; at most so many. */
  public List<StoredStage> recent(String pipeline, String stage, int most) throws IOException {
    Path folder = stageFolder(pipeline, stage);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> entries = new ArrayList<>(below(folder, ENDING));
    Map<Path, FileTime> times = new HashMap<>();
    for (Path entry : entries) {
      times.put(entry, Files.getLastModifiedTime(entry));
    }
    entries.sort(Comparator.comparing(times::get, Comparator.reverseOrder()));
    List<StoredStage> recent = new ArrayList<>();
    for (Path entry : entries.subList(0, Math.min(most, entries.size()))) {
      read(entry).filter(stored -> stored.entry().stage().equals(stage)).ifPresent(recent::add);
    }
    return recent;
  }

  /** Where the bytes of a file are, if they are stored; nobody has looked at them. */
  public Optional<Path> stored(String sha256) {
    return Optional.of(file(sha256))
        .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether a file, in the store or not, is all that was recorded of it; links are not. */
  public boolean isWhole(Path path, ArtifactFile recorded) throws IOException {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && Files.size(path) == recorded.bytes()
        && digests.of(path).equals(recorded.sha256());
  }

  /** The first of its files that is not as it was stored, with what is wrong; empty if all are. */
  public Optional<String> damage(StoredStage stored, Trust trust) throws IOException {
    for (ArtifactFile file : stored.files()) {
      Path path = file(file.sha256());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(file.path() + " is gone");
      }
      if (Files.size(path) != file.bytes() || !isTrusted(stored, file, path, trust)) {
        return Optional.of(file.path() + " has changed");
      }
    }
    return Optional.empty();
  }

  private boolean isTrusted(StoredStage stored, ArtifactFile file, Path path, Trust trust)
      throws IOException {
    boolean untouched =
        trust == Trust.STAT
            && Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(entryOf(stored)))
                <= 0;
    return untouched || digests.of(path).equals(file.sha256());
  }

  /**
   * Stores what an attempt made. Another process may store the same at the same time.
   *
   * @param folder of the stage
   * @return the outputs that are stored under this key already with other bytes; then nothing is
   *     done
   */
  public List<String> put(StoredStage stage, Path folder) throws IOException {
    Optional<StoredStage> before =
        find(stage.pipeline(), stage.entry().stage(), stage.entry().cacheKey());
    if (before.isPresent()) {
      List<String> other = otherOutputs(before.get(), stage);
      if (!other.isEmpty()) {
        return other;
      }
    }
    for (ArtifactFile file : stage.files()) {
      putFile(folder.resolve(file.path()), file);
    }
    disk.makeFolder(stageFolder(stage.pipeline(), stage.entry().stage()));
    disk.hint(entryOf(stage), Json.text(stage));
    disk.hint(
        stageFolder(stage.pipeline(), stage.entry().stage()).resolve(LATEST),
        stage.entry().cacheKey() + "\n");
    return List.of();
  }

  private static List<String> otherOutputs(StoredStage before, StoredStage now) {
    return now.entry().outputs().stream()
        .filter(output ->
            before.entry().outputs().stream()
                .noneMatch(old ->
                    old.alias().equals(output.alias()) && old.sha256().equals(output.sha256())))
        .map(output -> output.alias())
        .toList();
  }

  private void putFile(Path from, ArtifactFile file) throws IOException {
    Path stored = file(file.sha256());
    if (Files.exists(stored, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    disk.makeFolder(stored.resolveSibling(""));
    try {
      disk.share(from, stored);
    } catch (FileAlreadyExistsException _) {
      // another run stored the same bytes in this moment
    }
  }

  /** Puts one file of a stored stage in a place; what it is called is up to the caller. */
  public void place(ArtifactFile file, Path target) throws IOException {
    Path stored = file(file.sha256());
    disk.share(stored, target);
    digests.linked(stored, target);
  }

  /** The bytes of one stored file. */
  public byte[] read(ArtifactFile file) throws IOException {
    return BoundedFile.read(file(file.sha256()));
  }

  /** Removes a stored stage of which a file was found damaged, and the damaged files. */
  public void forget(StoredStage stored) throws IOException {
    for (ArtifactFile file : stored.files()) {
      Path path = file(file.sha256());
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && digests.of(path).equals(file.sha256()))) {
        disk.discard(path);
      }
    }
    disk.discard(entryOf(stored));
  }

  /** Every entry that can be read, and where it is. */
  List<Path> entries() throws IOException {
    return below(root.resolve("stages"), ENDING);
  }

  /** Everything in the store that is neither an entry nor a pointer to one. */
  List<Path> files() throws IOException {
    return below(root.resolve("files"), "");
  }

  Optional<StoredStage> read(Path entry) {
    try {
      return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
              && Files.size(entry) <= MAX_ENTRY_BYTES
          ? Optional.of(Json.read(entry, StoredStage.class))
          : Optional.empty();
    } catch (IOException | RuntimeException _) {
      // as good as never stored
      return Optional.empty();
    }
  }

  void discard(Path path) throws IOException {
    disk.discard(path);
  }

  private static List<Path> below(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var found = Files.walk(folder)) {
      return new ArrayList<>(
          found
              .filter(path -> path.toString().endsWith(ending))
              .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList());
    }
  }

  private Path entryOf(StoredStage stored) {
    return entry(stored.pipeline(), stored.entry().stage(), stored.entry().cacheKey());
  }

  private Path entry(String pipeline, String stage, String key) {
    return stageFolder(pipeline, stage).resolve(key + ENDING);
  }

  private Path stageFolder(String pipeline, String stage) {
    return root.resolve("stages").resolve(pipeline).resolve(stage);
  }

  Path file(String sha256) {
    return root.resolve("files").resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
