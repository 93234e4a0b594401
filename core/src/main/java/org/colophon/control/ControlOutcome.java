package org.colophon.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.colophon.contract.RunManifest;
import org.colophon.contract.StageStatus;
import org.colophon.control.Control.Kind;
import org.colophon.control.Judgement.Verdict;

/**
 * What became of one control, for people and programs.
 *
 * @param held whether the run ended as specified, for the reasons specified
 * @param decisive how many rejections, or acceptances, are specified
 * @param decisiveSeen how many of them came
 * @param differences what was not as specified, a line each
 * @param run its run folder; removed if it held, unless the runs were to be kept
 * @param command what to type to have the same run again
 */
public record ControlOutcome(
    String name,
    Kind kind,
    String about,
    String source,
    String subject,
    boolean held,
    Verdict verdict,
    Ending expected,
    Ending came,
    int decisive,
    int decisiveSeen,
    List<String> differences,
    double seconds,
    Path run,
    List<String> command) {

  /**
   * How a run ends.
   *
   * @param stages by id; those that ended
   */
  public record Ending(int exitCode, Map<String, StageStatus> stages) {
    public Ending {
      stages = new TreeMap<>(stages);
    }
  }

  public ControlOutcome {
    differences = List.copyOf(differences);
    command = List.copyOf(command);
  }

  static ControlOutcome of(
      Control control,
      Judgement judgement,
      RunManifest manifest,
      double seconds,
      Path run,
      List<String> command) {
    Map<String, StageStatus> stages = new TreeMap<>();
    manifest.stages().forEach(entry -> stages.put(entry.stage(), entry.status()));
    return new ControlOutcome(
        control.name(),
        control.kind(),
        control.about(),
        control.source(),
        control.subject(),
        judgement.holds(),
        judgement.verdict(),
        new Ending(control.exitCode(), control.stages()),
        new Ending(manifest.exitCode(), stages),
        control.decisive().size(),
        judgement.decisiveSeen(),
        judgement.differences(),
        seconds,
        run,
        command);
  }
}
