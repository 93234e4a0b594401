package org.colophon.stages.holography.cft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.stages.holography.cft.DictionaryContracts.Source;
import tools.jackson.databind.JsonNode;

/** The published dimensions of one theory, out of a {@code CftSpectrum@0.1}. */
record Spectrum(String subjectId, int d, List<Primary> primaries) {

  /**
   * A primary operator.
   *
   * @param sector its sign under Z2; empty where the source gives none
   * @param error absent where the source gives none
   */
  record Primary(
      String name,
      int spin,
      String sector,
      double delta,
      OptionalDouble error,
      String published,
      Source source) {

    double twist() {
      return delta - spin;
    }

    boolean isOdd() {
      return sector.equals("-");
    }
  }

  Spectrum {
    primaries = List.copyOf(primaries);
  }

  /**
   * Every theory in a document: the one it is about, or its sets.
   *
   * @param alias and {@code file} name the document in sources
   */
  static List<Spectrum> of(JsonNode document, String alias, String file) {
    String id = document.path("system_id").asString();
    int d = document.path("d").intValue();
    List<Spectrum> spectra = new ArrayList<>();
    if (document.has("operators")) {
      List<Primary> primaries =
          primaries(document.path("operators"), "", new Source(alias, file, "/operators"));
      spectra.add(new Spectrum(id, d, primaries));
    }
    for (int i = 0; i < document.path("sets").size(); i++) {
      JsonNode set = document.path("sets").path(i);
      Source source = new Source(alias, file, "/sets/" + i + "/operators");
      spectra.add(
          new Spectrum(
              id + "/" + set.path("model").asString(),
              d,
              primaries(set.path("operators"), set.path("source").asString(""), source)));
    }
    return spectra;
  }

  private static List<Primary> primaries(JsonNode list, String published, Source at) {
    List<Primary> primaries = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode one = list.path(i);
      JsonNode error = one.has("Delta_err") ? one.path("Delta_err") : one.path("err");
      primaries.add(
          new Primary(
              one.path("name").asString(),
              // a set that leaves the spin out lists scalars
              one.path("spin").asInt(0),
              one.path("Z2").asString(""),
              one.path("Delta").doubleValue(),
              error.isNumber() ? OptionalDouble.of(error.doubleValue()) : OptionalDouble.empty(),
              one.path("source").asString(published.isEmpty() ? "not stated" : published),
              new Source(at.alias(), at.file(), at.field() + "/" + i + "/Delta")));
    }
    return primaries;
  }

  /** σ, the field: the lightest scalar, of the odd ones where there is a Z2. */
  Optional<Primary> lightest() {
    boolean hasZ2 = primaries.stream().anyMatch(Primary::isOdd);
    return primaries.stream()
        .filter(one -> one.spin() == 0 && (!hasZ2 || one.isOdd()))
        .min(Comparator.comparingDouble(Primary::delta));
  }

  /**
   * What takes the place of σ² : the lightest even scalar, or, where no Z2 is given, every other
   * scalar, as such lists hold the lightest one of each symmetry sector.
   */
  List<Primary> bilinears() {
    Optional<Primary> field = lightest();
    boolean hasZ2 = primaries.stream().anyMatch(Primary::isOdd);
    List<Primary> scalars =
        primaries.stream()
            .filter(one -> one.spin() == 0 && !one.isOdd())
            .filter(one -> field.isEmpty() || !one.equals(field.get()))
            .sorted(Comparator.comparingDouble(Primary::delta))
            .toList();
    return hasZ2 && scalars.size() > 1 ? scalars.subList(0, 1) : scalars;
  }

  /** The leading even operator of each even spin from 2 on. */
  List<Primary> leadingTrajectory() {
    List<Primary> leading = new ArrayList<>();
    int highest = primaries.stream().mapToInt(Primary::spin).max().orElse(0);
    for (int spin = 2; spin <= highest; spin += 2) {
      int wanted = spin;
      primaries.stream()
          .filter(one -> one.spin() == wanted && !one.isOdd())
          .min(Comparator.comparingDouble(Primary::delta))
          .ifPresent(leading::add);
    }
    return leading;
  }
}
