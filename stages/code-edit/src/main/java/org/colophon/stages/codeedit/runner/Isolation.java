package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.sandbox.Bubblewrap;
import org.colophon.sandbox.BubblewrapProbe;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SystemView;

/** How a tool is kept from everything but its workspace; found out once, by trying. */
public sealed interface Isolation {
  /** A sandbox of its own for every launch. */
  record OwnSandbox(Path bwrap, SystemView system) implements Isolation {}

  /** The sandbox that this stage itself runs in, where a second one cannot be made. */
  record StageSandbox() implements Isolation {}

  /** Nothing; only where somebody asked for it. */
  record None() implements Isolation {}

  /** There is no isolation, and nobody asked for none; the message says what to do. */
  final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    private Missing(String message) {
      super(message);
    }
  }

  /** The name in results. */
  default String label() {
    return switch (this) {
      case OwnSandbox _ -> "bwrap";
      case StageSandbox() -> "stage";
      case None() -> "none";
    };
  }

  /**
   * The sandbox of one workspace.
   *
   * @param status an existing folder that no tool can write to
   */
  default Sandbox sandbox(Path status) {
    return switch (this) {
      case OwnSandbox(Path bwrap, SystemView system) -> new Bubblewrap(bwrap, system, status);
      case StageSandbox(), None() -> new NoSandbox();
    };
  }

  /**
   * The best that works here.
   *
   * @param scratch an existing, empty folder for the trial
   * @throws Missing if nothing works
   */
  static Isolation here(Path scratch, String searchPath) throws IOException, Missing {
    // first: where a stage's sandbox holds, a second one mostly cannot be made, and trying takes
    // time
    if (isStageSandbox(Path.of("/proc"))) {
      return new StageSandbox();
    }
    return switch (new BubblewrapProbe(scratch).look(searchPath)) {
      case BubblewrapProbe.Available(Path program, String _) ->
          new OwnSandbox(program, SystemView.ofThisMachine());
      case BubblewrapProbe.Unavailable(String reason) ->
          throw new Missing(
              "nothing confines ast-grep here: "
                  + reason
                  + "; to run it unconfined all the same, say so: isolation none");
    };
  }

  /**
   * Whether this very process is confined by bubblewrap: its first process is bubblewrap's, nothing
   * can be written at the root, and there is no network but loopback.
   *
   * @param proc {@code /proc}
   */
  static boolean isStageSandbox(Path proc) throws IOException {
    Path first = proc.resolve("1/comm");
    Path mounts = proc.resolve("self/mountinfo");
    Path interfaces = proc.resolve("net/dev");
    if (!Files.isReadable(first) || !Files.isReadable(mounts) || !Files.isReadable(interfaces)) {
      return false;
    }
    boolean rootIsReadOnly =
        Files.readAllLines(mounts).stream()
            .map(line -> List.of(line.split(" ", -1)))
            .filter(fields -> fields.size() > 5 && fields.get(4).equals("/"))
            .anyMatch(fields -> List.of(fields.get(5).split(",", -1)).contains("ro"));
    boolean loopbackOnly =
        Files.readAllLines(interfaces).stream()
            .skip(2)
            .map(line -> line.strip().replaceFirst(":.*", ""))
            .allMatch("lo"::equals);
    return Files.readString(first).strip().equals("bwrap") && rootIsReadOnly && loopbackOnly;
  }
}
