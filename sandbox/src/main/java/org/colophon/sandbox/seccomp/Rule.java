package org.colophon.sandbox.seccomp;

import java.util.List;

/**
 * A call that is refused when all conditions hold.
 *
 * @param error the number that the caller finds in {@code errno}
 */
record Rule(SystemCall call, List<Condition> conditions, int error) {
  Rule {
    conditions = List.copyOf(conditions);
  }
}
