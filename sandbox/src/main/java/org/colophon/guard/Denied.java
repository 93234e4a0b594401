package org.colophon.guard;

/**
 * A command that may not be started.
 *
 * @param rule its row in the table, such as {@code git-force}
 * @param why for people, with the way out
 */
public record Denied(String rule, String why) {
  @Override
  public String toString() {
    return "denied_command: " + why + " (rule " + rule + ")";
  }
}
