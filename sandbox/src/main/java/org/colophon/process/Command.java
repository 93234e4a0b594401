package org.colophon.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What to start: program and arguments, where, and with which environment.
 *
 * @param argv the program and its arguments, at least the program; a program without a slash is
 *     looked for on the {@code PATH} of {@code environment}, never on the orchestrator's
 * @param directory the absolute working directory
 * @param environment the only environment variables the process sees, kept sorted by name
 * @param mark the name of a variable whose value no other command has: by it every process that
 *     this one starts is found again, also one that detached itself
 * @param secret names of the variables whose values may not be written down
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    Optional<String> mark,
    Set<String> secret) {
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

  public Command {
    argv = List.copyOf(argv);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    secret = Collections.unmodifiableSortedSet(new TreeSet<>(secret));
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs a program, was " + argv);
    }
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("directory must be absolute, was " + directory);
    }
    argv.forEach(argument -> refuseNul("an argument", argument));
    environment.forEach((name, value) -> {
      if (!VARIABLE_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("not the name of an environment variable: " + name);
      }
      refuseNul("the value of " + name, value);
    });
    if (mark.isPresent() && !environment.containsKey(mark.get())) {
      throw new IllegalArgumentException("the mark " + mark.get() + " is no variable of it");
    }
  }

  /** A command without a mark. */
  public Command(List<String> argv, Path directory, Map<String, String> environment) {
    this(argv, directory, environment, Optional.empty(), Set.of());
  }

  /** The same command, marked by a variable of its environment. */
  public Command markedBy(String variable) {
    return new Command(argv, directory, environment, Optional.of(variable), secret);
  }

  /** The same command with further variables, whose values are never written down. */
  public Command withSecrets(Map<String, String> secrets) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(secrets);
    Set<String> names = new TreeSet<>(secret);
    names.addAll(secrets.keySet());
    return new Command(argv, directory, all, mark, names);
  }

  /** The program: the first of {@link #argv}. */
  public String program() {
    return argv.getFirst();
  }

  /** Where its program is looked for: its own {@code PATH}, else what execvp falls back to. */
  String path() {
    return environment.getOrDefault("PATH", "/usr/bin:/bin");
  }

  /** The program's file, if there is one that can be executed. */
  public Optional<Path> located() {
    List<String> folders = program().contains("/") ? List.of("") : List.of(path().split(":", -1));
    return folders.stream()
        .map(folder -> directory.resolve(folder).resolve(program()))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The same command with other arguments, started elsewhere or by something else. */
  public Command withArgv(List<String> other) {
    return new Command(other, directory, environment, mark, secret);
  }

  /**
   * A line for a POSIX shell that runs this command with the same arguments, directory and
   * environment. Line breaks inside values stay as they are, within quotes. A secret is taken from
   * the variable of that name in the shell.
   */
  public String quoted() {
    StringJoiner line = new StringJoiner(" ");
    line.add("cd " + quoted(directory.toString()) + " && env -i");
    environment.forEach((name, value) -> line.add(name + "=" + shown(name, value)));
    if (program().contains("=") || program().startsWith("-")) {
      // env would take such a program for an assignment or an option of its own
      line.add("/bin/sh -c 'exec \"$@\"' sh");
    }
    argv.forEach(argument -> line.add(quoted(argument)));
    return line.toString();
  }

  private String shown(String name, String value) {
    return secret.contains(name) ? "\"$" + name + "\"" : quoted(value);
  }

  /** As {@link #quoted()}: for messages, and for digests that may be written down. */
  @Override
  public String toString() {
    return quoted();
  }

  private static String quoted(String text) {
    return NEEDS_NO_QUOTES.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static void refuseNul(String where, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(where + " contains a NUL, which no process can be given");
    }
  }
}
