import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars, in place, so that an ahead-of-time cache can hold their classes. It passes over
 * classes of signed jars, and over those compiled for Java 5 or earlier, which have no stack maps to
 * verify them by; such classes would be read, verified and linked anew at every start. Takes the
 * jars; those that need nothing are left alone.
 */
public final class CacheableJars {
  private static final String SIGNATURE = "META-INF/[^/]*\\.(SF|RSA|DSA|EC)";

  /** Versions of class files; those of Java 6 are the first with stack maps. */
  private static final int JAVA_6 = 50;

  private static final int JAVA_8 = 52;

  private CacheableJars() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      if (needsIt(Path.of(jar))) {
        rewrite(Path.of(jar));
      }
    }
  }

  private static boolean needsIt(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().matches(SIGNATURE) || isOld(entry, read(zip, entry))) {
          return true;
        }
      }
      return false;
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".rewritten");
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        if (!entry.getName().matches(SIGNATURE)) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          to.write(rewritten(from, entry));
          to.closeEntry();
        }
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] rewritten(ZipFile jar, ZipEntry entry) throws IOException {
    byte[] bytes = read(jar, entry);
    if (entry.getName().equals("META-INF/MANIFEST.MF")) {
      return withoutDigests(bytes);
    }
    return isOld(entry, bytes) ? withStackMaps(jar, bytes) : bytes;
  }

  private static byte[] withoutDigests(byte[] bytes) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
    manifest.getEntries().clear();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    manifest.write(text);
    return text.toByteArray();
  }

  private static boolean isOld(ZipEntry entry, byte[] bytes) {
    // the major version is in the seventh and eighth byte
    return entry.getName().endsWith(".class") && ByteBuffer.wrap(bytes).getShort(6) < JAVA_6;
  }

  /** The same class for Java 8. */
  private static byte[] withStackMaps(ZipFile jar, byte[] bytes) {
    ClassFile writer =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            // with the constants of the old class its methods would be copied as they are
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(hierarchy(jar)));
    return writer.transformClass(
        writer.parse(bytes),
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen((type, element) -> {
              if (element instanceof ClassFileVersion) {
                type.withVersion(JAVA_8, 0);
              } else {
                type.with(element);
              }
            }));
  }

  /** What extends what, for the types of the jar and of the JDK. */
  private static ClassHierarchyResolver hierarchy(ZipFile jar) {
    return ClassHierarchyResolver.ofResourceParsing(type -> {
          String name = type.descriptorString();
          ZipEntry entry = jar.getEntry(name.substring(1, name.length() - 1) + ".class");
          try {
            return entry == null ? null : jar.getInputStream(entry);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .orElse(ClassHierarchyResolver.defaultResolver());
  }

  private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
    return jar.getInputStream(entry).readAllBytes();
  }
}
