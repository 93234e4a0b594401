package org.colophon.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.provenance.HostIdentity;
import org.colophon.provenance.Machine;

/**
 * Time, place and surroundings, which come in from outside.
 *
 * @param home folder of the program: {@code stages/} and {@code configs/} lie in it
 * @param runsDir where runs are kept
 * @param store where what stages made is kept for other runs, unless the profile names a folder
 * @param javaHome the Java that Java stages run on
 * @param environment of the user's shell; only {@code PATH} reaches a stage
 * @param host the running system, for the lock
 * @param actor who runs this, for the audit log
 * @param disk how runs are changed; another one lets a test see what a broken disk does
 */
public record Installation(
    Path home,
    Path runsDir,
    Path store,
    Path javaHome,
    Map<String, String> environment,
    Clock clock,
    Machine machine,
    HostIdentity host,
    String actor,
    String version,
    DurableFiles disk) {

  private static final String STORE = ".cache";
  private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

  public Installation {
    home = home.toAbsolutePath().normalize();
    runsDir = runsDir.toAbsolutePath().normalize();
    store = store.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /** With the store in the folder of runs, on the disk of this machine. */
  public Installation(
      Path home,
      Path runsDir,
      Path javaHome,
      Map<String, String> environment,
      Clock clock,
      Machine machine,
      HostIdentity host,
      String actor,
      String version) {
    this(
        home,
        runsDir,
        runsDir.resolve(STORE),
        javaHome,
        environment,
        clock,
        machine,
        host,
        actor,
        version,
        new DurableFiles());
  }

  /** The same machine and program, with runs and their store kept in another folder. */
  public Installation withRunsDir(Path folder) {
    return withFolders(folder, folder.resolve(STORE));
  }

  /** The same, with runs kept in {@code folder}, which share the store of the others. */
  public Installation withRunsIn(Path folder) {
    return withFolders(folder, store);
  }

  /** The same, changing runs in another way. */
  public Installation on(DurableFiles another) {
    return new Installation(
        home, runsDir, store, javaHome, environment, clock, machine, host, actor, version, another);
  }

  private Installation withFolders(Path runs, Path itsStore) {
    return new Installation(
        home, runs, itsStore, javaHome, environment, clock, machine, host, actor, version, disk);
  }

  /** The profile file of that name, or a path if it looks like one. */
  public Path profile(String name) {
    return name.contains("/") || name.endsWith(".yaml")
        ? Path.of(name)
        : home.resolve("configs").resolve("env").resolve(name + ".yaml");
  }

  /** The {@code PATH} that stages are given. */
  public String path() {
    return Optional.ofNullable(environment.get("PATH")).orElse(SYSTEM_PATH);
  }

  /** The folders of {@code PATH}, absolute ones only. */
  List<Path> pathFolders() {
    return List.of(path().split(":", -1)).stream()
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .toList();
  }
}
