package org.colophon.stages.codeedit.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a workspace is made of: text in UTF-8 by relative path, few and small, under names
 * that every machine can hold.
 *
 * @param bytes by path, sorted; line ends and byte order marks as they are
 */
public record WorkspaceFiles(SortedMap<String, byte[]> bytes) {
  public static final int MOST_FILES = 64;
  public static final long MOST_BYTES = 4L << 20;

  public WorkspaceFiles {
    bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
  }

  /**
   * The files of a task.
   *
   * @throws WorkspaceRefused for the first that cannot be taken
   */
  public static WorkspaceFiles of(Map<String, String> texts) throws WorkspaceRefused {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    for (Map.Entry<String, String> file : texts.entrySet()) {
      try {
        ByteBuffer encoded =
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(file.getValue()));
        byte[] content = new byte[encoded.remaining()];
        encoded.get(content);
        bytes.put(file.getKey(), content);
      } catch (CharacterCodingException e) {
        throw refused(file.getKey(), "the text contains half of a surrogate pair");
      }
    }
    return checked(bytes);
  }

  /**
   * The files of a folder, which is only read. Links are not followed but refused.
   *
   * @throws WorkspaceRefused for the first that cannot be taken
   */
  public static WorkspaceFiles in(Path folder) throws IOException, WorkspaceRefused {
    FolderVisit visit = new FolderVisit(folder);
    Files.walkFileTree(folder, visit);
    if (visit.refusal.isPresent()) {
      throw visit.refusal.get();
    }
    return checked(visit.found);
  }

  private static WorkspaceFiles checked(SortedMap<String, byte[]> bytes) throws WorkspaceRefused {
    if (bytes.isEmpty()) {
      throw new WorkspaceRefused("a workspace has at least one file");
    }
    if (bytes.size() > MOST_FILES) {
      throw new WorkspaceRefused(bytes.size() + " files are more than " + MOST_FILES);
    }
    Map<String, String> folded = new HashMap<>();
    long total = 0;
    for (Map.Entry<String, byte[]> file : bytes.entrySet()) {
      String path = file.getKey();
      Optional<String> fault = FileName.fault(path);
      if (fault.isPresent()) {
        throw refused(path, fault.get());
      }
      refuseClash(path, folded);
      refuseNotUtf8(path, file.getValue());
      total += file.getValue().length;
      if (total > MOST_BYTES) {
        throw new WorkspaceRefused("the files have more than " + MOST_BYTES + " bytes");
      }
    }
    return new WorkspaceFiles(bytes);
  }

  /** Every folder on the way counts: {@code A/x} and {@code a/y} are two folders or one. */
  private static void refuseClash(String path, Map<String, String> folded) throws WorkspaceRefused {
    for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      boolean whole = end < 0;
      // with its role: a file and a folder of one name clash too
      String part = whole ? path : path.substring(0, end) + "/";
      String key = fold(whole ? path : path.substring(0, end));
      String other = folded.putIfAbsent(key, part);
      if (other != null && (whole || !other.equals(part))) {
        throw refused(path, "it and " + other + " are one name where case does not count");
      }
      if (whole) {
        return;
      }
    }
  }

  /** As file systems without case compare; upper case first, since ß and ſ only meet there. */
  private static String fold(String name) {
    return Normalizer.normalize(
        name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static void refuseNotUtf8(String path, byte[] content) throws WorkspaceRefused {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length);
    CoderResult end = decoder.decode(in, out, true);
    if (end.isError()) {
      throw refused(path, "it is not UTF-8 at byte " + in.position() + "; ast-grep would skip it");
    }
  }

  private static WorkspaceRefused refused(String path, String why) {
    String shown = path.length() <= 80 ? path : path.substring(0, 80) + "…";
    return new WorkspaceRefused(shown.replaceAll("\\p{Cntrl}", "�") + ": " + why);
  }

  /** Takes what is there, and stops at what cannot be taken. */
  private static final class FolderVisit extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final SortedMap<String, byte[]> found = new TreeMap<>();
    private Optional<WorkspaceRefused> refusal = Optional.empty();
    private long total;

    private FolderVisit(Path folder) {
      this.folder = folder;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String path = folder.relativize(file).toString();
      total += attributes.size();
      if (!attributes.isRegularFile()) {
        return stop(
            refused(
                path,
                "it is no ordinary file"
                    + (attributes.isSymbolicLink() ? " but a symbolic link" : "")));
      }
      if (found.size() == MOST_FILES) {
        return stop(new WorkspaceRefused("there are more than " + MOST_FILES + " files"));
      }
      if (total > MOST_BYTES) {
        return stop(new WorkspaceRefused("the files have more than " + MOST_BYTES + " bytes"));
      }
      found.put(path, Files.readAllBytes(file));
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult stop(WorkspaceRefused why) {
      refusal = Optional.of(why);
      return FileVisitResult.TERMINATE;
    }
  }
}
