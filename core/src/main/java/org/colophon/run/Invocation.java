package org.colophon.run;

import java.nio.file.Path;
import org.colophon.reuse.FileDigests;
import org.colophon.reuse.ReuseStore;

/**
 * What one invocation finds out once and asks for often: versions, digests, keys, and with them
 * what is to be done with each stage.
 */
record Invocation(ToolVersions tools, StageKeys keys, ReuseStore store, StageChooser chooser) {

  static Invocation of(RunPlan plan, Installation installation, DurableFiles disk, Gating gating) {
    ToolVersions tools = new ToolVersions(installation.path());
    FileDigests digests = new FileDigests(installation.clock());
    StageKeys keys = new StageKeys(plan, installation, tools, digests);
    ReuseStore store = new ReuseStore(storeOf(plan, installation), disk.unsynced(), digests);
    return new Invocation(tools, keys, store, new StageChooser(plan, gating, keys, store, digests));
  }

  private static Path storeOf(RunPlan plan, Installation installation) {
    return plan.profile().store().orElseGet(installation::store);
  }
}
