package org.colophon.sandbox;

/** A backend cannot keep a policy; the message names what and why. */
public final class PolicyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  PolicyRefused(SandboxKind backend, String why) {
    super("sandbox " + backend.label() + " refuses: " + why);
  }

  /** Of {@link Network.Hosts}, which only bubblewrap can keep. */
  static PolicyRefused hosts(SandboxKind backend) {
    return new PolicyRefused(
        backend,
        "the hosts that are listed cannot be kept apart from others here; that takes the sandbox"
            + " bubblewrap");
  }
}
