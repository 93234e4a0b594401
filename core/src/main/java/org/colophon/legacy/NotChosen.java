package org.colophon.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.colophon.legacy.LegacyFolder.Found;
import org.colophon.legacy.LegacyFolder.Noted;
import org.colophon.legacy.Recognition.Place;
import org.colophon.pipeline.Pipeline;
import org.colophon.run.FilePatterns;

/**
 * Why a file that was recognised was not taken.
 *
 * @param places where each output that was found is, by alias
 * @param ambiguous outputs that could be in more than one place
 * @param given inputs that the config gives
 */
record NotChosen(
    Pipeline pipeline,
    LegacyMap map,
    Map<String, Place> places,
    Set<String> ambiguous,
    Set<String> given) {
  NotChosen {
    given = Set.copyOf(given);
    places = Map.copyOf(places);
    ambiguous = Set.copyOf(ambiguous);
  }

  /** Each of {@code left} that a rule covers, with the reason. */
  List<Noted> of(List<Found> left, Set<String> taken) {
    List<Noted> noted = new ArrayList<>();
    for (Found file : left) {
      why(file, taken).ifPresent(why -> noted.add(new Noted(file.path(), why)));
    }
    return noted;
  }

  private Optional<String> why(Found file, Set<String> taken) {
    if (file.name().endsWith(".meta.json")) {
      String archive = file.path().replaceFirst("\\.meta\\.json$", ".npz");
      if (taken.contains(archive)) {
        return Optional.of("metadata beside " + archive + ", which has its own or is given others");
      }
    }
    for (String alias : aliases()) {
      Optional<LegacyMap.Source> source =
          map.sources(alias).stream().filter(s -> s.match().matches(file.path())).findFirst();
      if (source.isPresent()) {
        return Optional.of(why(alias, source.get().as().orElse(file.name())));
      }
    }
    return Optional.empty();
  }

  private List<String> aliases() {
    List<String> aliases = new ArrayList<>(map.artifacts().keySet());
    aliases.addAll(map.inputs().keySet());
    return aliases;
  }

  private String why(String alias, String name) {
    if (ambiguous.contains(alias)) {
      return "could be of " + alias + ", which is ambiguous; --assert says which";
    }
    if (given.contains(alias)) {
      return "could be of " + alias + ", which the config gives";
    }
    Place place = places.get(alias);
    if (place != null && place.why().certainty() == Fact.Certainty.ASSERTED) {
      return "could be of " + alias + ", which --assert takes from " + place.folder();
    }
    Optional<FilePatterns> patterns = pipeline.maker(alias).map(FilePatterns::of);
    boolean own =
        patterns.map(found -> found.typeOf(name).equals(Optional.of(found.own()))).orElse(true);
    if (place != null && own) {
      return "byte for byte in what " + alias + " takes from " + place.folder();
    }
    return "could be of "
        + alias
        + ", but "
        + patterns.map(found -> "no " + found.own() + " lies beside it").orElse("it is not taken");
  }
}
