package org.colophon.sandbox.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.sandbox.BubblewrapProbe;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxKind;

/** The backends that the present user has on this machine, by name. A new one is a line here. */
final class Backends {
  private Backends() {}

  /**
   * Tries them out.
   *
   * @param folder an existing, empty folder that no stage reaches
   */
  static Map<String, Sandbox> here(Path folder) throws IOException {
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
    backends.put(SandboxKind.NONE.label(), new NoSandbox());
    return backends;
  }
}
