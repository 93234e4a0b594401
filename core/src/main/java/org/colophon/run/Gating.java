package org.colophon.run;

/** Whether the gate before a stage refuses. */
enum Gating {
  ENFORCED,
  /** It looks, and lets everything pass. */
  OPEN
}
