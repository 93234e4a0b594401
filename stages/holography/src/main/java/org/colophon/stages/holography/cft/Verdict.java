package org.colophon.stages.holography.cft;

/** What may be said of a subject. None of them claims that a gravity dual exists. */
public enum Verdict {
  /** One bulk geometry represents the data, and the data could have said otherwise. */
  COMPATIBLE,
  /** The data contradict a weakly coupled bulk, or any single geometry. */
  NOT_HOLOGRAPHIC,
  /** Nothing contradicts, but what would decide is not in the data. */
  INCONCLUSIVE,
  /** Symmetry alone gives the geometry: every theory would pass. */
  KINEMATIC_ONLY
}
