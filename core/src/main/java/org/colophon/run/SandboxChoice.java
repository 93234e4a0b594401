package org.colophon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.config.Profile;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.sandbox.Backends;
import org.colophon.sandbox.Backends.Found;
import org.colophon.sandbox.NoSandbox;
import org.colophon.sandbox.Promise;
import org.colophon.sandbox.RememberedTrials;
import org.colophon.sandbox.Sandbox;
import org.colophon.sandbox.SandboxKind;

/**
 * The sandbox that a run uses on this machine.
 *
 * @param note why it is not the strongest that there is; empty if it is
 */
public record SandboxChoice(Sandbox sandbox, String note) {
  /** What is taken unasked, the strongest first; the others only by name. */
  private static final List<SandboxKind> UNASKED =
      List.of(SandboxKind.BUBBLEWRAP, SandboxKind.LANDLOCK);

  /**
   * Takes what the profile asks for and the machine has.
   *
   * @param scratch an existing folder outside every run, for the sandbox's own files
   * @throws MissingInput if the profile requires a sandbox and there is none
   */
  public static SandboxChoice of(Profile profile, Installation installation, Path scratch)
      throws IOException {
    Backends backends =
        new Backends(
            installation.path(),
            installation.environment(),
            profile.image(),
            scratch,
            Optional.of(RememberedTrials.ofThisUser()));
    if (profile.backend().isPresent()) {
      return named(profile, profile.backend().get(), backends);
    }
    return switch (profile.sandbox()) {
      case NONE ->
          new SandboxChoice(new NoSandbox(), "profile " + profile.name() + " asks for no sandbox");
      case AUTO -> strongest(backends);
      case REQUIRED -> required(profile, strongest(backends));
    };
  }

  /** Whether stages run as they are. */
  public boolean isNone() {
    return sandbox.kind() == SandboxKind.NONE;
  }

  private static SandboxChoice named(Profile profile, String name, Backends backends)
      throws IOException {
    SandboxKind kind =
        SandboxKind.named(name).orElseThrow(() -> new BadRequest("there is no sandbox " + name));
    return switch (backends.look(kind)) {
      case Found.Usable(Sandbox sandbox) -> new SandboxChoice(sandbox, "");
      case Found.Unusable(String reason) ->
          throw new MissingInput(
              "profile "
                  + profile.name()
                  + " wants the sandbox "
                  + name
                  + " and no other, which does not work here: "
                  + reason);
    };
  }

  private static SandboxChoice strongest(Backends backends) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (SandboxKind kind : UNASKED) {
      Found found = backends.look(kind);
      if (found instanceof Found.Usable(Sandbox sandbox)) {
        return new SandboxChoice(sandbox, String.join("; ", reasons));
      }
      // a switch that returns from within a loop never ends in NullAway
      if (found instanceof Found.Unusable(String reason)) {
        reasons.add(reason);
      }
    }
    return new SandboxChoice(new NoSandbox(), String.join("; ", reasons));
  }

  /** A profile that requires a sandbox is not content with one that lets stages write elsewhere. */
  private static SandboxChoice required(Profile profile, SandboxChoice choice) {
    if (choice.sandbox().promises().contains(Promise.NO_OUTSIDE_WRITES)) {
      return choice;
    }
    String wayOut =
        choice.isNone()
            ? ""
            : "; what there is keeps less, and is used if the profile names it: sandbox: "
                + choice.sandbox().kind().label();
    throw new MissingInput(
        "profile "
            + profile.name()
            + " requires a sandbox, and there is none: "
            + choice.note()
            + wayOut);
  }

  /** What stages find in their container, if they run in one. */
  Optional<String> image() {
    return sandbox.image();
  }
}
