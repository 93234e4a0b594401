package org.colophon.stages.codeedit.runner;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an action took, on this machine and this time; nothing of it is the same twice.
 *
 * @param isolation {@code bwrap}, {@code stage} or {@code none}
 * @param wallMs milliseconds from the first launch to the end of the last
 * @param cpuMs milliseconds of processor time of the tool; empty where it cannot be measured
 * @param maxRssKb the most resident memory of one process of the tool, in KiB; likewise
 */
public record Usage(String isolation, long wallMs, Optional<Long> cpuMs, Optional<Long> maxRssKb) {

  static Usage nothing(String isolation) {
    return new Usage(isolation, 0, Optional.empty(), Optional.empty());
  }

  Usage and(Usage next) {
    return new Usage(
        isolation,
        wallMs + next.wallMs,
        Stream.of(cpuMs, next.cpuMs).flatMap(Optional::stream).reduce(Long::sum),
        Stream.of(maxRssKb, next.maxRssKb).flatMap(Optional::stream).reduce(Math::max));
  }
}
