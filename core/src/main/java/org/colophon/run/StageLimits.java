package org.colophon.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.colophon.config.Profile;
import org.colophon.pipeline.Allowance;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.DiskLimit;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.Limits;
import org.colophon.sandbox.Resource;

/**
 * What a stage may use: what it declares, else what the profile gives to those that declare
 * nothing, and never more than the profile's caps.
 */
final class StageLimits {
  private static final Duration KILL_DELAY = Duration.ofSeconds(10);

  /** Enough for any program that means well; a fork bomb needs more. */
  private static final long PROCESSES = 4096;

  private final StageSpec stage;
  private final Profile profile;

  StageLimits(StageSpec stage, Profile profile) {
    this.stage = stage;
    this.profile = profile;
  }

  /** What it may reach. */
  StageNetwork network() {
    return new StageNetwork(stage, profile);
  }

  /** Files of the GPUs that it has, as far as this machine has them. */
  List<Path> deviceFiles(List<String> gpus) {
    return profile.capacity().filesOf(gpus).stream().filter(Files::exists).toList();
  }

  /** What the orchestrator itself keeps. */
  ResourceLimits byRunner(Path stageFolder) {
    OptionalLong disk = amount(Allowance::disk);
    return new ResourceLimits(
        stage.limits().wallTime(),
        KILL_DELAY,
        stage.limits().outputBytes(),
        disk.isPresent()
            ? Optional.of(new DiskLimit(stageFolder, disk.getAsLong()))
            : Optional.empty());
  }

  /** What the sandbox keeps. */
  Limits bySandbox() {
    Limits limits = Limits.NONE.with(Resource.PROCESSES, PROCESSES, false);
    for (Resource resource : Resource.values()) {
      OptionalLong amount = amount(of(resource));
      if (amount.isPresent()) {
        limits = limits.with(resource, amount.getAsLong(), isInsisted(resource));
      }
    }
    return limits;
  }

  /** Why the stage asks for more than anybody gets here, if it does. */
  Optional<String> excess() {
    for (Resource resource : Resource.values()) {
      Optional<String> excess = excess(resource.label(), of(resource));
      if (excess.isPresent()) {
        return excess;
      }
    }
    return excess("disk", Allowance::disk).or(network()::excess);
  }

  private Optional<String> excess(String label, Function<Allowance, OptionalLong> which) {
    OptionalLong wanted = which.apply(stage.limits().allowance());
    OptionalLong cap = which.apply(profile.caps());
    return wanted.isPresent() && cap.isPresent() && wanted.getAsLong() > cap.getAsLong()
        ? Optional.of(
            "it declares limits.%s: %d, and profile %s caps it at %d; ask for less, or choose another"
                    .formatted(label, wanted.getAsLong(), profile.name(), cap.getAsLong())
                + " --env")
        : Optional.empty();
  }

  /** Stages and caps are to be obeyed; a default need not be. */
  private boolean isInsisted(Resource resource) {
    boolean meant =
        of(resource).apply(stage.limits().allowance()).isPresent()
            || of(resource).apply(profile.caps()).isPresent();
    return switch (profile.unkeptLimits()) {
      case REFUSE -> meant;
      case RECORD -> false;
    };
  }

  private OptionalLong amount(Function<Allowance, OptionalLong> which) {
    OptionalLong declared = which.apply(stage.limits().allowance());
    if (declared.isPresent()) {
      return declared;
    }
    OptionalLong given = which.apply(profile.limits());
    OptionalLong cap = which.apply(profile.caps());
    if (given.isEmpty() || cap.isEmpty()) {
      return given.isPresent() ? given : cap;
    }
    return OptionalLong.of(Math.min(given.getAsLong(), cap.getAsLong()));
  }

  private static Function<Allowance, OptionalLong> of(Resource resource) {
    return switch (resource) {
      case CPUS -> Allowance::cpus;
      case MEMORY -> Allowance::memory;
      case PROCESSES -> Allowance::processes;
      case FILE_SIZE -> Allowance::fileSize;
      case OPEN_FILES -> Allowance::openFiles;
    };
  }
}
