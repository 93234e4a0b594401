package org.colophon.stages.codeedit.workspace;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.colophon.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The files of one task, in a folder that nothing else uses. Not for two threads at once.
 *
 * <pre>
 * files/    the files; changed by an action that was applied, and by nothing else
 * after/    what an action makes of them, until it is known to parse
 * rule/     rules and settings of the tool
 * tests/    a copy for tests, which may write
 * logs/     what the tool printed
 * status/   the sandbox's own accounts
 * </pre>
 */
public final class Workspace {
  private final Path root;
  private final SortedMap<String, byte[]> content;

  private Workspace(Path root, WorkspaceFiles files) {
    this.root = root;
    this.content = new TreeMap<>(files.bytes());
  }

  /**
   * Lays the files in a new folder.
   *
   * @param base an existing folder, for this and other workspaces
   */
  public static Workspace lay(Path base, WorkspaceFiles files) throws IOException {
    Path root = Files.createDirectory(base.resolve(UUID.randomUUID().toString()));
    Workspace workspace = new Workspace(root, files);
    for (Path folder :
        new Path[] {workspace.files(), workspace.rule(), workspace.logs(), workspace.status()}) {
      Files.createDirectory(folder);
    }
    write(workspace.files(), workspace.content);
    return workspace;
  }

  /** The folder of all of it. */
  public Path root() {
    return root;
  }

  public Path files() {
    return root.resolve("files");
  }

  public Path rule() {
    return root.resolve("rule");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path status() {
    return root.resolve("status");
  }

  /** What the files hold now, by path; not to be changed. */
  public SortedMap<String, byte[]> content() {
    return new TreeMap<>(content);
  }

  /** Lays files beside the workspace's own, to be looked at before they take their places. */
  public Path layAside(SortedMap<String, byte[]> changed) throws IOException {
    Path aside = fresh("after");
    write(aside, changed);
    return aside;
  }

  /** Lays a copy of the files that may be written to. */
  public Path layCopy() throws IOException {
    Path copy = fresh("tests");
    write(copy, content);
    return copy;
  }

  /** Puts what an action made of the files in their places. */
  public void take(SortedMap<String, byte[]> changed) throws IOException {
    write(files(), changed);
    content.putAll(changed);
  }

  /**
   * The SHA-256 of what the files hold, as the contract has it for artifacts: of the lines {@code
   * <sha256> <path>}, sorted by path.
   */
  public static String sha256(SortedMap<String, byte[]> content) {
    StringBuilder lines = new StringBuilder();
    content.forEach(
        (path, bytes) -> lines.append(Sha256.of(bytes)).append("  ").append(path).append('\n'));
    return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Removes the folder and all in it; links are removed, not followed. */
  public void remove() throws IOException {
    removeTree(root);
  }

  private Path fresh(String name) throws IOException {
    Path folder = root.resolve(name);
    if (Files.exists(folder)) {
      removeTree(folder);
    }
    return Files.createDirectory(folder);
  }

  private static void write(Path folder, Map<String, byte[]> content) throws IOException {
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling(""));
      Files.write(target, file.getValue());
    }
  }

  private static void removeTree(Path folder) throws IOException {
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      // tests can make trees that no path is long enough for; rm goes down folder by folder
      Process rm = new ProcessBuilder("rm", "-rf", "--", folder.toString()).start();
      rm.getErrorStream().transferTo(OutputStream.nullOutputStream());
      rm.onExit().join();
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }

  /** Removes what it visits. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
