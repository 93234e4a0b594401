package org.colophon.pipeline;

/**
 * What a stage asks for while it runs; others that run side by side have the rest.
 *
 * @param cpus processors
 * @param memoryBytes of main memory; 0 if it does not say
 * @param gpus devices, each for itself alone
 */
public record Resources(double cpus, long memoryBytes, int gpus) {
  /** One processor. */
  public static final Resources DEFAULT = new Resources(1, 0, 0);
}
