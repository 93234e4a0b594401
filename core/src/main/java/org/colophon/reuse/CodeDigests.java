package org.colophon.reuse;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.artifact.Sha256;

/**
 * Digests of the files that code consists of, by a name that does not change when the whole is
 * moved. A jar counts by what it holds; the jars that its manifest names count by their bytes,
 * since unpacking all of them would take a second.
 */
public final class CodeDigests {
  /** What Python leaves beside the code that it ran; made from it, and with times in it. */
  private static final String COMPILED_PYTHON = "__pycache__";

  private static final String ABSENT = "absent";

  private final Path base;
  private final FileDigests digests;
  private final Map<String, SortedMap<String, String>> jars = new ConcurrentHashMap<>();

  /**
   * @param base folder that names are relative to
   */
  public CodeDigests(Path base, FileDigests digests) {
    this.base = base;
    this.digests = digests;
  }

  /** Of files and folders; one that is not there counts as absent. */
  public SortedMap<String, String> of(Collection<Path> paths) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    for (Path path : paths) {
      all.putAll(of(path));
    }
    return all;
  }

  /** One digest of a file, or of all files below a folder. */
  public String whole(Path path) throws IOException {
    StringBuilder listing = new StringBuilder();
    ofTree(path)
        .forEach((name, sha256) -> listing.append(sha256).append("  ").append(name).append('\n'));
    return Sha256.of(listing.toString());
  }

  /** The name of a path in a key: relative as long as it is near, so that moving changes none. */
  public String name(Path path) {
    Path around = base.resolveSibling("").normalize();
    Path name = path.startsWith(around) ? base.relativize(path) : path;
    return name.toString().replace(File.separatorChar, '/');
  }

  private SortedMap<String, String> of(Path path) throws IOException {
    return path.toString().endsWith(".jar") && Files.isRegularFile(path)
        ? ofJar(path)
        : ofTree(path);
  }

  /** Unpacking a jar takes a while, so it is done once for each that there is. */
  private SortedMap<String, String> ofJar(Path jar) throws IOException {
    String stamp = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
    SortedMap<String, String> seen = jars.get(stamp);
    if (seen == null) {
      seen = new TreeMap<>();
      seen.put(name(jar), JarContents.digest(jar));
      for (Path library : JarContents.classPath(jar)) {
        seen.put(name(library), digests.of(library));
      }
      jars.put(stamp, seen);
    }
    return seen;
  }

  private SortedMap<String, String> ofTree(Path path) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    if (!Files.exists(path)) {
      found.put(name(path), ABSENT);
      return found;
    }
    Files.walkFileTree(
        path,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return String.valueOf(folder.getFileName()).equals(COMPILED_PYTHON)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              found.put(name(file), digests.of(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // such as a loop of links, or what may not be read: the stage cannot read it either
            found.put(name(file), "unreadable");
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
