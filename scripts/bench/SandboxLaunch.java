import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.BubblewrapProbe;
import org.colophon.sandbox.BubblewrapProbe.Available;
import org.colophon.sandbox.Limits;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Resource;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxPolicy;

/**
 * Times the start and end of {@code true}: bare, under plain bubblewrap, under the recipe by hand
 * (RECIPE, a shell script), and under each backend. One of each after the other, so that what else
 * the machine does falls on all alike.
 */
final class SandboxLaunch {
  private static final List<String> TRUE = List.of("/bin/true");
  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofSeconds(60), Duration.ofSeconds(1), 1 << 16);

  private final Path folder;
  private final Map<String, Callable<?>> launches = new LinkedHashMap<>();
  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  private SandboxLaunch(Path folder) {
    this.folder = folder;
  }

  /** Rounds, the recipe, an empty folder. */
  public static void main(String[] args) throws Exception {
    SandboxLaunch bench = new SandboxLaunch(Path.of(args[2]));
    bench.prepare(Path.of(args[1]));
    bench.run(Integer.parseInt(args[0]));
    bench.print(Integer.parseInt(args[0]));
  }

  private void prepare(Path recipe) throws IOException {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    launches.put("bare", () -> start(TRUE));
    BubblewrapProbe probe = new BubblewrapProbe(Files.createDirectory(folder.resolve("probe")));
    Path status = Files.createDirectory(folder.resolve("status"));
    if (probe.look("/usr/bin:/bin") instanceof Available found) {
      Sandbox strongest = probe.strongest(found, status);
      launches.put("plain bwrap", () -> start(plain()));
      List<String> byHand =
          List.of("/bin/sh", recipe.toString(), status + "/seccomp-noexec.bpf", folder.toString());
      if (root) {
        launches.put("recipe by hand", () -> start(byHand));
      }
      launches.put("bubblewrap", () -> confined(strongest));
    }
    launches.put("none", () -> confined(new NoSandbox()));
  }

  /** The namespaces and folders of the recipe, and nothing else. */
  private static List<String> plain() {
    return List.of(
        "/usr/bin/bwrap --unshare-user --unshare-ipc --unshare-pid --unshare-net --unshare-uts --unshare-cgroup"
            .concat(" --die-with-parent --new-session --cap-drop ALL --ro-bind /usr /usr --symlink usr/bin /bin")
            .concat(" --symlink usr/lib /lib --symlink usr/lib64 /lib64 --proc /proc --dev /dev --tmpfs /tmp")
            .concat(" --remount-ro / -- /bin/true")
            .split(" "));
  }

  private static Object start(List<String> argv) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException(argv + " ended with code " + code);
    }
    return code;
  }

  /** As a stage of a run is started: marked, watched, with logs and every limit. */
  private Object confined(Sandbox sandbox) throws Exception {
    Path stage = Files.createDirectories(folder.resolve("stage"));
    Path input = Files.createDirectories(folder.resolve("input"));
    SandboxPolicy policy =
        new SandboxPolicy(List.of(input), List.of(stage), Network.NONE)
            .executing(false)
            .limitedTo(
                Limits.NONE
                    .with(Resource.CPUS, 2, false)
                    .with(Resource.MEMORY, 4L << 30, false)
                    .with(Resource.PROCESSES, 256, false)
                    .with(Resource.FILE_SIZE, 1L << 28, false)
                    .with(Resource.OPEN_FILES, 512, false));
    Command command =
        new Command(
                TRUE,
                stage,
                Map.of("PATH", "/usr/bin:/bin", "STAGE_DIR", stage + "/" + System.nanoTime()))
            .markedBy("STAGE_DIR");
    ProcessResult result =
        sandbox
            .confine(command, policy)
            .run(
                new ProcessRunner(),
                LIMITS,
                folder.resolve("stdout"),
                folder.resolve("stderr"),
                _ -> {});
    if (!result.outcome().equals(new Exited(0))) {
      throw new IOException(
          result.outcome().describe() + Files.readString(folder.resolve("stderr")));
    }
    return result;
  }

  private void run(int rounds) throws Exception {
    for (int round = -rounds / 4; round < rounds; round++) { // those before zero warm up
      for (Map.Entry<String, Callable<?>> launch : launches.entrySet()) {
        long start = System.nanoTime();
        launch.getValue().call();
        double millis = (System.nanoTime() - start) / 1e6;
        if (round >= 0) {
          times.computeIfAbsent(launch.getKey(), _ -> new ArrayList<>()).add(millis);
        }
      }
    }
  }

  private void print(int rounds) {
    System.out.printf("%nMedians of %d rounds, in ms, the quartiles beside them:%n%n", rounds);
    System.out.println("| launch | median | quartiles |\n|---|---:|---|");
    times.forEach((name, all) ->
        System.out.printf(
            Locale.ROOT,
            "| %s | %.1f | %.1f to %.1f |%n",
            name,
            quantile(all, 0.5),
            quantile(all, 0.25),
            quantile(all, 0.75)));
    System.out.println();
    if (!times.containsKey("bubblewrap")) {
      return;
    }
    if (times.containsKey("recipe by hand")) {
      double ratio = median("bubblewrap") / median("recipe by hand");
      System.out.printf(
          Locale.ROOT, "bubblewrap / recipe by hand: %.2f (goal: at most 1.5)%n", ratio);
    }
    System.out.printf(
        Locale.ROOT,
        "the sandbox adds %.1f ms to a stage; plain bwrap adds %.1f ms (goal: at most 4 ms more)%n",
        median("bubblewrap") - median("none"),
        median("plain bwrap") - median("bare"));
  }

  private double median(String launch) {
    return quantile(times.getOrDefault(launch, List.of()), 0.5);
  }

  private static double quantile(List<Double> all, double share) {
    double[] sorted = all.stream().mapToDouble(it -> it).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }
}
