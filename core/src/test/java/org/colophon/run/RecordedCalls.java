package org.colophon.run;

import java.io.IOException;

/** Makes every call and tells a simulated disk; can die before the n-th. */
final class RecordedCalls extends WatchedCalls {
  private final SimulatedDisk disk;
  private final int deathAt;
  private int calls;

  RecordedCalls(SimulatedDisk disk, int deathAt) {
    this.disk = disk;
    this.deathAt = deathAt;
  }

  @Override
  void call(FileCall call, Real real) throws IOException {
    calls++;
    if (calls == deathAt) {
      throw new Death(calls);
    }
    real.make();
    disk.made(call);
  }
}
