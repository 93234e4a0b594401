package org.colophon.run;

import java.util.List;

/**
 * What stages that run side by side may use together.
 *
 * @param jobs how many processes may run at once, each a stage's or an item's
 * @param stages how many stages may run at once
 * @param cpus processors
 * @param memoryBytes of main memory
 * @param gpus ids of devices, as {@code CUDA_VISIBLE_DEVICES} names them; each is leased to one
 *     stage at a time
 */
public record Capacity(int jobs, int stages, double cpus, long memoryBytes, List<String> gpus) {
  /** One stage after the other, in the order of the pipeline file. */
  public static final Capacity ONE_AT_A_TIME =
      new Capacity(1, Double.MAX_VALUE, Long.MAX_VALUE, List.of());

  public Capacity {
    gpus = List.copyOf(gpus);
    if (jobs < 1 || stages < 1) {
      throw new IllegalArgumentException("at least one stage must run at a time, was " + jobs);
    }
  }

  /** With as many stages at once as processes. */
  public Capacity(int jobs, double cpus, long memoryBytes, List<String> gpus) {
    this(jobs, jobs, cpus, memoryBytes, gpus);
  }
}
