package org.colophon.sandbox;

/** What a stage uses and only the kernel can limit. */
public enum Resource {
  /** Processors' time, as a number of whole processors. */
  CPUS("cpus", "a writable control group (cpu)"),
  /** Bytes of memory of all its processes together, {@code /tmp} and {@code /dev/shm} included. */
  MEMORY("memory", "a writable control group (memory)"),
  /** Processes and threads at one time. */
  PROCESSES(
      "processes", "a writable control group (pids), or unshare of util-linux and Linux 5.14"),
  /** Bytes of one file. */
  FILE_SIZE("file_size", "the program prlimit of util-linux"),
  /** Open files of one process. */
  OPEN_FILES("open_files", "the program prlimit of util-linux");

  private final String label;
  private final String needs;

  Resource(String label, String needs) {
    this.label = label;
    this.needs = needs;
  }

  /** The key in pipeline files and profiles. */
  public String label() {
    return label;
  }

  /** What is missing where it cannot be limited. */
  String needs() {
    return needs;
  }
}
