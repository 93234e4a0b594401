package org.colophon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.contract.Json;
import org.colophon.contract.StageStatus;
import org.colophon.items.Item;
import org.colophon.items.ItemLine;
import org.colophon.items.Slice;
import org.colophon.pipeline.StageSpec;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome;
import org.slf4j.MDC;

/**
 * The run of one item: the stage's program, started in a folder of the item's own, tried again for
 * the causes that the stage declares. On any thread; nothing of it waits for the disk.
 */
final class OneItem {
  private final RunPlan plan;
  private final Installation installation;
  private final StageProcess process;
  private final Interruption interruption;
  private final RunSecrets secrets;
  private final StageRunner.Attempt attempt;
  private final List<AdmittedInput> inputs;
  private final DurableFiles disk;
  private final ItemShelf shelf;

  OneItem(
      RunPlan plan,
      Installation installation,
      StageProcess process,
      Interruption interruption,
      RunSecrets secrets,
      StageRunner.Attempt attempt,
      List<AdmittedInput> inputs) {
    this.plan = plan;
    this.installation = installation;
    this.process = process;
    this.interruption = interruption;
    this.secrets = secrets;
    this.attempt = attempt;
    this.inputs = inputs;
    this.disk = attempt.disk().unsynced();
    this.shelf =
        new ItemShelf(attempt.folder().itemFolders(), attempt.stage().outputs().keySet(), disk);
  }

  /** How an item ended; empty if that was only because the whole run is to end. */
  Optional<ItemLine> run(ItemPlan.Planned planned, Optional<List<String>> gpus) throws IOException {
    Item item = planned.item();
    StageFolder folder = attempt.folder().itemFolders().of(item.key());
    int tried = 0;
    while (true) {
      tried++;
      Try one = attempt(item, tried, folder, gpus);
      if (one.outcome() instanceof ProcessOutcome.Interrupted) {
        return Optional.empty();
      }
      String error = one.error();
      boolean again =
          !one.verdict().status().goesOn()
              && !interruption.requested()
              && attempt.stage().retry().follows(error, tried - 1);
      if (!again) {
        return Optional.of(line(planned, folder, one, tried));
      }
      disk.move(folder.root(), attempt.folder().itemFolders().earlier(item, tried).root());
    }
  }

  /** One try. */
  private record Try(
      ProcessOutcome outcome, Verdict verdict, Map<String, List<Slice>> outputs, Duration took) {

    String error() {
      return verdict.errors().isEmpty() ? verdict.status().name() : verdict.errors().getFirst();
    }
  }

  private Try attempt(Item item, int tried, StageFolder folder, Optional<List<String>> gpus)
      throws IOException {
    Instant start = installation.clock().instant();
    StageSpec stage = attempt.stage();
    StageRunner.Attempt own = attempt.ofItem(item, tried, folder, disk);
    shelf.prepare(folder);
    StageLaunch launch =
        new StageLaunch(
            plan.pipeline(),
            stage,
            attempt.run().directory(),
            folder,
            inputs,
            installation,
            new StageLimits(stage, plan.profile()),
            Optional.of(item));
    GuardedRecords records = new GuardedRecords(folder);
    records.write(
        disk,
        folder.inputs(),
        Json.text(
            launch.context(attempt.experiment(), attempt.id(), plan.config(), attempt.gitSha())));
    Command command = process.command(own, launch, gpus);
    try (MDC.MDCCloseable _ = MDC.putCloseable("stage", stage.id());
        StageProcess.Confining confining = process.confine(own, launch, command)) {
      ProcessOutcome outcome = process.run(own, confining, records);
      records.removeUnlessWritten(disk, folder.command());
      List<String> breaches = new ArrayList<>(records.restore(disk));
      breaches.addAll(SecretSweep.of(folder, secrets.redaction(), disk));
      NetworkRecord network = confining.network().without(secrets.redaction());
      breaches.addAll(network.write(folder, disk));
      SummaryReading summary =
          SummaryReading.of(folder.summary(), stage.id(), attempt.experiment());
      ItemOutputs outputs = ItemOutputs.of(stage, folder, plan.catalog());
      Verdict verdict =
          Verdict.of(stage.summary(), outcome, summary, outputs.problems())
              .withBreaches(breaches)
              .withRefusals(network.refusals());
      return new Try(
          outcome,
          onDisk(verdict, folder).without(secrets.redaction()),
          outputs.slices(),
          Duration.between(start, installation.clock().instant()));
    }
  }

  private static Verdict onDisk(Verdict verdict, StageFolder folder) throws IOException {
    return verdict.status() == StageStatus.ERROR
        ? verdict.onDiskWith(Files.getFileStore(folder.root()).getUsableSpace())
        : verdict;
  }

  private ItemLine line(ItemPlan.Planned planned, StageFolder folder, Try one, int tried)
      throws IOException {
    boolean done = one.verdict().status().goesOn();
    Map<String, Slice> logs = new TreeMap<>();
    log(folder, folder.stdout()).ifPresent(slice -> logs.put("stdout", slice));
    log(folder, folder.stderr()).ifPresent(slice -> logs.put("stderr", slice));
    log(folder, folder.network()).ifPresent(slice -> logs.put("network", slice));
    ItemShelf.Shelved shelved =
        done
            ? shelf.shelve(planned.item(), folder, one.outputs(), logs)
            : new ItemShelf.Shelved(Map.of(), inOwnFolder(planned.item(), logs));
    return new ItemLine(
        planned.item().key(),
        planned.itemKey(),
        one.verdict().status(),
        false,
        tried,
        Math.max(0, one.took().toMillis()) / 1000.0,
        done ? null : one.error(),
        one.verdict().warnings().stream().findFirst().orElse(null),
        shelved.outputs(),
        shelved.logs());
  }

  /** An item that failed stays as it is, to be looked at. */
  private static Map<String, Slice> inOwnFolder(Item item, Map<String, Slice> logs) {
    Map<String, Slice> there = new TreeMap<>();
    logs.forEach((stream, slice) ->
        there.put(
            stream,
            new Slice(
                item.name() + "/" + slice.path(),
                slice.name(),
                slice.offset(),
                slice.bytes(),
                slice.sha256())));
    return there;
  }

  private static Optional<Slice> log(StageFolder folder, Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Slice(
            FolderContents.name(folder.root(), file),
            String.valueOf(file.getFileName()),
            0,
            Files.size(file),
            Sha256.of(file)));
  }
}
