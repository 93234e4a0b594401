package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.colophon.process.Command;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Limits;
import org.colophon.sandbox.Network;
import org.colophon.sandbox.PolicyRefused;
import org.colophon.sandbox.Promise;
import org.colophon.sandbox.Resource;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxPolicy;
import org.colophon.sandbox.TrialImage;

/** Many escapes under the backends of the present user; several at a time, since many only wait. */
final class EscapeRun {
  private static final int AT_A_TIME = Runtime.getRuntime().availableProcessors() + 1;

  /**
   * One backend as one user.
   *
   * @param verdicts by the name of the escape
   * @param notEnforced what the backend says beforehand that it does not keep
   */
  record Column(String backend, Map<String, Verdict> verdicts, List<String> notEnforced) {}

  private final Path folder;
  private final List<Escape> escapes;
  private final Predicate<String> wanted;
  private final Optional<TrialImage> image;

  /**
   * @param folder an existing, empty folder
   * @param wanted the backends to try, by name
   */
  EscapeRun(Path folder, List<Escape> escapes, Predicate<String> wanted) {
    this(folder, escapes, wanted, Optional.empty());
  }

  /** The same, with containers of an image. */
  EscapeRun(
      Path folder, List<Escape> escapes, Predicate<String> wanted, Optional<TrialImage> image) {
    this.image = image;
    this.folder = folder;
    this.escapes = escapes;
    this.wanted = wanted;
  }

  /** Says on standard error how each went. */
  List<Column> columns() throws Exception {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<String, Sandbox> backend :
        Backends.here(Files.createDirectory(folder.resolve("backends")), image).entrySet()) {
      if (wanted.test(backend.getKey())) {
        columns.add(
            new Column(
                backend.getKey(),
                verdicts(backend.getKey(), backend.getValue()),
                notEnforced(backend.getValue())));
      }
    }
    return columns;
  }

  private Map<String, Verdict> verdicts(String name, Sandbox sandbox) throws Exception {
    Path trials = Files.createDirectory(folder.resolve(name));
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      Map<Escape, Future<Verdict>> running = new LinkedHashMap<>();
      for (Escape escape : escapes) {
        running.put(
            escape,
            threads.submit(() -> {
              long start = System.nanoTime();
              Verdict verdict = new EscapeTrial(escape, sandbox, trials).judge();
              System.err.printf(
                  "%s %s %s %d ms%n",
                  name, escape.name(), verdict.text(), (System.nanoTime() - start) / 1_000_000);
              return verdict;
            }));
      }
      for (Map.Entry<Escape, Future<Verdict>> each : running.entrySet()) {
        verdicts.put(each.getKey().name(), resultOf(each.getKey(), each.getValue()));
      }
    }
    return verdicts;
  }

  private static Verdict resultOf(Escape escape, Future<Verdict> running)
      throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(escape.name() + " could not be tried", e);
    }
  }

  /** Of a stage that asks for everything. */
  private List<String> notEnforced(Sandbox sandbox) throws IOException, PolicyRefused {
    List<String> lines = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      if (!sandbox.promises().contains(promise)) {
        lines.add(promise.label() + ": not promised that " + promise.text());
      }
    }
    Path stage = Files.createDirectories(folder.resolve("asking/" + sandbox.kind().label()));
    Limits limits = Limits.NONE;
    for (Resource resource : Resource.values()) {
      limits = limits.with(resource, 100, false);
    }
    SandboxPolicy policy =
        new SandboxPolicy(List.of(), List.of(stage), Network.NONE)
            .executing(false)
            .limitedTo(limits);
    try (Confined confined =
        sandbox.confine(new Command(List.of("/bin/true"), stage, Map.of()), policy)) {
      lines.addAll(confined.notEnforced());
    }
    return lines;
  }
}
