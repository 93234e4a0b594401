package org.colophon.sandbox;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.colophon.process.Preparation;
import org.colophon.sandbox.linux.ControlGroup;

/**
 * What is made just before bubblewrap starts.
 *
 * @param staging the stage's files, for its own user
 * @param group where its limits are kept
 * @param gateway what leads to its hosts
 */
record Arrangement(
    Optional<Staging> staging, Optional<ControlGroup> group, Optional<Gateway> gateway)
    implements Preparation {
  @Override
  public void prepare() throws IOException {
    if (group.isPresent()) {
      group.get().make();
    }
    if (gateway.isPresent()) {
      // before anything of this thread changes: the proxy's threads may begin as copies of it
      gateway.get().proxy().open();
    }
    if (staging.isPresent()) {
      staging.get().enter();
    }
  }

  @Override
  public OptionalInt user() {
    return staging.isPresent() ? OptionalInt.of(staging.get().slot().user()) : OptionalInt.empty();
  }
}
