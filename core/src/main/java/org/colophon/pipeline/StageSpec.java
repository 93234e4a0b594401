package org.colophon.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.artifact.ArtifactType;

/**
 * One stage as the pipeline file declares it.
 *
 * @param id number and slug, {@code 02_emergent_geometry_engine}; also its folder in a run
 * @param params sections of the config that it sees
 * @param reads further files and folders that it may read; absolute
 * @param code files and folders that its identity consists of, absolute; empty for its own folder
 *     or jar
 * @param reusable whether its outputs depend on nothing but what is declared
 * @param tools command that prints a version, by tool
 * @param secrets names of those that it finds in its environment
 * @param resources what it asks for while others run beside it
 * @param foreach the items that it runs once for each; empty if it runs once
 */
public record StageSpec(
    String id,
    String about,
    StageProgramRef program,
    SummaryFrom summary,
    List<String> params,
    List<Path> reads,
    List<Path> code,
    boolean reusable,
    Map<String, List<String>> tools,
    Map<String, Input> inputs,
    Map<String, Output> outputs,
    Limits limits,
    List<String> secrets,
    NetworkAccess network,
    Programs programs,
    Resources resources,
    Retry retry,
    Optional<ForEach> foreach) {

  /** Who writes {@code stage_summary.json}. */
  public enum SummaryFrom {
    STAGE,
    EXIT_CODE
  }

  /**
   * An input.
   *
   * @param optional the stage copes without it
   * @param external no stage makes it
   */
  public record Input(ArtifactType type, boolean optional, boolean external) {}

  /**
   * An output.
   *
   * @param files pattern of the artifact's own files, all of type {@code type}
   * @param also type of the companion files, by pattern
   * @param optional the stage may leave it out
   */
  public record Output(
      ArtifactType type, String files, Map<String, ArtifactType> also, boolean optional) {
    public Output {
      also = Collections.unmodifiableMap(new LinkedHashMap<>(also));
    }
  }

  /**
   * Limits of one attempt.
   *
   * @param outputBytes of stdout and of stderr, each
   * @param allowance what else it may use
   */
  public record Limits(Duration wallTime, long outputBytes, Allowance allowance) {
    static final Duration DEFAULT_WALL_TIME = Duration.ofHours(24);
    static final long DEFAULT_OUTPUT_BYTES = 1L << 28;
  }

  /**
   * The programs that a stage may start besides its own.
   *
   * @param only names of the machine's programs, or empty for all of them
   * @param written whether it may start what it wrote itself
   */
  public record Programs(Optional<List<String>> only, boolean written) {
    public Programs {
      only = only.map(List::copyOf);
    }
  }

  public StageSpec {
    params = List.copyOf(params);
    reads = List.copyOf(reads);
    code = List.copyOf(code);
    secrets = List.copyOf(secrets);
    tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The same stage with other inputs. */
  public StageSpec withInputs(Map<String, Input> others) {
    return new StageSpec(
        id, about, program, summary, params, reads, code, reusable, tools, others, outputs, limits,
        secrets, network, programs, resources, retry, foreach);
  }

  /** The two digits that order the stages. */
  public String number() {
    return id.substring(0, 2);
  }
}
