package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Limits that each process carries and hands on to what it starts.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/prlimit.1.html">prlimit(1)</a>
 */
final class Rlimits {
  private Rlimits() {}

  /**
   * The beginning of a command line that sets them and becomes the rest of it. There are no core
   * dumps in any case, since a program of the machine's owner would be given them to handle.
   *
   * @param ownUser whether the stage's user has no other processes, which are counted with it
   */
  static List<String> arguments(Limits limits, boolean ownUser) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(Armour.PRLIMIT.toString(), "--core=0", "--msgqueue=0"));
    add(arguments, "--fsize=", limits.amount(Resource.FILE_SIZE), "Max file size");
    add(arguments, "--nofile=", limits.amount(Resource.OPEN_FILES), "Max open files");
    if (ownUser) {
      OptionalLong processes = limits.amount(Resource.PROCESSES);
      if (processes.isPresent()) {
        long all = processes.getAsLong() + Bubblewrap.OWN_PROCESSES;
        add(arguments, "--nproc=", OptionalLong.of(all), "Max processes");
      }
    }
    return arguments;
  }

  /** Nothing is raised above what this program has itself: not even root always may. */
  private static void add(
      List<String> arguments, String option, OptionalLong wanted, String kernelName)
      throws IOException {
    if (wanted.isPresent()) {
      long hard = hardLimit(Files.readAllLines(Path.of("/proc/self/limits")), kernelName);
      arguments.add(option + Math.min(wanted.getAsLong(), hard));
    }
  }

  /** A line is {@code Max open files 1024 1048576 files}. */
  static long hardLimit(List<String> lines, String kernelName) {
    return lines.stream()
        .filter(line -> line.startsWith(kernelName + " "))
        .map(line -> line.substring(kernelName.length()).strip().split(" +", -1)[1])
        .filter(hard -> !hard.equals("unlimited"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
