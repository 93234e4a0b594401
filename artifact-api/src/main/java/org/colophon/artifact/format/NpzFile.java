package org.colophon.artifact.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A NumPy archive, read whole. Nothing in it is executed: an object array is a pickle and is left
 * closed.
 */
public final class NpzFile {
  private final Map<String, NpyArray> arrays;
  private final List<Finding> findings;

  private NpzFile(Map<String, NpyArray> arrays, List<Finding> findings) {
    this.arrays = arrays;
    this.findings = List.copyOf(findings);
  }

  /**
   * Reads every array; what cannot be read is in {@link #findings()}. A link to a file is followed:
   * whoever names a file here has checked what it holds.
   *
   * @throws IOException if the file cannot be opened or read for a reason outside its content
   */
  public static NpzFile read(Path file) throws IOException {
    return read(Files.isRegularFile(file) ? file.toRealPath() : file, Limits.DEFAULT);
  }

  static NpzFile read(Path file, Limits limits) throws IOException {
    Optional<Finding> refusal = SourceFile.refusal(file, limits.fileBytes());
    if (refusal.isPresent()) {
      return new NpzFile(Map.of(), List.of(refusal.get()));
    }
    ZipContent content = ZipContent.read(file, limits, name -> name.endsWith(".npy"));
    List<Finding> findings = new ArrayList<>(content.findings());
    Map<String, NpyArray> arrays = new TreeMap<>();
    content
        .entries()
        .forEach((entry, bytes) -> {
          String name = entry.substring(0, entry.length() - ".npy".length());
          try {
            NpyArray array = NpyArray.parse(name, bytes);
            arrays.put(name, array);
            noteOn(name, array).ifPresent(findings::add);
          } catch (DamagedContent damage) {
            findings.add(damage.finding());
          }
        });
    return new NpzFile(arrays, findings);
  }

  static Optional<Finding> noteOn(String name, NpyArray array) {
    String shown = Printable.of(name);
    if (array.type().kind() == 'O') {
      return Optional.of(
          Finding.ignored(
              "object_dtype_skipped",
              "array " + shown + " holds pickled Python objects and was left closed"));
    }
    if (!array.type().isSupported()) {
      return Optional.of(
          Finding.ignored(
              "unsupported_dtype:" + shown,
              "array " + shown + " has the unsupported dtype " + array.type().id()));
    }
    if (array.spare() > 0) {
      return Optional.of(
          Finding.doubtful(
              "npy_trailing:" + shown,
              array.spare() + " bytes follow the end of array " + shown + "; save it again"));
    }
    return Optional.empty();
  }

  /** Names of the arrays, sorted, refused ones included. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** Whether an array holds pickled Python objects, which are never opened. */
  public boolean isPickled(String name) {
    return array(name).type().kind() == 'O';
  }

  /** Whether {@link #doubles} gives the values of an array. */
  public boolean isReal(String name) {
    return array(name).type().isReal();
  }

  /** Whether an array holds text. */
  public boolean isText(String name) {
    return array(name).type().isText();
  }

  /**
   * The values of a real array in C order, widened to double.
   *
   * @throws IllegalArgumentException if there is no such array or it is not of real numbers
   */
  public double[] doubles(String name) {
    NpyArray array = array(name);
    if (!array.type().isReal()) {
      throw new IllegalArgumentException(
          "array " + name + " has dtype " + array.type().id() + ", not real numbers");
    }
    return array.doubles();
  }

  /**
   * @throws IllegalArgumentException if there is no such array
   */
  public long[] shape(String name) {
    return array(name).shape().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The only string of a {@code U} or {@code S} array; empty if there is no such array.
   *
   * @throws IllegalArgumentException if the array is not one string
   */
  public Optional<String> text(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(array.text(name));
    } catch (DamagedContent damage) {
      throw new IllegalArgumentException(damage.finding().message(), damage);
    }
  }

  /** What was noticed while reading, in the order of the file. */
  public List<Finding> findings() {
    return findings;
  }

  Map<String, NpyArray> arrays() {
    return arrays;
  }

  private NpyArray array(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "there is no array " + name + "; there are " + arrays.keySet());
    }
    return array;
  }
}
