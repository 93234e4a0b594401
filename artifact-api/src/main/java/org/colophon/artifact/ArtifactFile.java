package org.colophon.artifact;

/**
 * One file of an artifact.
 *
 * @param path relative to the artifact's folder, with {@code /}
 * @param sha256 lower-case hexadecimal
 */
public record ArtifactFile(String path, long bytes, String sha256) {}
