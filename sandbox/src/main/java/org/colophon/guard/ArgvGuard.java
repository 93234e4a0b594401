package org.colophon.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The table of commands that are never started: what destroys outside a run, changes the machine,
 * or changes history. It looks at words only, so it stops mistakes and not an attacker, who has an
 * interpreter; what a stage can reach is the sandbox's to say.
 */
public final class ArgvGuard {
  /** Programs that start the command that follows their own options. */
  private static final Set<String> WRAPPERS =
      Set.of("env", "nice", "nohup", "setsid", "timeout", "stdbuf", "ionice", "time", "xargs");

  private static final Set<String> PRIVILEGE = Set.of("sudo", "su", "doas", "pkexec", "runuser");
  private static final Set<String> MACHINE =
      Set.of(
          "shutdown",
          "reboot",
          "halt",
          "poweroff",
          "init",
          "telinit",
          "systemctl",
          "mount",
          "umount",
          "losetup",
          "swapon",
          "swapoff",
          "fdisk",
          "sfdisk",
          "parted",
          "wipefs",
          "insmod",
          "rmmod",
          "modprobe",
          "sysctl",
          "crontab");

  private ArgvGuard() {}

  /**
   * Judges a command.
   *
   * @param argv program and arguments
   * @param branch that the git repository around the command's folder is on, if there is one
   */
  public static Optional<Denied> judge(List<String> argv, Supplier<Optional<String>> branch) {
    List<String> words = unwrapped(argv);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String program = name(words.getFirst());
    List<String> arguments = words.subList(1, words.size());
    if (PRIVILEGE.contains(program)) {
      return denied("privilege", program + " takes on another user's rights; run as yourself");
    }
    if (MACHINE.contains(program) || program.startsWith("mkfs")) {
      return denied("machine", program + " changes the machine, not the run");
    }
    return switch (program) {
      case "dd" -> device(arguments);
      case "rm" -> removal(arguments);
      case "find" ->
          arguments.contains("-delete") ? outside("find -delete", arguments) : Optional.empty();
      case "chmod", "chown", "chgrp" ->
          hasFlag(arguments, 'R', "--recursive")
              ? outside(program + " -R", arguments)
              : Optional.empty();
      case "git" -> GitGuard.judge(arguments, branch);
      default -> Optional.empty();
    };
  }

  private static Optional<Denied> device(List<String> arguments) {
    return arguments.stream()
        .filter(word -> word.startsWith("of=/dev/") && !word.equals("of=/dev/null"))
        .findFirst()
        .flatMap(word -> denied("device", "dd " + word + " writes to a device; name a file"));
  }

  private static Optional<Denied> removal(List<String> arguments) {
    return hasFlag(arguments, 'r', "--recursive") || hasFlag(arguments, 'R', "--recursive")
        ? outside("rm -r", arguments)
        : Optional.empty();
  }

  /** A stage may do as it likes below the folder that it is started in. */
  private static Optional<Denied> outside(String what, List<String> arguments) {
    return arguments.stream()
        .filter(word -> !word.startsWith("-"))
        .filter(ArgvGuard::leaves)
        .findFirst()
        .flatMap(word ->
            denied(
                "tree",
                what + " " + word + " reaches outside the stage's folder; name a path below it"));
  }

  private static boolean leaves(String path) {
    return path.startsWith("/")
        || path.startsWith("~")
        || path.contains("$")
        || List.of(path.split("/", -1)).contains("..")
        || path.equals(".")
        || path.equals("*");
  }

  /** Whether a short flag, alone or among others, or the long one is there. */
  static boolean hasFlag(List<String> arguments, char flag, String longFlag) {
    return arguments.stream()
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(word ->
            word.equals(longFlag)
                || word.startsWith(longFlag + "=")
                || (word.startsWith("-") && !word.startsWith("--") && word.indexOf(flag) > 0));
  }

  private static List<String> unwrapped(List<String> argv) {
    List<String> words = argv;
    while (!words.isEmpty() && WRAPPERS.contains(name(words.getFirst()))) {
      int next = 1;
      while (next < words.size() && isOfWrapper(words.get(next))) {
        next++;
      }
      words = words.subList(next, words.size());
    }
    return words;
  }

  /** Options, durations and numbers, and variables that {@code env} sets. */
  private static boolean isOfWrapper(String word) {
    return word.startsWith("-")
        || word.matches("[0-9.]+[smhd]?")
        || word.matches("[A-Za-z_]\\w*=.*");
  }

  private static String name(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  static Optional<Denied> denied(String rule, String why) {
    return Optional.of(new Denied(rule, why));
  }
}
