package org.colophon.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A process and all that it started, as far as looking can tell: its descendants, and whatever
 * carries its mark. A process seen once is known from then on, also when its parent has gone and it
 * belongs to nobody.
 */
final class ProcessTree {
  /** A process that does not even end on SIGKILL is stuck in the kernel; this is waited for it. */
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  private static final Duration KILL_INTERVAL = Duration.ofMillis(1);

  /** One that forks and exits all the time can slip past a look, so one empty look is no proof. */
  private static final int EMPTY_LOOKS = 5;

  private final Set<ProcessHandle> known = new HashSet<>();

  private final Optional<Mark> mark;

  private final ProcessHandle root;
  private final long beganNanos;

  ProcessTree(ProcessHandle root, Optional<Mark> mark, long beganNanos) {
    this.mark = mark;
    this.root = root;
    this.beganNanos = beganNanos;
    known.add(root);
  }

  /** Takes in what was started since, and forgets what has ended. */
  void look() {
    known.removeIf(process -> !isRunning(process));
    List<ProcessHandle> roots = known.stream().filter(process -> !hasKnownParent(process)).toList();
    if (roots.size() == 1) {
      roots.getFirst().descendants().filter(ProcessTree::isRunning).forEach(known::add);
    } else if (!roots.isEmpty()) {
      // each question for descendants reads about every process there is, and roots may be
      // thousands
      addDescendantsOf(roots);
    }
  }

  private void addDescendantsOf(List<ProcessHandle> roots) {
    Map<ProcessHandle, List<ProcessHandle>> children = new HashMap<>();
    ProcessHandle.allProcesses()
        .forEach(process ->
            process
                .parent()
                .ifPresent(parent ->
                    children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(process)));
    Deque<ProcessHandle> ahead = new ArrayDeque<>(roots);
    while (!ahead.isEmpty()) {
      for (ProcessHandle child : children.getOrDefault(ahead.removeFirst(), List.of())) {
        ahead.addLast(child);
        if (isRunning(child)) {
          known.add(child);
        }
      }
    }
  }

  /**
   * A look that also finds those who detached themselves; it reads about every process there is.
   */
  void search() {
    look();
    mark.ifPresent(
        it -> it.forEachCarrier(() -> PidWindow.since(root.pid(), beganNanos), known::add));
  }

  void adopt(Collection<ProcessHandle> strays) {
    known.addAll(strays);
    look();
  }

  boolean isGone() {
    return known.stream().noneMatch(ProcessTree::isRunning);
  }

  /** What the system tells of each that is known. */
  List<ProcEntry> entries() {
    return known.stream().map(ProcEntry::of).toList();
  }

  /** Each running process as {@code pid 42 (sleep)}, by pid. */
  List<String> names() {
    return known.stream()
        .filter(ProcessTree::isRunning)
        .sorted()
        .map(process -> "pid " + process.pid() + " (" + ProcEntry.of(process).name() + ")")
        .toList();
  }

  /**
   * Asks every process to end. A process whose child lives in a pid namespace of its own is left
   * out: it is the wrapper of a sandbox, its end would kill what is inside without any grace, and
   * it ends by itself after what it wraps.
   */
  void terminate() {
    search();
    Set<ProcessHandle> wrappers = namespaceWrappers();
    known.stream().filter(process -> !wrappers.contains(process)).forEach(ProcessHandle::destroy);
  }

  /** Kills until nothing is left, since a process may start another while it is being killed. */
  void kill() {
    long patience = System.nanoTime() + KILL_PATIENCE.toNanos();
    int empty = 0;
    look();
    do {
      known.forEach(ProcessHandle::destroyForcibly);
      // each as it is found: one that forks and exits all the time is gone after a whole search
      mark.ifPresent(it -> it.forEachCarrier(Optional::empty, this::kill));
      LockSupport.parkNanos(KILL_INTERVAL.toNanos());
      look();
      empty = known.isEmpty() ? empty + 1 : 0;
    } while (empty < (mark.isPresent() ? EMPTY_LOOKS : 1) && System.nanoTime() < patience);
  }

  private void kill(ProcessHandle process) {
    process.destroyForcibly();
    known.add(process);
  }

  private boolean hasKnownParent(ProcessHandle process) {
    return process.parent().filter(known::contains).isPresent();
  }

  /** One question for each process: what it leaves behind may be thousands. */
  private Set<ProcessHandle> namespaceWrappers() {
    Set<ProcessHandle> wrappers = new HashSet<>();
    for (ProcessHandle child : known) {
      child
          .parent()
          .filter(known::contains)
          .filter(parent -> depth(child) > depth(parent))
          .ifPresent(wrappers::add);
    }
    return wrappers;
  }

  private static int depth(ProcessHandle process) {
    return ProcEntry.of(process).pidNamespaceDepth();
  }

  /** A zombie that its new parent does not bury still counts as alive for the JDK. */
  private static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !ProcEntry.of(process).isZombie();
  }
}
