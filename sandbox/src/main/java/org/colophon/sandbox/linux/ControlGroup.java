package org.colophon.sandbox.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.colophon.sandbox.linux.ControlGroups.Controller;

/** The control group of one stage: its limits, and what happened at them. */
public final class ControlGroup implements AutoCloseable {
  /** The time over which a share of the processors is counted. */
  private static final long PERIOD_MICROS = 100_000;

  private static final String TASKS = "tasks";
  private static final String THIS_THREAD = "0";

  private static final int REMOVAL_TRIES = 200;
  private static final long REMOVAL_PAUSE_NANOS = 5_000_000;

  private final Map<Controller, ControlGroups.Parent> parents = new EnumMap<>(Controller.class);
  private final Map<Controller, Long> limits;
  private final String name;
  private final List<FileChannel> wayBack = new ArrayList<>();

  ControlGroup(
      String name, Map<Controller, ControlGroups.Parent> all, Map<Controller, Long> limits) {
    this.name = name;
    this.limits = Map.copyOf(limits);
    limits
        .keySet()
        .forEach(controller -> {
          ControlGroups.Parent parent = all.get(controller);
          if (parent == null) {
            throw new IllegalArgumentException("no control group can be made for " + controller);
          }
          parents.put(controller, parent);
        });
  }

  /** The files into which a process must write itself to be in those of version 2. */
  public List<Path> entrances() {
    return parents(true)
        .map(parent -> parent.folder().resolve(name).resolve("cgroup.procs"))
        .toList();
  }

  /**
   * Puts the calling thread, and what it starts, into the groups of version 1. Those take single
   * threads, which is as well faster: the kernel moves a whole process only after a grace period of
   * all processors.
   */
  public void enter() throws IOException {
    for (ControlGroups.Parent parent : parents(false).toList()) {
      // opened now: the thread may have become another user by then
      wayBack.add(FileChannel.open(parent.folder().resolve(TASKS), StandardOpenOption.WRITE));
      Files.writeString(parent.folder().resolve(name).resolve(TASKS), THIS_THREAD);
    }
  }

  /** Takes the calling thread out again; what it started stays. */
  public void leave() throws IOException {
    for (FileChannel back : wayBack) {
      try (back) {
        var _ = back.write(StandardCharsets.US_ASCII.encode(THIS_THREAD));
      }
    }
    wayBack.clear();
  }

  private Stream<ControlGroups.Parent> parents(boolean unified) {
    return parents.values().stream().filter(parent -> parent.unified() == unified).distinct();
  }

  /** Makes it. */
  public void make() throws IOException {
    for (Path folder : folders()) {
      Files.createDirectory(folder);
    }
    for (Controller controller : parents.keySet()) {
      limit(controller, limits.getOrDefault(controller, 0L));
    }
  }

  private void limit(Controller controller, long amount) throws IOException {
    Path folder = folder(controller);
    boolean unified = isUnified(controller);
    switch (controller) {
      case MEMORY -> {
        write(folder.resolve(unified ? "memory.max" : "memory.limit_in_bytes"), amount);
        // without it a stage would go on in swap; a kernel may not count swap at all
        writeIfThere(
            folder.resolve(unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes"),
            unified ? 0 : amount);
      }
      case PROCESSES -> write(folder.resolve("pids.max"), amount);
      case CPUS -> {
        if (unified) {
          Files.writeString(
              folder.resolve("cpu.max"), amount * PERIOD_MICROS + " " + PERIOD_MICROS);
        } else {
          write(folder.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
          write(folder.resolve("cpu.cfs_quota_us"), amount * PERIOD_MICROS);
        }
      }
    }
  }

  /** How many processes the kernel killed because the group was out of memory. */
  public long killedForMemory() throws IOException {
    return limits.containsKey(Controller.MEMORY)
        ? counter(
            Controller.MEMORY,
            isUnified(Controller.MEMORY) ? "memory.events" : "memory.oom_control",
            "oom_kill")
        : 0;
  }

  /** How many times a process could not be started because there were too many. */
  public long refusedProcesses() throws IOException {
    return limits.containsKey(Controller.PROCESSES)
        ? counter(Controller.PROCESSES, "pids.events", "max")
        : 0;
  }

  private long counter(Controller controller, String file, String key) throws IOException {
    try {
      return Files.readAllLines(folder(controller).resolve(file)).stream()
          .filter(line -> line.startsWith(key + " "))
          .mapToLong(line -> Long.parseLong(line.substring(key.length() + 1).strip()))
          .sum();
    } catch (NoSuchFileException e) {
      // never made: the stage did not start
      return 0;
    }
  }

  /** Kills what is left in it, and removes it. */
  @Override
  public void close() throws IOException {
    for (Path folder : folders()) {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    for (int tries = 0; Files.exists(folder); tries++) {
      try {
        Files.delete(folder);
      } catch (IOException e) {
        if (tries == REMOVAL_TRIES) {
          throw e;
        }
        kill(folder);
        LockSupport.parkNanos(REMOVAL_PAUSE_NANOS);
      }
    }
  }

  private static void kill(Path folder) throws IOException {
    for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
      // never this program, should a thread of it have been unable to leave
      ProcessHandle.of(Long.parseLong(pid))
          .filter(process -> !process.equals(ProcessHandle.current()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private List<Path> folders() {
    return parents.keySet().stream().map(this::folder).distinct().toList();
  }

  private Path folder(Controller controller) {
    return parent(controller).folder().resolve(name);
  }

  private boolean isUnified(Controller controller) {
    return parent(controller).unified();
  }

  private ControlGroups.Parent parent(Controller controller) {
    ControlGroups.Parent parent = parents.get(controller);
    if (parent == null) {
      throw new IllegalStateException(controller + " is not limited by " + name);
    }
    return parent;
  }

  private static void write(Path file, long amount) throws IOException {
    Files.writeString(file, Long.toString(amount));
  }

  private static void writeIfThere(Path file, long amount) throws IOException {
    if (Files.exists(file)) {
      write(file, amount);
    }
  }
}
