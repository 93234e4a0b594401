package org.colophon.stages.codeedit.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program around another that tells what it took, as the last words of standard error. Java
 * cannot tell of a process that has ended. What is measured could lie about itself, and about
 * nothing else.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>
 */
record Meter(Optional<Integer> getrusage) {
  private static final Path PERL = Path.of("/usr/bin/perl");

  /** The number of the system call, which differs by processor. */
  private static final Map<String, Integer> CALLS = Map.of("amd64", 98, "aarch64", 165);

  private static final String SCRIPT =
      """
      my $call = shift;
      my $child = fork;
      exit 126 unless defined $child;
      if (!$child) { exec { $ARGV[0] } @ARGV or exit 127 }
      waitpid $child, 0;
      my $end = $?;
      my $usage = "\\0" x 144;
      syscall $call, -1, $usage;
      my @taken = unpack 'q5', $usage;
      my $us = ($taken[0] + $taken[2]) * 1000000 + $taken[1] + $taken[3];
      print STDERR "\\x1etook $us us, $taken[4] KiB\\n";
      exit($end & 127 ? 128 + ($end & 127) : $end >> 8);
      """;

  private static final Pattern LAST_WORDS =
      Pattern.compile("\\x1etook (\\d{1,15}) us, (\\d{1,15}) KiB\\n\\z");

  /**
   * What is left of standard error, and what was measured.
   *
   * @param cpuMs milliseconds
   */
  record Reading(String stderr, Optional<Long> cpuMs, Optional<Long> maxRssKb) {}

  static Meter ofThisMachine() {
    String processor = System.getProperty("os.arch", "");
    return new Meter(
        Files.isExecutable(PERL) ? Optional.ofNullable(CALLS.get(processor)) : Optional.empty());
  }

  /** What runs the program given after it; nothing where nothing can be measured. */
  List<String> arguments() {
    return getrusage
        .map(call -> List.of(PERL.toString(), "-e", SCRIPT, Integer.toString(call)))
        .orElse(List.of());
  }

  Reading read(String stderr) {
    Matcher words = LAST_WORDS.matcher(stderr);
    return words.find()
        ? new Reading(
            stderr.substring(0, words.start()),
            Optional.of(Math.ceilDiv(Long.parseLong(words.group(1)), 1000L)),
            Optional.of(Long.parseLong(words.group(2))))
        : new Reading(stderr, Optional.empty(), Optional.empty());
  }
}
