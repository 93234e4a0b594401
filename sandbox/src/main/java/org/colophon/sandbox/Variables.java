package org.colophon.sandbox;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.process.Command;

/**
 * Names of the environment variables that a stage may be given.
 *
 * @param plain whose values may be written down
 * @param secret whose values may not
 */
public record Variables(Set<String> plain, Set<String> secret) {
  public Variables {
    plain = Collections.unmodifiableSortedSet(new TreeSet<>(plain));
    secret = Collections.unmodifiableSortedSet(new TreeSet<>(secret));
  }

  /** Why a command has more than these. */
  Optional<String> stranger(Command command) {
    for (String name : command.environment().keySet()) {
      boolean hidden = command.secret().contains(name);
      if (!(hidden ? secret : plain).contains(name)) {
        return Optional.of(
            "the "
                + (hidden ? "secret " : "variable ")
                + name
                + " is not in the policy; declare it, or leave it out of the command");
      }
    }
    return Optional.empty();
  }
}
