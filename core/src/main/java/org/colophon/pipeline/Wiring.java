package org.colophon.pipeline;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.colophon.document.Document;
import org.colophon.document.NearestName;

/** Whether the stages of a pipeline fit together; every message has its line. */
final class Wiring {
  /** Names that a run folder uses itself; an alias stands beside them. */
  private static final Set<String> RESERVED = Set.of("logs", "runs", "config", "events");

  /** Variables that mean something to the stage, or to the shell that starts its sandbox. */
  private static final Pattern NO_SECRET =
      Pattern.compile(
          "LD_.*|PS4|SHELLOPTS|BASH.*|ENV|IFS|PATH|HOME|SEED|EXPERIMENT|RUN_DIR|STAGE_.*|ITEM_(KEY|FILE)|PYTHON.*"
              + "|TZ|LC_ALL|SOURCE_DATE_EPOCH|(HTTPS?|ALL|NO)_PROXY");

  /** With a digest before it, an attempt, the digest of an item and a try behind it. */
  private static final int LONGEST_ID = 80;

  private final Pipeline pipeline;
  private final Document document;
  private final List<String> problems = new ArrayList<>();

  private Wiring(Pipeline pipeline, Document document) {
    this.pipeline = pipeline;
    this.document = document;
  }

  static List<String> problems(Pipeline pipeline, Document document) {
    Wiring wiring = new Wiring(pipeline, document);
    wiring.stagesInOrder();
    wiring.everyIdFitsInANameOfAJob();
    wiring.everyAliasMadeOnce();
    wiring.everyInputMadeBefore();
    wiring.javaStagesHaveAJar();
    wiring.everyPatternCanBeMatched();
    wiring.everySecretHasANameOfItsOwn();
    wiring.everyItemHasAPlace();
    return List.copyOf(wiring.problems);
  }

  private void stagesInOrder() {
    Set<String> numbers = new HashSet<>();
    String previous = "";
    for (int i = 0; i < pipeline.stages().size(); i++) {
      StageSpec stage = pipeline.stages().get(i);
      if (!numbers.add(stage.number())) {
        report(i, "/id", "two stages have the number " + stage.number());
      } else if (stage.id().compareTo(previous) < 0) {
        report(i, "/id", "stage " + stage.id() + " comes after " + previous + "; sort the stages");
      }
      previous = stage.id();
    }
  }

  /** It is a part of every job's key, which a scheduler takes 200 characters of. */
  private void everyIdFitsInANameOfAJob() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      int length = pipeline.stages().get(i).id().length();
      if (length > LONGEST_ID) {
        report(
            i,
            "/id",
            "the id has " + length + " characters, " + LONGEST_ID + " are possible; shorten it");
      }
    }
  }

  private void everyAliasMadeOnce() {
    Map<String, String> makers = new HashMap<>();
    for (int i = 0; i < pipeline.stages().size(); i++) {
      StageSpec stage = pipeline.stages().get(i);
      for (String alias : stage.outputs().keySet()) {
        String other = makers.putIfAbsent(alias, stage.id());
        if (other != null) {
          report(i, "/outputs/" + alias, "alias " + alias + " is made by " + other + " already");
        }
        if (RESERVED.contains(alias)) {
          report(i, "/outputs/" + alias, "alias " + alias + " is a name that every run uses");
        }
      }
    }
  }

  private void everyInputMadeBefore() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      for (Map.Entry<String, StageSpec.Input> input :
          pipeline.stages().get(i).inputs().entrySet()) {
        String alias = input.getKey();
        String problem = inputProblem(i, alias, input.getValue());
        if (!problem.isEmpty()) {
          report(i, "/inputs/" + alias, problem);
        }
      }
    }
  }

  private String inputProblem(int consumer, String alias, StageSpec.Input input) {
    Optional<StageSpec> maker = pipeline.producer(alias);
    if (maker.isEmpty()) {
      boolean fromOutside = input.optional() || input.external();
      return fromOutside ? "" : "no stage makes " + alias + nearestAlias(alias);
    }
    if (pipeline.stages().indexOf(maker.get()) >= consumer) {
      return alias
          + " is made by "
          + maker.get().id()
          + ", which does not come before "
          + pipeline.stages().get(consumer).id()
          + " (a cycle)";
    }
    return "";
  }

  private String nearestAlias(String alias) {
    List<String> made =
        pipeline.stages().stream().flatMap(stage -> stage.outputs().keySet().stream()).toList();
    return NearestName.to(alias, made)
        .map(name -> "; did you mean " + name + "?")
        .orElse("; declare it external: true if it comes from the command line");
  }

  private void javaStagesHaveAJar() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      if (pipeline.stages().get(i).program() instanceof StageProgramRef.JavaMain
          && pipeline.java().isEmpty()) {
        report(i, "/java", "a Java stage needs the pipeline's `java: { jar: … }`");
      }
    }
  }

  private void everyPatternCanBeMatched() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      for (Map.Entry<String, StageSpec.Output> output :
          pipeline.stages().get(i).outputs().entrySet()) {
        List<String> patterns = new ArrayList<>(output.getValue().also().keySet());
        patterns.addFirst(output.getValue().files());
        for (String pattern : patterns) {
          try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
          } catch (PatternSyntaxException e) {
            report(
                i,
                "/outputs/" + output.getKey(),
                pattern + " is not a file pattern: " + e.getDescription());
          }
        }
      }
    }
  }

  private void everySecretHasANameOfItsOwn() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      for (String name : pipeline.stages().get(i).secrets()) {
        if (NO_SECRET.matcher(name).matches()) {
          report(
              i, "/secrets", name + " is a variable with a meaning of its own; rename the secret");
        }
      }
    }
  }

  /** What items are made of is there, and what they make can be put together. */
  private void everyItemHasAPlace() {
    for (int i = 0; i < pipeline.stages().size(); i++) {
      StageSpec stage = pipeline.stages().get(i);
      if (stage.foreach().isPresent()) {
        String alias = stage.foreach().get().input();
        StageSpec.Input input = stage.inputs().get(alias);
        if (input == null || input.optional()) {
          report(i, "/foreach", "foreach needs a required input, and " + alias + " is none");
        }
        if (stage.outputs().isEmpty()) {
          report(i, "/foreach", "a stage with foreach needs an output to gather its items in");
        }
        for (Map.Entry<String, StageSpec.Output> output : stage.outputs().entrySet()) {
          String problem = gatheringProblem(output.getValue());
          if (!problem.isEmpty()) {
            report(i, "/outputs/" + output.getKey(), problem);
          }
        }
      }
    }
  }

  private static String gatheringProblem(StageSpec.Output output) {
    Optional<GatheredAs> gathered = GatheredAs.of(output.files());
    if (gathered.isEmpty()) {
      return "what items make is gathered in a file such as all.jsonl, all.csv or all.json, in one"
          + " file for each (*.npz) or one folder for each (*/model.npz); "
          + output.files()
          + " is none of these";
    }
    boolean companions =
        output.also().keySet().stream()
            .allMatch(pattern ->
                gathered.get() == GatheredAs.FOLDERS && GatheredAs.of(pattern).equals(gathered));
    return companions ? "" : "companion files of items are gathered only in folders: */NAME";
  }

  private void report(int stage, String pointer, String problem) {
    problems.add(document.place("/stages/" + stage + pointer) + ": " + problem);
  }
}
