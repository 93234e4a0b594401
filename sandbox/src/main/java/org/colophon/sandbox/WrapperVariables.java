package org.colophon.sandbox;

import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.process.Command;

/**
 * How the variables of a stage get past a wrapper that is not confined itself: it inherits all but
 * those that would act on it, and sets these within. What is inherited stands in no argument, which
 * every user of the machine can read.
 */
final class WrapperVariables {
  private WrapperVariables() {}

  static SortedMap<String, String> inherited(Command command) {
    SortedMap<String, String> variables = new TreeMap<>(command.environment());
    variables.keySet().removeIf(WrapperVariables::actsOnWrapper);
    return variables;
  }

  static SortedMap<String, String> within(Command command) {
    SortedMap<String, String> variables = new TreeMap<>(command.environment());
    variables.keySet().removeIf(name -> !actsOnWrapper(name));
    return variables;
  }

  private static boolean actsOnWrapper(String name) {
    return name.startsWith("LD_") || name.equals("SHELLOPTS") || name.equals("PS4");
  }
}
