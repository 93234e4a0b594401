package org.colophon.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.colophon.process.Command;

/**
 * The backend {@code none}: starts the command as it is and promises nothing; limits that are
 * insisted on it refuses. Writes outside are not prevented, only found afterwards ({@link
 * OutsideWrites}).
 */
public final class NoSandbox implements Sandbox {
  @Override
  public SandboxKind kind() {
    return SandboxKind.NONE;
  }

  @Override
  public Set<Promise> promises() {
    return Set.of();
  }

  @Override
  public Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused {
    policy.admit(command, kind());
    List<String> notEnforced =
        new ArrayList<>(new Keepers(kind(), Set.of()).notEnforced(policy.limits()));
    if (policy.network() instanceof Network.Hosts) {
      notEnforced.add("network: every host is reached, and nothing recorded; that takes a sandbox");
    }
    return new Confined.Unwrapped(command, notEnforced);
  }
}
