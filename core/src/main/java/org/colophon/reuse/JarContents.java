package org.colophon.reuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.colophon.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a jar holds, whatever tool packed it and when: the digest covers names and contents of its
 * entries, and of its manifest only what a JVM goes by. Order, times and compression do not count.
 */
final class JarContents {
  /** What Maven packs of itself; the JVM does not read it. */
  private static final String OF_MAVEN = "META-INF/maven/";

  private JarContents() {}

  static String digest(Path jar) throws IOException {
    StringBuilder listing = new StringBuilder();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      for (ZipEntry entry :
          file.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
        boolean counts =
            !entry.isDirectory()
                && !entry.getName().equals(JarFile.MANIFEST_NAME)
                && !entry.getName().startsWith(OF_MAVEN);
        if (counts) {
          try (InputStream content = file.getInputStream(entry)) {
            listing.append(Sha256.of(content.readAllBytes()));
          }
          listing.append("  ").append(entry.getName()).append('\n');
        }
      }
      listing.append(classPath(file.getManifest())).append('\n');
      listing.append(attribute(file.getManifest(), Attributes.Name.MULTI_RELEASE));
    } catch (ZipException _) {
      // no jar; the JVM will say so
      return Sha256.of(jar);
    }
    return Sha256.of(listing.toString());
  }

  /** The jars beside it that its manifest names, as far as they are there. */
  static List<Path> classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      List<Path> named = new ArrayList<>();
      for (String name : classPath(file.getManifest()).split(" ", -1)) {
        Path path = jar.resolveSibling(name);
        if (name.endsWith(".jar") && Files.isRegularFile(path)) {
          named.add(path);
        }
      }
      return named;
    } catch (ZipException _) {
      return List.of();
    }
  }

  private static String classPath(@Nullable Manifest manifest) {
    return attribute(manifest, Attributes.Name.CLASS_PATH);
  }

  private static String attribute(@Nullable Manifest manifest, Attributes.Name name) {
    String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }
}
