package org.colophon.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts programs by a call of the C library. The JDK starts a program of its own for each, which
 * starts the one that was asked for; that takes as long as a short stage, and whatever the calling
 * thread has become, that program would have to be within its reach.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>
 */
final class Spawn {
  private static final int O_WRONLY = 1;
  private static final int O_CREAT = 0100;
  private static final int O_TRUNC = 01000;
  private static final int O_CLOEXEC = 02000000;
  private static final int OWNER_ONLY = 6 * 64; // rw-------
  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final int SETSIGMASK = 8;
  private static final int SETSID = 0x80;

  private static final int EINTR = 4;
  private static final int ENOEXEC = 8;

  /** More than the C library's structures and its set of signals take on any processor. */
  private static final int ROOMY = 1024;

  /** Without it a process is known to the JDK only if that started it. */
  private static final Path PROC = Path.of("/proc/self/stat");

  private static final String ACTIONS = "posix_spawn_file_actions_";
  private static final List<String> NAMES =
      List.of(
          "open",
          "close",
          "fcntl",
          "waitpid",
          "posix_spawn",
          "posix_spawnattr_init",
          "posix_spawnattr_setflags",
          ACTIONS + "init",
          ACTIONS + "adddup2",
          ACTIONS + "addchdir_np",
          ACTIONS + "addclosefrom_np",
          ACTIONS + "destroy");

  private static final Map<String, CLibrary.Function> FUNCTIONS = found();

  /** Loaded with this one: a thread that has become a stage's may not read its file any more. */
  static final List<Class<?>> NEEDED = List.of(Request.class, Refused.class);

  private Spawn() {}

  /**
   * What to start.
   *
   * @param argv first the program's file
   * @param descriptors open here; become 0, 1, 2 and so on, and the program has no others
   * @param session whether it begins a session of its own
   */
  record Request(
      List<String> argv,
      Map<String, String> environment,
      Path directory,
      List<Integer> descriptors,
      boolean session) {}

  /** Whether this machine's C library can do it: glibc from 2.34 on. */
  static boolean isPossible() {
    return FUNCTIONS.size() == NAMES.size() && Files.exists(PROC);
  }

  /**
   * Opens a file that is to be handed on.
   *
   * @param writes for writing, and to be made if it is not there; else for reading
   * @param lowest the least number that the descriptor may have
   */
  static int open(Path file, boolean writes, int lowest) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = (writes ? O_WRONLY | O_CREAT | O_TRUNC : 0) | O_CLOEXEC;
      long name = arena.allocateFrom(file.toString()).address();
      int first = checked(call("open", name, flags, OWNER_ONLY), "cannot open " + file);
      if (first >= lowest) {
        return first;
      }
      try {
        return duplicate(first, lowest);
      } finally {
        close(first);
      }
    }
  }

  /** Another descriptor of the same file. */
  static int duplicate(int descriptor, int lowest) throws IOException {
    return checked(
        call("fcntl", descriptor, F_DUPFD_CLOEXEC, lowest), "cannot hand on what is open");
  }

  static void close(int descriptor) {
    var _ = call("close", descriptor);
  }

  /**
   * Starts it.
   *
   * @return its number
   */
  static int start(Request request) throws IOException {
    try {
      return start(request, request.argv());
    } catch (Refused e) {
      if (e.error != ENOEXEC) {
        throw e;
      }
      // a script that does not say by what it is read, as execvp takes it
      List<String> argv = new ArrayList<>(List.of("/bin/sh"));
      argv.addAll(request.argv());
      return start(request, argv);
    }
  }

  private static int start(Request request, List<String> argv) throws Refused {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(ROOMY, Long.BYTES);
      MemorySegment attributes = arena.allocate(ROOMY, Long.BYTES);
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      var _ = call(ACTIONS + "init", actions.address());
      try {
        for (int i = 0; i < request.descriptors().size(); i++) {
          var _ = call(ACTIONS + "adddup2", actions.address(), request.descriptors().get(i), i);
        }
        var _ = call(ACTIONS + "addclosefrom_np", actions.address(), request.descriptors().size());
        long folder = arena.allocateFrom(request.directory().toString()).address();
        var _ = call(ACTIONS + "addchdir_np", actions.address(), folder);
        var _ = call("posix_spawnattr_init", attributes.address());
        // no signal blocked: the set in there is empty, and the JVM's threads block some
        int flags = SETSIGMASK | (request.session() ? SETSID : 0);
        var _ = call("posix_spawnattr_setflags", attributes.address(), flags);
        int error =
            call(
                    "posix_spawn",
                    pid.address(),
                    arena.allocateFrom(argv.getFirst()).address(),
                    actions.address(),
                    attributes.address(),
                    words(arena, argv),
                    words(
                        arena,
                        request.environment().entrySet().stream()
                            .map(variable -> variable.getKey() + "=" + variable.getValue())
                            .toList()))
                .value();
        if (error != 0) {
          throw new Refused("cannot start " + argv.getFirst(), error);
        }
        return pid.get(ValueLayout.JAVA_INT, 0);
      } finally {
        var _ = call(ACTIONS + "destroy", actions.address());
      }
    }
  }

  /** Waits for its end, and takes note of it: its number can be given to another then. */
  static int waitFor(int pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      CLibrary.Answer answer;
      do {
        answer = call("waitpid", pid, status.address(), 0);
      } while (answer.value() < 0 && answer.error() == EINTR);
      checked(answer, "cannot wait for process " + pid);
      return exitCode(status.get(ValueLayout.JAVA_INT, 0));
    }
  }

  /** As the JDK and shells have it: 128 + the signal that ended the process, else its own. */
  private static int exitCode(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }

  /** A NULL-terminated array of texts. */
  private static long words(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array.address();
  }

  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int error;

    Refused(String what, int error) {
      super(what + ": " + text(error));
      this.error = error;
    }
  }

  private static int checked(CLibrary.Answer answer, String what) throws Refused {
    if (answer.value() < 0) {
      throw new Refused(what, answer.error());
    }
    return answer.value();
  }

  private static CLibrary.Answer call(String name, long... words) {
    return Optional.ofNullable(FUNCTIONS.get(name))
        .orElseThrow(() -> new IllegalStateException("this C library has no " + name))
        .call(words);
  }

  private static Map<String, CLibrary.Function> found() {
    Map<String, CLibrary.Function> found = new HashMap<>();
    NAMES.forEach(name -> CLibrary.find(name).ifPresent(function -> found.put(name, function)));
    return Map.copyOf(found);
  }

  /** As the C library words it. */
  private static String text(int error) {
    String text =
        switch (error) {
          case 2 -> "No such file or directory";
          case 7 -> "Argument list too long";
          case 11 -> "Resource temporarily unavailable";
          case 12 -> "Cannot allocate memory";
          case 13 -> "Permission denied";
          default -> "error";
        };
    return text + " (errno " + error + ")";
  }
}
