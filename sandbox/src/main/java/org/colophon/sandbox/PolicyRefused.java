package org.colophon.sandbox;

/** A backend cannot keep a policy; the message names what and why. */
public final class PolicyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  PolicyRefused(SandboxKind backend, String why) {
    super("sandbox " + backend.label() + " refuses: " + why);
  }
}
