package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.seccomp.Architecture;

/**
 * Finds out which sandboxes work on this machine, by starting {@code true} in each.
 *
 * @param searchPath where programs are looked for: folders separated by colons
 * @param environment of the user, of which the programs of containers are given what leads them
 * @param image what stages find in a container
 * @param scratch an existing folder that no stage can reach, for the sandboxes' own files
 * @param remembered what needs no trial; empty to try in any case
 */
public record Backends(
    String searchPath,
    Map<String, String> environment,
    Optional<String> image,
    Path scratch,
    Optional<RememberedTrials> remembered) {

  /** With a trial in any case. */
  public Backends(
      String searchPath, Map<String, String> environment, Optional<String> image, Path scratch) {
    this(searchPath, environment, image, scratch, Optional.empty());
  }

  /** By these an engine finds its images, its settings and its service. */
  private static final Set<String> LEAD_ENGINES =
      Set.of(
          "HOME",
          "XDG_RUNTIME_DIR",
          "XDG_DATA_HOME",
          "XDG_CONFIG_HOME",
          "CONTAINERS_CONF",
          "CONTAINERS_STORAGE_CONF",
          "CONTAINER_HOST",
          "DOCKER_HOST",
          "DOCKER_CONTEXT",
          "DOCKER_CONFIG");

  /** What became of the trial. */
  public sealed interface Found {
    /** It works. */
    record Usable(Sandbox sandbox) implements Found {}

    /** It does not; the reason says what to change. */
    record Unusable(String reason) implements Found {}
  }

  /** Whether this one can be had, and if so in its strongest form. */
  public Found look(SandboxKind kind) throws IOException {
    return switch (kind) {
      case BUBBLEWRAP -> bubblewrap();
      case LANDLOCK -> landlock();
      case PODMAN, DOCKER -> container(kind);
      case FIREJAIL -> firejail();
      case NSJAIL -> nsjail();
      case NONE -> new Found.Usable(new NoSandbox());
    };
  }

  private Found bubblewrap() throws IOException {
    Optional<Path> program = TrialStage.find("bwrap", searchPath);
    BubblewrapProbe probe = new BubblewrapProbe(trialFolder());
    if (program.isEmpty()) {
      return notThere("bwrap", "; install the package bubblewrap");
    }
    Armour armour = Armour.ofThisMachine(scratch, program.get());
    armour.groups().removeAbandoned();
    Bubblewrap full = new Bubblewrap(program.get(), SystemView.ofThisMachine(), scratch, armour);
    Found found = tried(full, program, armour.form());
    return switch (found) {
      case Found.Usable it -> it;
      case Found.Unusable _ ->
          switch (probe.look(searchPath)) {
            case BubblewrapProbe.Available weaker ->
                new Found.Usable(probe.strongest(weaker, scratch));
            case BubblewrapProbe.Unavailable(String reason) -> new Found.Unusable(reason);
          };
    };
  }

  private Found landlock() throws IOException {
    Optional<Architecture> here = Architecture.ofThisMachine();
    int version = Landlock.version();
    if (here.isEmpty() || version < Landlock.TRUNCATES) {
      return new Found.Unusable(
          "this kernel has Landlock "
              + version
              + ", and "
              + Landlock.TRUNCATES
              + " (Linux 6.2) is needed, on x86_64 or aarch64");
    }
    return tried(
        new LandlockOnly(SystemView.ofThisMachine(), here.get(), version),
        Optional.empty(),
        "version " + version);
  }

  private Found container(SandboxKind kind) throws IOException {
    Optional<Path> program = TrialStage.find(kind.label(), searchPath);
    if (program.isEmpty()) {
      return notThere(kind.label(), "");
    }
    if (image.isEmpty()) {
      return new Found.Unusable(
          kind.label() + " needs an image; name it in the profile, with its digest: image");
    }
    ContainerEngine.writeFilters(scratch);
    Found full = tried(engine(kind, program.get(), image.get(), true), program, image.get());
    return switch (full) {
      case Found.Usable it -> it;
      case Found.Unusable(String reason) -> {
        // a user without control groups of its own
        Found less =
            tried(
                engine(kind, program.get(), image.get(), false),
                program,
                image.get() + " without control groups");
        yield less instanceof Found.Usable ? less : new Found.Unusable(reason);
      }
    };
  }

  private ContainerEngine engine(SandboxKind kind, Path program, String of, boolean groups) {
    Map<String, String> client = new TreeMap<>(environment);
    client.keySet().retainAll(LEAD_ENGINES);
    client.put("PATH", searchPath);
    return new ContainerEngine(kind, program, of, scratch, client, groups);
  }

  private Found firejail() throws IOException {
    Optional<Path> program = TrialStage.find("firejail", searchPath);
    return program.isEmpty()
        ? notThere("firejail", "")
        : tried(
            new Firejail(
                program.get(), SystemView.ofThisMachine(), Firejail.rootFolders(), scratch),
            program,
            "");
  }

  private Found nsjail() throws IOException {
    Optional<Path> program = TrialStage.find("nsjail", searchPath);
    return program.isEmpty()
        ? notThere("nsjail", "")
        : tried(new NsJail(program.get(), SystemView.ofThisMachine(), scratch), program, "");
  }

  private Found notThere(String program, String wayOut) {
    return new Found.Unusable("there is no " + program + " on the PATH " + searchPath + wayOut);
  }

  /**
   * Starts {@code true} in it, unless that is known to work.
   *
   * @param form what else it consists of, besides the program
   */
  private Found tried(Sandbox sandbox, Optional<Path> program, String form) throws IOException {
    RememberedTrials.Trial trial = new RememberedTrials.Trial(sandbox.kind(), program, form);
    if (remembered.isPresent() && remembered.get().has(trial)) {
      return new Found.Usable(sandbox);
    }
    Optional<String> failure = new TrialStage(trialFolder()).failure(sandbox);
    if (failure.isPresent()) {
      return new Found.Unusable(failure.get());
    }
    remembered.ifPresent(it -> it.add(trial));
    return new Found.Usable(sandbox);
  }

  private Path trialFolder() throws IOException {
    return Files.createDirectories(scratch.resolve("trial"));
  }
}
