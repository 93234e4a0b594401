package org.colophon.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a backend can limit on this machine.
 *
 * @param backend for the message
 * @param kept the resources whose limits it keeps
 */
record Keepers(SandboxKind backend, Set<Resource> kept) {
  Keepers {
    Set<Resource> copy = EnumSet.noneOf(Resource.class);
    copy.addAll(kept);
    kept = Collections.unmodifiableSet(copy);
  }

  /**
   * The limits that nobody insists on and nothing keeps, one a line.
   *
   * @throws PolicyRefused if a limit that is insisted on cannot be kept
   */
  List<String> notEnforced(Limits limits) throws PolicyRefused {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Resource, Limits.Limit> entry : limits.of().entrySet()) {
      Resource resource = entry.getKey();
      if (kept.contains(resource)) {
        continue;
      }
      if (entry.getValue().insisted()) {
        throw new PolicyRefused(
            backend,
            "the limit "
                + resource.label()
                + ": "
                + entry.getValue().amount()
                + " cannot be kept here, it takes "
                + needs(resource)
                + "; take it out, or let the profile say unkept_limits: record");
      }
      lines.add(resource.label() + ": no limit, that takes " + needs(resource));
    }
    return lines;
  }

  private String needs(Resource resource) {
    return switch (backend) {
      case BUBBLEWRAP -> resource.needs();
      case LANDLOCK, PODMAN, DOCKER, FIREJAIL, NSJAIL, NONE ->
          "the sandbox " + SandboxKind.BUBBLEWRAP.label() + " and " + resource.needs();
    };
  }
}
