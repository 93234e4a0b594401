package org.colophon.legacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.artifact.Sha256;
import org.colophon.contract.PipelineException.BadRequest;
import org.colophon.legacy.LegacyFolder.Found;
import org.colophon.run.FilePatterns;

/**
 * Which files of an older folder an output is made of. All files of one output lie in one folder;
 * where two folders could be meant, nothing is chosen.
 */
sealed interface Recognition {
  /** No file matches. */
  record Nothing() implements Recognition {}

  /**
   * One folder is meant.
   *
   * @param why it is believed
   */
  record Place(Path folder, List<Candidate> files, Fact why) implements Recognition {
    public Place {
      files = List.copyOf(files);
    }
  }

  /**
   * More than one could be meant.
   *
   * @param choices folders, or files that would have one name
   */
  record Ambiguous(List<String> choices) implements Recognition {
    public Ambiguous {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A file that may be part of the output.
   *
   * @param path as the user knows it, relative to the searched folder where it lies in it
   * @param target name in the artifact
   */
  record Candidate(String path, Path real, String target, Optional<Mapping> mapping) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** Looks for an output, or an input, by the rules of the map. */
  static Recognition search(LegacyFolder folder, String alias, FilePatterns patterns, LegacyMap map)
      throws IOException {
    Map<String, List<Candidate>> places = new TreeMap<>();
    Map<String, String> rules = new TreeMap<>();
    for (Found file : folder.files()) {
      Optional<LegacyMap.Source> source =
          map.sources(alias).stream().filter(s -> s.match().matches(file.path())).findFirst();
      if (source.isPresent()) {
        places
            .computeIfAbsent(file.folder(), _ -> new ArrayList<>())
            .add(candidate(file.path(), file.real(), source));
        rules.putIfAbsent(file.folder(), source.get().match().text());
      }
    }
    places.values().removeIf(files -> files.stream().noneMatch(file -> isOwn(patterns, file)));
    removeCopies(places);
    if (places.isEmpty()) {
      return new Nothing();
    }
    if (places.size() > 1) {
      return new Ambiguous(places.keySet().stream().map(place -> place + "/").toList());
    }
    Map.Entry<String, List<Candidate>> only = places.entrySet().iterator().next();
    Fact why =
        Fact.inferred(
            alias, only.getKey() + "/", "path, by " + rules.get(only.getKey()) + " of the map");
    return place(folder.root().resolve(only.getKey()).normalize(), only.getValue(), why);
  }

  /**
   * Takes an output, or an input, from where the user says it is.
   *
   * @throws BadRequest if there is nothing
   */
  static Recognition asserted(
      LegacyFolder folder, String alias, FilePatterns patterns, LegacyMap map, Path path)
      throws IOException {
    if (!Files.exists(path)) {
      throw new BadRequest("--assert " + alias + "=" + path + ": there is no such file or folder");
    }
    Path real = path.toRealPath();
    Fact why = Fact.asserted(alias, real.toString(), "--assert");
    String own = patterns.types().keySet().iterator().next();
    if (Files.isRegularFile(real)) {
      String name = String.valueOf(real.getFileName());
      Candidate only = candidate(shown(folder, real), real, source(map, alias, name));
      boolean fits = patterns.typeOf(only.target()).isPresent();
      Candidate file = fits ? only : new Candidate(only.path(), real, own, only.mapping());
      return place(real.resolveSibling("").normalize(), List.of(file), why);
    }
    List<Candidate> files = new ArrayList<>();
    try (var entries = Files.list(real)) {
      for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
        String name = String.valueOf(entry.getFileName());
        Candidate file =
            candidate(shown(folder, entry), entry.toRealPath(), source(map, alias, name));
        if (patterns.typeOf(file.target()).isPresent()) {
          files.add(file);
        }
      }
    }
    if (files.stream().noneMatch(file -> isOwn(patterns, file))) {
      throw new BadRequest("--assert " + alias + "=" + path + ": no file there matches " + own);
    }
    return place(real, files, why);
  }

  private static Recognition place(Path folder, List<Candidate> files, Fact why) {
    Map<String, List<String>> byTarget = new LinkedHashMap<>();
    files.forEach(
        file -> byTarget.computeIfAbsent(file.target(), _ -> new ArrayList<>()).add(file.path()));
    List<String> choices =
        byTarget.values().stream().filter(same -> same.size() > 1).flatMap(List::stream).toList();
    return choices.isEmpty() ? new Place(folder, files, why) : new Ambiguous(choices);
  }

  /** A folder whose files are, byte for byte, those of another is no second choice. */
  private static void removeCopies(Map<String, List<Candidate>> places) throws IOException {
    if (places.size() < 2) {
      return;
    }
    Map<Map<String, String>, String> seen = new LinkedHashMap<>();
    for (Map.Entry<String, List<Candidate>> place : places.entrySet()) {
      Map<String, String> digests = new TreeMap<>();
      for (Candidate file : place.getValue()) {
        digests.put(file.target(), digest(file));
      }
      seen.putIfAbsent(digests, place.getKey());
    }
    places.keySet().retainAll(seen.values());
  }

  private static String digest(Candidate file) {
    try {
      return Sha256.of(file.real());
    } catch (IOException e) {
      // what cannot be read is like nothing else
      return file.path() + ": " + e.getMessage();
    }
  }

  private static Candidate candidate(String path, Path real, Optional<LegacyMap.Source> source) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Candidate(
        path,
        real,
        source.flatMap(LegacyMap.Source::as).orElse(name),
        source.flatMap(LegacyMap.Source::mapping));
  }

  private static Optional<LegacyMap.Source> source(LegacyMap map, String alias, String name) {
    return map.sources(alias).stream().filter(s -> s.match().matchesName(name)).findFirst();
  }

  private static boolean isOwn(FilePatterns patterns, Candidate file) {
    return patterns.typeOf(file.target()).equals(Optional.of(patterns.own()));
  }

  private static String shown(LegacyFolder folder, Path file) {
    return file.startsWith(folder.root())
        ? folder.root().relativize(file).toString()
        : file.toString();
  }
}
