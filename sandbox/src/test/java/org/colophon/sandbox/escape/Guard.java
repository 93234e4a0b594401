package org.colophon.sandbox.escape;

import java.util.stream.Stream;
import org.colophon.sandbox.Confined;
import org.colophon.sandbox.Promise;
import org.colophon.sandbox.Resource;
import org.colophon.sandbox.Sandbox;

/** What should keep an escape in. */
sealed interface Guard {
  record ByPromise(Promise promise) implements Guard {}

  record ByLimit(Resource resource) implements Guard {}

  /** Kept by whoever runs the stage, with any backend. */
  enum ByRunner implements Guard {
    DISK,
    OUTPUT,
    WALL_TIME
  }

  static Guard named(String name) {
    for (Promise promise : Promise.values()) {
      if (promise.name().equals(name)) {
        return new ByPromise(promise);
      }
    }
    return Stream.of(Resource.values())
        .filter(resource -> resource.name().equals(name))
        .<Guard>map(ByLimit::new)
        .findFirst()
        .orElseGet(() -> ByRunner.valueOf(name));
  }

  /** Whether a backend says beforehand that it keeps it here, for this command. */
  default boolean isClaimed(Sandbox sandbox, Confined confined) {
    return switch (this) {
      case ByPromise(Promise promise) ->
          sandbox.promises().contains(promise) && !isExcepted(promise.label(), confined);
      case ByLimit(Resource resource) -> !isExcepted(resource.label(), confined);
      case ByRunner _ -> true;
    };
  }

  private static boolean isExcepted(String label, Confined confined) {
    return confined.notEnforced().stream().anyMatch(line -> line.startsWith(label + ":"));
  }

  /** For the page. */
  default String text() {
    return switch (this) {
      case ByPromise(Promise promise) -> promise.label();
      case ByLimit(Resource resource) -> "limit " + resource.label();
      case ByRunner runner -> "limit " + runner.name().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
