package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.sandbox.Backends.Found;
import org.colophon.sandbox.BubblewrapProbe;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxKind;
import org.colophon.sandbox.TrialImage;

/** The backends that the present user has on this machine, by name. A new one is a line here. */
final class Backends {
  private Backends() {}

  /**
   * Tries them out.
   *
   * @param folder an existing, empty folder that no stage reaches
   * @param image for a container; without one there is none
   */
  static Map<String, Sandbox> here(Path folder, Optional<TrialImage> image) throws IOException {
    Map<String, Sandbox> backends = new LinkedHashMap<>();
    BubblewrapProbe probe = new BubblewrapProbe(Files.createDirectory(folder.resolve("probe")));
    switch (probe.look(System.getenv("PATH"))) {
      case BubblewrapProbe.Available found ->
          backends.put(
              SandboxKind.BUBBLEWRAP.label(),
              probe.strongest(found, Files.createDirectory(folder.resolve("bubblewrap"))));
      case BubblewrapProbe.Unavailable(String reason) ->
          System.err.println("bubblewrap is not tried: " + reason);
    }
    look(SandboxKind.LANDLOCK, folder, image, backends);
    // it cannot be had below /var/tmp
    look(SandboxKind.FIREJAIL, folder, image, backends);
    if (image.isPresent()) {
      look(SandboxKind.PODMAN, folder, image, backends);
    }
    backends.put(SandboxKind.NONE.label(), new NoSandbox());
    return backends;
  }

  private static void look(
      SandboxKind kind, Path folder, Optional<TrialImage> image, Map<String, Sandbox> backends)
      throws IOException {
    Path own = Files.createDirectory(folder.resolve(kind.label()));
    switch (new org.colophon.sandbox.Backends(
            System.getenv("PATH"),
            image.map(TrialImage::environment).orElse(Map.of()),
            image.map(TrialImage::name),
            own)
        .look(kind)) {
      case Found.Usable(Sandbox sandbox) -> backends.put(kind.label(), sandbox);
      case Found.Unusable(String reason) ->
          System.err.println(kind.label() + " is not tried: " + reason);
    }
  }
}
