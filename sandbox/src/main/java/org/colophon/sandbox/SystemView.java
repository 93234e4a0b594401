package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of the machine's own system a stage sees, read-only: enough to start the installed programs,
 * and nothing of people, services or other runs.
 *
 * @param folders programs, libraries and the few files that they look up
 * @param networkFiles files that only make sense with the machine's network
 * @param kernelControls files and folders through which root changes the kernel, to be covered;
 *     empty when the orchestrator is not root, since the kernel then refuses by itself
 */
public record SystemView(List<Path> folders, List<Path> networkFiles, List<Path> kernelControls) {
  private static final List<String> FOLDERS =
      List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32");

  /**
   * Below {@code /etc}; names with a star are patterns. Never a folder that holds private keys too:
   * root can read those even without capabilities.
   */
  private static final List<String> CONFIGURATION =
      List.of(
          "alternatives",
          "ca-certificates*",
          "crypto-policies",
          "fonts",
          "group",
          "hosts",
          "java*",
          "ld.so.cache",
          "localtime",
          "mime.types",
          "nsswitch.conf",
          "passwd",
          "pki/ca-trust",
          "pki/java",
          "pki/tls/certs",
          "pki/tls/openssl.cnf",
          "protocols",
          "python*",
          "R",
          "services",
          "ssl/certs",
          "ssl/openssl.cnf",
          "texmf",
          "timezone");

  private static final List<String> PROGRAM_FOLDERS = List.of("bin", "sbin", "games");

  private static final List<String> NETWORK = List.of("resolv.conf", "gai.conf", "host.conf");

  /** Those that container runtimes cover too. */
  private static final List<String> KERNEL_CONTROLS =
      List.of("acpi", "asound", "bus", "fs", "irq", "mtrr", "scsi", "sys", "sysrq-trigger");

  public SystemView {
    folders = List.copyOf(folders);
    networkFiles = List.copyOf(networkFiles);
    kernelControls = List.copyOf(kernelControls);
  }

  /** This view without any programs: what lies in their usual places is left out. */
  SystemView withoutPrograms() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path folder : folders) {
      if (PROGRAM_FOLDERS.contains(String.valueOf(folder.getFileName()))) {
        continue;
      }
      if (folder.endsWith("usr") || folder.endsWith("usr/local")) {
        left.addAll(
            new SystemView(children(folder), List.of(), List.of()).withoutPrograms().folders);
      } else {
        left.add(folder);
      }
    }
    return new SystemView(left, networkFiles, kernelControls);
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  /** The view of this machine, as its present user. */
  public static SystemView ofThisMachine() throws IOException {
    return of(Path.of("/"), isRoot());
  }

  static SystemView of(Path root, boolean isRoot) throws IOException {
    Path etc = root.resolve("etc");
    return new SystemView(
        Stream.concat(existing(root, FOLDERS).stream(), existing(etc, CONFIGURATION).stream())
            .toList(),
        existing(etc, NETWORK),
        isRoot ? existing(root.resolve("proc"), KERNEL_CONTROLS) : List.of());
  }

  /**
   * Bubblewrap's arguments that make the controls read-only.
   *
   * @param ownUser whether the stage's user is not root: the kernel refuses it all then but the
   *     values of its own namespaces
   */
  List<String> coveredControls(boolean ownUser) {
    return kernelControls.stream()
        .filter(control -> !ownUser || control.endsWith("sys"))
        .flatMap(control -> Stream.of("--ro-bind", control.toString(), control.toString()))
        .toList();
  }

  private static List<Path> existing(Path folder, List<String> patterns) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String pattern : patterns) {
      if (!pattern.contains("*")) {
        found.add(folder.resolve(pattern));
      } else if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, pattern)) {
          matches.forEach(found::add);
        }
      }
    }
    return found.stream().filter(Files::exists).sorted().toList();
  }

  /** Capabilities do not matter here: the kernel compares the real user's number. */
  static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
