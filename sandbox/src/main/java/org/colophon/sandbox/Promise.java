package org.colophon.sandbox;

/** One thing that a backend keeps, whatever the stage tries. */
public enum Promise {
  NO_OUTSIDE_WRITES("nothing outside the writable paths changes"),
  NO_OUTSIDE_READS("nothing outside the policy and the system's own programs is read"),
  /** {@link Network.None} is kept. */
  NETWORK("without a network nothing is reached"),
  OWN_PROCESSES("the processes of others are neither seen nor reached"),
  WHOLE_TREE_ENDS("everything the stage started ends with it, and with the orchestrator");

  private final String text;

  Promise(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
