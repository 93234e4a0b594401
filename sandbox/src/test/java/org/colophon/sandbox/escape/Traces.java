package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program left outside its folder, on disk and in the kernel.
 *
 * @param mark in the names of all that an escape leaves outside, and an argument of its processes
 * @param place the folder of the trial
 */
record Traces(String mark, Path place) {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_500_000_000_000L);
  private static final List<String> OF_THE_MACHINE =
      List.of(
          "/",
          "/usr",
          "/usr/bin",
          "/etc",
          "/lib",
          "/var",
          "/opt",
          "/tmp",
          "/var/tmp",
          "/dev/shm",
          "/run");
  private static final int SET_ID = 06000;

  Path stage() {
    return place.resolve("runs/mine/stage");
  }

  Path other() {
    return place.resolve("runs/other");
  }

  Path input() {
    return place.resolve("runs/mine/input");
  }

  void lay() throws IOException {
    Files.createDirectories(stage());
    Files.createDirectories(other());
    Files.createDirectories(input());
    Files.setLastModifiedTime(Files.writeString(other().resolve("secret"), "planted\n"), LONG_AGO);
    Files.writeString(input().resolve("data"), "data\n");
    Files.setPosixFilePermissions(other(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Looks, and takes away what it finds outside. */
  List<String> found() throws IOException {
    List<String> found = new ArrayList<>();
    if (!isOtherRunUntouched()) {
      found.add("changed another run");
    }
    if (!names(input()).equals(List.of("data"))
        || !Files.readString(input().resolve("data")).equals("data\n")) {
      found.add("changed its input");
    }
    if (!Files.isDirectory(stage())) {
      found.add("moved its folder");
    }
    found.addAll(filesOfTheMachine());
    if (hasLine(Path.of("/proc/sysvipc/shm"), " " + mark + " ")) {
      found.add("left shared memory");
      run("ipcrm", "-M", mark);
    }
    if (hasLine(Path.of("/proc/self/mountinfo"), place.toString())) {
      found.add("left a mount");
    }
    found.addAll(oddFiles());
    found.addAll(survivors());
    return found;
  }

  private boolean isOtherRunUntouched() throws IOException {
    Path secret = other().resolve("secret");
    return names(other()).equals(List.of("secret", "service.sock"))
        && Files.readString(secret).equals("planted\n")
        && Files.getLastModifiedTime(secret).equals(LONG_AGO)
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(other()))
            .equals("rwxr-xr-x");
  }

  private List<String> filesOfTheMachine() throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder : OF_THE_MACHINE) {
      if (Files.deleteIfExists(Path.of(folder, "escaped-" + mark))) {
        found.add("wrote into " + folder);
      }
    }
    return found;
  }

  /** Those that the orchestrator's user should not have in a folder of its own. */
  private List<String> oddFiles() throws IOException {
    List<String> found = new ArrayList<>();
    Object owner = Files.getAttribute(place, "unix:uid");
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isSymbolicLink() && (mode & SET_ID) != 0) {
              found.add("left the set-id file " + file.getFileName());
            }
            if (!owner.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
              found.add("left a file of another user's");
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  /** By an argument that nothing else has. */
  private List<String> survivors() {
    List<ProcessHandle> survivors =
        ProcessHandle.allProcesses()
            .filter(process ->
                process.info().arguments().filter(it -> List.of(it).contains(mark)).isPresent())
            .toList();
    survivors.forEach(ProcessHandle::destroyForcibly);
    return survivors.isEmpty() ? List.of() : List.of("left processes running");
  }

  /** What it did to its own folder must not keep us from taking that away. */
  void remove() throws IOException {
    run("chmod", "-R", "u+rwx", "--", place.toString());
    run("rm", "-rf", "--", place.toString());
  }

  private static void run(String... argv) throws IOException {
    new ProcessBuilder(argv)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  private static boolean hasLine(Path file, String text) throws IOException {
    return Files.exists(file)
        && Files.readAllLines(file).stream().anyMatch(line -> line.contains(text));
  }
}
