package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.colophon.process.Preparation;
import org.colophon.sandbox.linux.ControlGroup;
import org.colophon.sandbox.linux.Landlock;
import org.colophon.sandbox.linux.Restriction;

/**
 * What is made just before bubblewrap starts.
 *
 * @param staging the stage's files, for its own user
 * @param group where its limits are kept
 * @param gateway what leads to its hosts
 * @param handed what bubblewrap has open: its own account of the stage, and the filter
 * @param scoped whether abstract unix sockets of others are out of its reach, although their
 *     network is not
 */
record Arrangement(
    Optional<Staging> staging,
    Optional<ControlGroup> group,
    Optional<Gateway> gateway,
    List<Handed> handed,
    boolean scoped)
    implements Preparation {
  Arrangement {
    handed = List.copyOf(handed);
  }

  @Override
  public void prepare(List<Path> outputs) throws IOException {
    if (group.isPresent()) {
      group.get().make();
    }
    if (gateway.isPresent()) {
      // before anything of this thread changes: the proxy's threads may begin as copies of it
      gateway.get().proxy().open();
    }
    if (group.isPresent()) {
      group.get().enter();
    }
    if (staging.isPresent()) {
      staging.get().enter();
    }
    if (scoped) {
      Restriction.noNewPrivileges();
      Landlock.scope();
    }
    if (staging.isPresent()) {
      // last, since a user may do none of this
      Restriction.becomeUser(staging.get().slot().user());
    }
  }

  @Override
  public void afterStart() throws IOException {
    if (group.isPresent()) {
      group.get().leave();
    }
  }

  /** Ctrl-C would reach the wrapper too, and kill the stage without the grace that it is given. */
  @Override
  public boolean ownSession() {
    return true;
  }

  @Override
  public OptionalInt user() {
    return staging.isPresent() ? OptionalInt.of(staging.get().slot().user()) : OptionalInt.empty();
  }
}
