package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.colophon.process.Command;
import org.colophon.sandbox.MountPlan.Access;

/**
 * A policy's paths and the system's, as mounts. Refuses what could not be shown, or would show too
 * much.
 *
 * @param backend for the messages
 */
record PolicyMounts(SandboxKind backend, SystemView system) {
  /** A sandbox makes these itself. */
  private static final List<Path> OWN_FOLDERS = List.of(Path.of("/proc"), Path.of("/dev"));

  /** Everything that a stage may see, and what it may do with it. */
  MountPlan plan(SandboxPolicy policy) throws PolicyRefused {
    MountPlan plan = new MountPlan();
    for (Path folder : systemFolders(policy)) {
      addOfSystem(plan, folder);
    }
    if (policy.programs().isPresent()) {
      for (Path folder : system.folders()) {
        // the names by which programs are called, as /bin/sh, lead through links
        var _ = real(plan, folder);
      }
      for (Path file : policy.programs().get()) {
        var _ = add(plan, file, Access.READ);
      }
    }
    switch (policy.network()) {
      case Network.None() -> {}
      case Network.Hosts _ -> addRelay(plan, policy);
      case Network.Host() -> {
        for (Path file : system.networkFiles()) {
          addOfSystem(plan, file);
        }
      }
    }
    for (Path path : policy.readable()) {
      var _ = add(plan, path, Access.READ);
    }
    for (Path path : policy.writable()) {
      var _ = add(plan, path, Access.WRITE);
    }
    return plan;
  }

  /** What starts beside the stage has to be there, also where hardly a program is. */
  private void addRelay(MountPlan plan, SandboxPolicy policy) throws PolicyRefused {
    if (policy.programs().isPresent()) {
      var _ = add(plan, Gateway.SHELL, Access.READ);
      for (Path relay : Gateway.findRelay().stream().toList()) {
        var _ = add(plan, relay, Access.READ);
      }
    }
  }

  /** A wrapper's own account of a stage must be out of its reach. */
  void refuseForgery(MountPlan plan, Path statusFolder) throws PolicyRefused {
    try {
      if (plan.lets(statusFolder.toRealPath(), Access.WRITE)) {
        throw refused("a stage could forge its end: " + statusFolder + " lies in a writable path");
      }
    } catch (IOException e) {
      throw refused("the folder for its status, " + statusFolder + ", cannot be used: " + e);
    }
  }

  private List<Path> systemFolders(SandboxPolicy policy) throws PolicyRefused {
    try {
      return policy.programs().isPresent() ? system.withoutPrograms().folders() : system.folders();
    } catch (IOException e) {
      throw refused("the system's folders cannot be listed: " + e);
    }
  }

  private void addOfSystem(MountPlan plan, Path path) throws PolicyRefused {
    plan.noteOfSystem(add(plan, path, Access.READ));
  }

  private Path add(MountPlan plan, Path path, Access access) throws PolicyRefused {
    Path real = real(plan, path);
    if (real.getNameCount() == 0) {
      throw refused(path + " would show the whole machine; name the folders that are needed");
    }
    for (Path own : OWN_FOLDERS) {
      if (real.startsWith(own)) {
        throw refused(path + " cannot be shared: a stage has its own " + own);
      }
    }
    Access before = plan.mount(real, access).orElse(access);
    if (before != access) {
      throw refused(path + " cannot be both writable and a system folder or readable only");
    }
    return real;
  }

  /** A command that could not start at all would be reported less clearly by the wrapper. */
  void refuseUnreachable(Command command, MountPlan plan) throws PolicyRefused {
    refuseHiddenFolder(command, plan);
    Path program = command.directory().resolve(command.program());
    if (command.program().contains("/") && Files.exists(program)) {
      Path real = real(plan, program);
      if (!plan.shows(real)) {
        throw refused("the program " + real + " is not in the policy; make its folder readable");
      }
    }
  }

  /** The folder in which a command starts must be there. */
  void refuseHiddenFolder(Command command, MountPlan plan) throws PolicyRefused {
    Path directory = real(plan, command.directory());
    if (!plan.shows(directory)) {
      throw refused("the command's directory " + command.directory() + " is not in its policy");
    }
  }

  private Path real(MountPlan plan, Path path) throws PolicyRefused {
    try {
      return plan.follow(path);
    } catch (NoSuchFileException e) {
      throw refused(path + " does not exist");
    } catch (IOException e) {
      throw refused(path + " cannot be looked up: " + e);
    }
  }

  private PolicyRefused refused(String why) {
    return new PolicyRefused(backend, why);
  }
}
