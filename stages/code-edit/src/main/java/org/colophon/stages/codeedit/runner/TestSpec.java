package org.colophon.stages.codeedit.runner;

import java.util.List;
import java.util.Optional;

/**
 * How the tests of a task are run.
 *
 * @param argv the name of an allowed program, and its arguments
 * @param timeoutS seconds, 1 to 600
 * @param junitXml path of the report that they write, relative to the files
 */
public record TestSpec(List<String> argv, int timeoutS, Optional<String> junitXml) {
  public TestSpec {
    argv = List.copyOf(argv);
  }
}
