package org.colophon.run;

import org.colophon.sandbox.Sandbox;

/**
 * The sandbox that a run uses on this machine.
 *
 * @param note why stages are not confined; empty if they are
 */
public record SandboxChoice(Sandbox sandbox, String note) {}
