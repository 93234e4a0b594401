package org.colophon.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What git may do: read, and commit on a branch {@code run/<id>}; never what drops commits or
 * changes of the user. A command that is not in the table is not allowed.
 */
final class GitGuard {
  private static final String OURS = "run/";

  private static final Set<String> READING =
      Set.of(
          "status",
          "log",
          "diff",
          "show",
          "rev-parse",
          "rev-list",
          "ls-files",
          "ls-tree",
          "ls-remote",
          "cat-file",
          "describe",
          "blame",
          "grep",
          "for-each-ref",
          "merge-base",
          "shortlog",
          "name-rev",
          "archive",
          "check-ignore",
          "count-objects",
          "fsck",
          "version",
          "--version",
          "help");

  /** They change the work tree's index or branch, and only add. */
  private static final Set<String> ADDING = Set.of("add", "commit", "merge", "cherry-pick");

  private GitGuard() {}

  /**
   * Judges the words after {@code git}.
   *
   * @param branch that the repository is on
   */
  static Optional<Denied> judge(List<String> words, Supplier<Optional<String>> branch) {
    int at = 0;
    while (at + 1 < words.size() && words.get(at).equals("-C")) {
      at += 2;
    }
    if (at >= words.size()) {
      return Optional.empty();
    }
    String verb = words.get(at);
    List<String> arguments = words.subList(at + 1, words.size());
    if (verb.startsWith("-") && !READING.contains(verb)) {
      return denied("git-option", verb + " before the command can start other programs");
    }
    if (READING.contains(verb)) {
      return reading(verb, arguments);
    }
    if (ADDING.contains(verb)) {
      return adding(verb, arguments, branch);
    }
    return switch (verb) {
      case "switch", "checkout" -> switching(verb, arguments);
      case "push" -> pushing(arguments);
      default ->
          denied(
              "git-verb", verb + " is not among what a run may do: read, and commit on run/<id>");
    };
  }

  private static Optional<Denied> reading(String verb, List<String> arguments) {
    return arguments.stream()
        .filter(word -> word.startsWith("--output") || word.equals("--ext-diff"))
        .findFirst()
        .flatMap(word -> denied("git-option", verb + " " + word + " does more than read"));
  }

  private static Optional<Denied> adding(
      String verb, List<String> arguments, Supplier<Optional<String>> branch) {
    if (arguments.contains("--amend") || ArgvGuard.hasFlag(arguments, 'f', "--force")) {
      return denied("git-force", verb + " may only add; leave out --amend and --force");
    }
    if (verb.equals("add")) {
      return Optional.empty();
    }
    Optional<String> current = branch.get();
    if (current.filter(GitGuard::isOurs).isPresent()) {
      return Optional.empty();
    }
    return denied(
        "git-branch",
        verb
            + " on "
            + current.map(name -> "branch " + name).orElse("no branch")
            + "; first: git switch -c run/<id>");
  }

  private static Optional<Denied> switching(String verb, List<String> arguments) {
    String create = verb.equals("switch") ? "-c" : "-b";
    boolean creates = arguments.size() >= 2 && arguments.getFirst().equals(create);
    boolean switches = verb.equals("switch") && arguments.size() == 1;
    String target = creates ? arguments.get(1) : arguments.isEmpty() ? "" : arguments.getFirst();
    return (creates || switches) && isOurs(target)
        ? Optional.empty()
        : denied("git-branch", verb + " may only go to a branch run/<id>: git switch -c run/<id>");
  }

  private static Optional<Denied> pushing(List<String> arguments) {
    Optional<String> option = arguments.stream().filter(word -> word.startsWith("-")).findFirst();
    if (option.isPresent()) {
      return denied("git-force", "push takes no options here, was " + option.get());
    }
    List<String> refspecs = arguments.stream().skip(1).toList();
    return !refspecs.isEmpty() && refspecs.stream().allMatch(GitGuard::isOurs)
        ? Optional.empty()
        : denied("git-branch", "push must name the branch: git push REMOTE run/<id>");
  }

  /** A plain name below {@code run/}; a refspec with {@code +} or {@code :} is none. */
  private static boolean isOurs(String name) {
    return name.startsWith(OURS) && name.matches("run/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  private static Optional<Denied> denied(String rule, String why) {
    return ArgvGuard.denied(rule, "git " + why);
  }
}
