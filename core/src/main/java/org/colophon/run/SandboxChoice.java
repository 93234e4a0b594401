package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.colophon.config.Profile;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.sandbox.BubblewrapProbe;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Sandbox;

/**
 * The sandbox that a run uses on this machine.
 *
 * @param note why stages are not confined; empty if they are
 */
public record SandboxChoice(Sandbox sandbox, String note) {

  /**
   * Takes what the profile asks for and the machine has.
   *
   * @param scratch an existing folder outside every run, for the sandbox's own files
   * @throws MissingInput if the profile requires a sandbox and there is none
   */
  public static SandboxChoice of(Profile profile, String searchPath, Path scratch)
      throws IOException {
    if (profile.sandbox() == Profile.SandboxMode.NONE) {
      return unconfined("profile " + profile.name() + " asks for no sandbox");
    }
    Path trial = Files.createDirectories(scratch.resolve("trial"));
    BubblewrapProbe probe = new BubblewrapProbe(trial);
    return switch (probe.look(searchPath)) {
      case BubblewrapProbe.Available available ->
          new SandboxChoice(probe.strongest(available, scratch), "");
      case BubblewrapProbe.Unavailable(String reason) -> {
        if (profile.sandbox() == Profile.SandboxMode.REQUIRED) {
          throw new MissingInput(
              "profile " + profile.name() + " requires a sandbox, and there is none: " + reason);
        }
        yield unconfined(reason);
      }
    };
  }

  private static SandboxChoice unconfined(String reason) {
    return new SandboxChoice(new NoSandbox(), reason);
  }
}
