package org.colophon.sandbox;

/** One thing that a backend keeps, whatever the stage tries. */
public enum Promise {
  /** Nothing outside the writable paths changes. */
  NO_OUTSIDE_WRITES,
  /** Nothing outside the policy and the system's own programs and libraries can be read. */
  NO_OUTSIDE_READS,
  /** {@link Network.None} is kept. */
  NETWORK,
  /** The processes of others are neither seen nor reached. */
  OWN_PROCESSES,
  /** Everything the stage started ends with it, and with the orchestrator. */
  WHOLE_TREE_ENDS
}
