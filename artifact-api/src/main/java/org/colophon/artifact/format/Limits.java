package org.colophon.artifact.format;

/**
 * How much of a file is read before it is refused. Every size is checked before memory is taken for
 * it.
 *
 * @param fileBytes largest file
 * @param entryBytes largest unpacked entry of an archive, or data set of an HDF5 file
 * @param totalBytes all entries of an archive together, unpacked
 * @param entries most entries of an archive, nodes of an HDF5 file, names in a folder, or columns
 * @param ratio largest ratio of unpacked to packed size of an entry over {@link #SMALL_ENTRY}
 * @param depth deepest nesting of JSON, XML, or groups
 * @param jsonBytes largest JSON text, XML document, or HDF5 file, which are held in memory whole
 */
record Limits(
    long fileBytes,
    long entryBytes,
    long totalBytes,
    int entries,
    int ratio,
    int depth,
    int jsonBytes) {

  /** Small entries may be packed as tightly as they like: an array of zeros is no attack. */
  static final long SMALL_ENTRY = 16L << 20;

  static final Limits DEFAULT =
      new Limits(512L << 20, 256L << 20, 512L << 20, 10_000, 200, 64, 64 << 20);
}
