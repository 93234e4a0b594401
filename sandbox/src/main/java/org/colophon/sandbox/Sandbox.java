package org.colophon.sandbox;

import java.util.Optional;
import java.util.Set;
import org.colophon.process.Command;

/**
 * A way to confine a stage process.
 *
 * <ul>
 *   <li>Implementations MUST leave the wrapped command's arguments unchanged.
 *   <li>Implementations MUST give the stage the command's environment and no other variable, but
 *       those that name the proxy of {@link Network.Hosts}, or say which.
 *   <li>Implementations that let a stage reach listed hosts MUST let it reach nothing else, and
 *       record every connection that it asks for.
 *   <li>Implementations MUST say exactly which {@link Promise}s they keep, and keep each, but for
 *       those that {@link Confined#notEnforced} of a command names.
 *   <li>Implementations that promise anything MUST refuse a policy they cannot keep.
 *   <li>Implementations MUST refuse a limit that is insisted on and that they cannot keep, and name
 *       every other one that they cannot.
 *   <li>Implementations MUST tell a stage that never started from one that exited.
 * </ul>
 */
public interface Sandbox {
  SandboxKind kind();

  /** What stages find in their container, with its digest, if they run in one. */
  default Optional<String> image() {
    return Optional.empty();
  }

  /** What this backend keeps; what is missing here has to be detected, or said aloud. */
  Set<Promise> promises();

  /**
   * The command that runs {@code command} under {@code policy}. Looks paths up, but starts and
   * writes nothing.
   *
   * @throws PolicyRefused if this backend cannot keep the policy, or the command could not run
   *     under it
   */
  Confined confine(Command command, SandboxPolicy policy) throws PolicyRefused;
}
