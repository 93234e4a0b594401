package org.colophon.stages.holography.boundary;

import java.io.IOException;

/** Boundary data that tell of the bulk: a recovery from them would prove nothing. */
public final class BulkTruthPresent extends IOException {
  private static final long serialVersionUID = 1L;

  BulkTruthPresent(String message) {
    super(message);
  }
}
