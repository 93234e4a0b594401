package org.colophon.sandbox;

/** One thing that a backend keeps, whatever the stage tries. */
public enum Promise {
  NO_OUTSIDE_WRITES("writes", "nothing outside the writable paths changes"),
  NO_OUTSIDE_READS("reads", "nothing outside the policy and the system's own programs is read"),
  /** {@link Network.None} is kept, and so is {@link Network.Hosts} or it is refused. */
  NETWORK("network", "without a network nothing is reached"),
  OWN_PROCESSES("other processes", "the processes of others are neither seen nor reached"),
  WHOLE_TREE_ENDS(
      "process tree", "everything the stage started ends with it, and with the orchestrator"),
  SYSTEM_CALLS("system calls", "system calls that only attacks need are refused"),
  /** {@link SandboxPolicy#executes} is kept. */
  OWN_PROGRAMS("executes", "what the stage wrote is started only if it declares so");

  private final String label;
  private final String text;

  Promise(String label, String text) {
    this.label = label;
    this.text = text;
  }

  /** How a line of {@link Confined#notEnforced} begins where this machine does not allow it. */
  public String label() {
    return label;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
