package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.colophon.process.Command;
import org.colophon.process.DiskLimit;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Killed;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ProcessOutcome.OutputTooLarge;
import org.colophon.process.ProcessOutcome.TimedOut;
import org.colophon.process.ProcessOutcome.TooMuchDisk;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Limits;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.PolicyRefused;
import org.colophon.sandbox.Promise;
import org.colophon.sandbox.Resource;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxPolicy;

/** One escape under one backend, judged from inside and from the host. */
final class EscapeTrial {
  private static final int SIGSYS = 31;
  private static final int OUTPUT_BYTES = 1_000_000;
  private static final long DISK_BYTES = 30_000_000;

  /** Of files, where the disk is not the matter. */
  private static final long ROOMY = 200_000_000;

  private final Escape escape;
  private final Sandbox sandbox;
  private final String mark = Integer.toString(new Random().nextInt(100_000_000, 1_000_000_000));
  private final Path place;
  private final Traces traces;

  /**
   * @param folder existing, for a folder of its own
   */
  EscapeTrial(Escape escape, Sandbox sandbox, Path folder) {
    this.escape = escape;
    this.sandbox = sandbox;
    this.place = folder.resolve(mark);
    this.traces = new Traces(mark, place);
  }

  Verdict judge() throws IOException, PolicyRefused {
    traces.lay();
    boolean talksToNobody = !Files.readString(escape.script()).contains("service-");
    try (Bait bait = new Bait(mark, traces.other(), !talksToNobody)) {
      return judge(bait);
    } finally {
      traces.remove();
    }
  }

  private Verdict judge(Bait bait) throws IOException, PolicyRefused {
    Confined confined = sandbox.confine(command(bait), policy());
    boolean claimed = escape.guard().isClaimed(sandbox, confined);
    if (!claimed && escape.onlyWhereClaimed()) {
      confined.close();
      return new Verdict.NotEnforced(Verdict.NotEnforced.NOT_STARTED);
    }
    Path out = place.resolve("stdout");
    Path err = place.resolve("stderr");
    ProcessOutcome outcome =
        confined.run(new ProcessRunner(), limits(), out, err, _ -> {}).outcome();

    List<String> evidence = new ArrayList<>(bait.taken());
    evidence.addAll(traces.found());
    evidence.addAll(ofEnd(outcome, Files.readString(out, StandardCharsets.ISO_8859_1)));
    if (claimed) {
      return evidence.isEmpty()
          ? new Verdict.Held()
          : new Verdict.Failed(String.join(", ", evidence));
    }
    return new Verdict.NotEnforced(
        evidence.isEmpty() ? Verdict.NotEnforced.STAYED : Verdict.NotEnforced.GOT_OUT);
  }

  private Command command(Bait bait) throws IOException {
    List<String> argv = new ArrayList<>(escape.argv());
    argv.add(mark);
    Map<String, String> environment = new TreeMap<>(bait.environment());
    environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("OTHER", traces.other().toString());
    environment.put("INPUT", traces.input().toString());
    return new Command(argv, traces.stage(), environment).markedBy("MARK");
  }

  private SandboxPolicy policy() {
    Limits limits =
        Limits.NONE
            .with(Resource.CPUS, 1, false)
            .with(Resource.MEMORY, 60_000_000, false)
            .with(Resource.PROCESSES, 64, false)
            .with(Resource.FILE_SIZE, 40_000_000, false)
            .with(Resource.OPEN_FILES, 64, false);
    return new SandboxPolicy(
            List.of(escape.script(), traces.input()), List.of(traces.stage()), Network.NONE)
        .executing(false)
        .limitedTo(limits);
  }

  private ResourceLimits limits() {
    boolean forever = escape.guard() == Guard.ByRunner.WALL_TIME;
    boolean full = escape.guard() == Guard.ByRunner.DISK;
    // what hangs is to be found; what only is slow, as many files on a busy machine, is no failure
    return new ResourceLimits(
        forever ? Duration.ofSeconds(1) : Duration.ofMinutes(3),
        Duration.ofMillis(300),
        OUTPUT_BYTES,
        Optional.of(new DiskLimit(traces.stage(), full ? DISK_BYTES : ROOMY)));
  }

  /** What its end and its last words say against the backend. */
  private List<String> ofEnd(ProcessOutcome outcome, String said) {
    List<String> evidence = new ArrayList<>();
    if (said.contains("ESCAPED")) {
      evidence.add("says that it got out");
    }
    boolean wellEnded =
        switch (escape.guard()) {
          case Guard.ByRunner runner ->
              switch (runner) {
                case DISK -> outcome instanceof TooMuchDisk;
                case OUTPUT -> outcome instanceof OutputTooLarge;
                case WALL_TIME -> outcome instanceof TimedOut;
              };
          // it may be ended at its limit, before or after it could say that it tried
          case Guard.ByLimit _ -> !(outcome instanceof TimedOut || outcome instanceof NotStarted);
          case Guard.ByPromise(Promise promise) ->
              (outcome instanceof Exited && said.contains("TRIED"))
                  // a filter may end who makes a call, too
                  || (promise == Promise.SYSTEM_CALLS && outcome.equals(new Killed(SIGSYS)));
        };
    if (!wellEnded) {
      evidence.add(outcome.describe() + (said.contains("TRIED") ? "" : ", and had not tried all"));
    }
    return evidence;
  }
}
