package org.colophon.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.contract.StageStatus;

/**
 * A run whose end is known beforehand. The pipeline is not told that it is a control.
 *
 * @param about what is wrong with what it is given, or right
 * @param source where that is specified
 * @param subject id, in the pipeline's artifacts, of what is judged
 * @param config absolute
 * @param sets as with {@code --set}
 * @param inputs from outside the run, by alias; absolute
 * @param exitCode of the run
 * @param stages every stage that must have ended, by id, and how
 * @param decisive the rejections of a negative control, one for each reason; what a positive one is
 *     accepted by
 * @param besides what must hold too, and neither rejects nor accepts
 */
public record Control(
    String name,
    Kind kind,
    String about,
    String source,
    String subject,
    Path config,
    List<String> sets,
    Map<String, Path> inputs,
    Optional<String> from,
    Optional<String> to,
    int exitCode,
    Map<String, StageStatus> stages,
    List<Check> decisive,
    List<Check> besides) {

  /** What the pipeline must do with it. */
  public enum Kind {
    /** Reject it, for the reasons given. */
    NEGATIVE,
    /** Accept it: a pipeline that rejects everything is of no use. */
    POSITIVE
  }

  public Control {
    sets = List.copyOf(sets);
    inputs = new TreeMap<>(inputs);
    stages = new TreeMap<>(stages);
    decisive = List.copyOf(decisive);
    besides = List.copyOf(besides);
  }
}
