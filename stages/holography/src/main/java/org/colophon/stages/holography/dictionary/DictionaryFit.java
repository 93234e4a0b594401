package org.colophon.stages.holography.dictionary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.stages.holography.dictionary.LambdaDictionary.Coefficient;
import org.colophon.stages.holography.dictionary.LambdaDictionary.ExcludedSystem;
import org.colophon.stages.holography.dictionary.LambdaDictionary.Fit;
import org.colophon.stages.holography.dictionary.LambdaDictionary.HeldOut;
import org.colophon.stages.holography.dictionary.LambdaDictionary.HeldOutSystem;
import org.colophon.stages.holography.dictionary.LambdaDictionary.Permutation;
import org.colophon.stages.holography.dictionary.LambdaDictionary.SpectrumTest;
import org.colophon.stages.holography.dictionary.LambdaDictionary.Transfer;
import org.colophon.stages.holography.geometry.Recovery;

/** Makes a {@link LambdaDictionary} of a {@link ModeTable}. */
final class DictionaryFit {
  /** A dictionary, or why the data are refused. */
  sealed interface Outcome {
    record Made(LambdaDictionary dictionary) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private static final String NO_CLOSED_FORM = "no_closed_form_of_the_spectrum";
  private static final String ONE_MODE = "fewer_than_two_modes";

  private final ModeTable table;
  private final DictionaryParams params;
  private final long seed;
  private final Optional<String> geometrySha256;

  /**
   * @param geometrySha256 digest of the geometries that Δ must have been made of; empty if unknown
   */
  DictionaryFit(
      ModeTable table, DictionaryParams params, long seed, Optional<String> geometrySha256) {
    this.table = table;
    this.params = params;
    this.seed = seed;
    this.geometrySha256 = geometrySha256;
  }

  Outcome make(String stage) {
    return switch (Independence.of(table, geometrySha256)) {
      case Independence.Finding.Circular(String reason) -> new Outcome.Refused(reason);
      case Independence.Finding.Independent(Independence independence) -> make(stage, independence);
    };
  }

  private Outcome make(String stage, Independence independence) {
    List<FieldPoint> points =
        table.fields().stream().filter(FieldPoint::isAsymptoticallyAds).toList();
    int needed = params.pointsPerParameter() * MassTerm.values().length;
    if (points.size() < needed) {
      return new Outcome.Refused(tooFew(points.size(), needed));
    }
    Optional<MassFit> fit = MassFit.of(points, params);
    return fit.isEmpty()
        ? new Outcome.Refused(
            "not_identifiable: the terms 1, d and d^2 need systems of at least "
                + MassFit.MINIMUM_DIMENSIONS
                + " dimensions d; add systems to stage 01")
        : new Outcome.Made(dictionary(stage, independence, points, fit.get(), needed));
  }

  private static String tooFew(int points, int needed) {
    return "too_few_points: "
        + points
        + " fields on asymptotically AdS systems, "
        + needed
        + " are needed for "
        + MassTerm.values().length
        + " free parameters (the modes of one field share one Delta and count once);"
        + " add masses to params.modes.m2, or systems";
  }

  private LambdaDictionary dictionary(
      String stage, Independence independence, List<FieldPoint> points, MassFit fit, int needed) {
    Fit massFit = massFit(points, fit, needed);
    Map<String, Integer> skipped = new TreeMap<>();
    List<SpectrumTest> spectra = spectra(skipped);
    long failed = spectra.stream().filter(one -> one.status() == Status.FAIL).count();
    boolean holds = massFit.status() == Status.PASS && failed == 0;
    String reason =
        massFit.reason()
            + (failed == 0
                ? "; no spectrum contradicts it"
                : "; " + failed + " of " + spectra.size() + " spectra contradict it");
    Set<String> systems = new LinkedHashSet<>();
    table.fields().forEach(field -> systems.add(field.systemId()));
    return new LambdaDictionary(
        LambdaDictionary.SCHEMA_NAME,
        LambdaDictionary.SCHEMA_VERSION,
        stage,
        List.copyOf(systems),
        Recovery.REPRESENTATION,
        Status.of(holds),
        reason,
        columns(),
        List.of(massFit),
        transfers(fit),
        spectra,
        skipped,
        independence,
        params,
        table.excludedRows(),
        table.excludedSystems().stream()
            .map(one -> new ExcludedSystem(one.systemId(), one.reason()))
            .toList());
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (MassTerm term : MassTerm.values()) {
      columns.add(term.id);
    }
    return columns;
  }

  private Fit massFit(List<FieldPoint> points, MassFit fit, int needed) {
    HeldOut heldOut = heldOut(points);
    Permutation permutation = permutation(points);
    List<Coefficient> coefficients = new ArrayList<>();
    for (MassTerm term : MassTerm.values()) {
      coefficients.add(new Coefficient(term.id, fit.value(term), fit.sigma(term), term.expected));
    }
    Optional<String> fault = fault(fit, heldOut, permutation);
    return new Fit(
        "mass_dimension",
        "m2L2_input",
        Status.of(fault.isEmpty()),
        fault.orElse("consistent with m^2 L^2 = Delta(Delta - d)"),
        points.size(),
        MassTerm.values().length,
        needed,
        fit.selected(),
        coefficients,
        fit.r2(),
        fit.residualRms(),
        fit.residualMax(),
        heldOut,
        permutation);
  }

  private Optional<String> fault(MassFit fit, HeldOut heldOut, Permutation permutation) {
    if (!(fit.r2() >= params.minimumR2())) {
      return Optional.of(text("no relation: R^2 = %.4g", fit.r2()));
    }
    for (MassTerm term : MassTerm.values()) {
      double value = fit.value(term);
      if (!(Math.abs(value - term.expected) <= params.coefficientTolerance())) {
        return Optional.of(text("coefficient of " + term.id + " is %.6g", value));
      }
    }
    if (heldOut.r2().isPresent() && !(heldOut.r2().getAsDouble() >= params.minimumR2())) {
      return Optional.of(
          text("systems held out are not predicted: R^2 = %.4g", heldOut.r2().getAsDouble()));
    }
    if (!(permutation.medianR2() < params.permutedR2())) {
      return Optional.of(
          text("shuffled data are fitted too: median R^2 = %.4g", permutation.medianR2()));
    }
    return Optional.empty();
  }

  private HeldOut heldOut(List<FieldPoint> points) {
    List<HeldOutSystem> systems = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    List<FieldPoint> predicted = new ArrayList<>();
    double squares = 0;
    Set<String> names = new LinkedHashSet<>();
    points.forEach(point -> names.add(point.systemId()));
    for (String name : names) {
      List<FieldPoint> others =
          points.stream().filter(point -> !point.systemId().equals(name)).toList();
      Optional<MassFit> fit = MassFit.of(others, params);
      if (fit.isEmpty()) {
        kept.add(name);
        continue;
      }
      List<FieldPoint> own = points.stream().filter(one -> one.systemId().equals(name)).toList();
      double[] residuals = residuals(own, fit.get());
      double rms = MassFit.rms(residuals);
      systems.add(new HeldOutSystem(name, own.size(), rms, largest(residuals)));
      predicted.addAll(own);
      squares += rms * rms * own.size();
    }
    OptionalDouble r2 =
        predicted.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(1 - squares / predicted.size() / MassFit.variance(predicted));
    return new HeldOut(r2, systems, kept);
  }

  /** The null hypothesis: the same masses with the dimensions in another order. */
  private Permutation permutation(List<FieldPoint> points) {
    Random random = new Random(seed);
    List<Double> r2 = new ArrayList<>();
    for (int i = 0; i < params.permutations(); i++) {
      MassFit.of(shuffled(points, random), params).ifPresent(fit -> r2.add(fit.r2()));
    }
    Collections.sort(r2);
    return r2.isEmpty()
        ? new Permutation(0, 1, 1)
        : new Permutation(r2.size(), r2.get(r2.size() / 2), r2.getLast());
  }

  static List<FieldPoint> shuffled(List<FieldPoint> points, Random random) {
    List<Double> deltas = new ArrayList<>(points.stream().map(FieldPoint::delta).toList());
    Collections.shuffle(deltas, random);
    List<FieldPoint> shuffled = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      shuffled.add(points.get(i).withDelta(deltas.get(i)));
    }
    return shuffled;
  }

  private List<Transfer> transfers(MassFit fit) {
    Map<String, List<FieldPoint>> others = new TreeMap<>();
    table.fields().stream()
        .filter(field -> !field.isAsymptoticallyAds())
        .forEach(
            field -> others.computeIfAbsent(field.systemId(), _ -> new ArrayList<>()).add(field));
    List<Transfer> transfers = new ArrayList<>();
    for (List<FieldPoint> fields : others.values()) {
      double[] residuals = residuals(fields, fit);
      FieldPoint first = fields.getFirst();
      transfers.add(
          new Transfer(
              first.systemId(),
              first.family(),
              first.dimension(),
              fields.size(),
              MassFit.rms(residuals),
              largest(residuals)));
    }
    return transfers;
  }

  private List<SpectrumTest> spectra(Map<String, Integer> skipped) {
    List<SpectrumTest> tests = new ArrayList<>();
    for (FieldPoint field : table.fields()) {
      Optional<SpectrumDimension.Method> method = SpectrumDimension.method(field);
      if (field.lambdas().size() < 2) {
        skipped.merge(ONE_MODE, 1, Integer::sum);
      } else if (!SpectrumDimension.isIncreasing(field.lambdas())) {
        tests.add(constant(field));
      } else if (method.isEmpty()) {
        skipped.merge(NO_CLOSED_FORM, 1, Integer::sum);
      } else {
        tests.add(test(field, method.get()));
      }
    }
    return tests;
  }

  private SpectrumTest constant(FieldPoint field) {
    return new SpectrumTest(
        field.systemId(),
        field.m2(),
        field.branch(),
        "ORDER",
        "a Sturm-Liouville spectrum is simple and increases without end",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        field.delta(),
        tolerance(field),
        Status.FAIL,
        "lambda_not_increasing: " + field.lambdas());
  }

  private SpectrumTest test(FieldPoint field, SpectrumDimension.Method method) {
    Optional<SpectrumDimension> found = SpectrumDimension.of(field, method);
    OptionalDouble delta = number(found.map(SpectrumDimension::delta));
    boolean holds =
        delta.isPresent() && Math.abs(delta.getAsDouble() - field.delta()) <= tolerance(field);
    return new SpectrumTest(
        field.systemId(),
        field.m2(),
        field.branch(),
        method.name(),
        method.source,
        delta,
        number(found.map(SpectrumDimension::sigma)),
        field.delta(),
        tolerance(field),
        Status.of(holds),
        holds
            ? "the spectrum and the boundary give one Delta"
            : "delta_mismatch: the eigenvalues are not those of the Delta at the boundary");
  }

  private double tolerance(FieldPoint field) {
    return params.spectrumTolerance() * Math.max(1, field.delta());
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static double[] residuals(List<FieldPoint> points, MassFit fit) {
    return points.stream().mapToDouble(point -> point.m2() - fit.at(point)).toArray();
  }

  private static double largest(double[] residuals) {
    double largest = 0;
    for (double residual : residuals) {
      largest = Math.max(largest, Math.abs(residual));
    }
    return largest;
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
