package org.colophon.stages.holography.cft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.stages.holography.cft.DictionaryContracts.Check;
import org.colophon.stages.holography.cft.DictionaryContracts.Kind;
import org.colophon.stages.holography.cft.DictionaryContracts.Operator;
import org.colophon.stages.holography.cft.DictionaryContracts.Quantity;
import org.colophon.stages.holography.cft.DictionaryContracts.Subject;
import org.colophon.stages.holography.cft.Spectrum.Primary;
import org.colophon.stages.holography.dictionary.BulkField;
import org.colophon.stages.holography.dictionary.Status;

/**
 * Whether a spectrum can be that of a weakly coupled bulk. Such a bulk needs a generalised free
 * field at leading order: the lightest operator in σ×σ has dimension 2Δσ. A spectrum that has it
 * may still be free, or of small N; a list of dimensions alone therefore never makes a theory
 * COMPATIBLE.
 *
 * @see <a href="https://arxiv.org/abs/0907.0151">Heemskerk, Penedones, Polchinski, Sully</a>
 * @see <a href="https://arxiv.org/abs/1101.4163">El-Showk, Papadodimas</a>
 */
final class SpectrumJudge {
  private static final String WEAK_COUPLING = "arXiv:0907.0151, arXiv:1101.4163";
  private static final String LARGE_SPIN = "arXiv:1212.3616, arXiv:1212.4103";
  private static final int GAP_SPIN = 4;

  private final Spectrum spectrum;
  private final RealDataParams params;
  private final List<Check> checks = new ArrayList<>();

  private SpectrumJudge(Spectrum spectrum, RealDataParams params) {
    this.spectrum = spectrum;
    this.params = params;
  }

  static Subject judge(Spectrum spectrum, RealDataParams params) {
    return new SpectrumJudge(spectrum, params).subject();
  }

  private Subject subject() {
    List<Operator> operators = spectrum.primaries().stream().map(this::operator).toList();
    unitarity(operators);
    Optional<Primary> field = spectrum.lightest();
    field.ifPresent(sigma -> {
      spectrum.bilinears().forEach(one -> generalisedFree(sigma, one));
      trajectory(sigma);
    });
    gap();
    Verdict verdict = verdict();
    return new Subject(
        spectrum.subjectId(),
        Kind.SPECTRUM,
        spectrum.d(),
        verdict,
        reason(verdict),
        checks,
        operators,
        field.map(this::quantities).orElse(List.of()));
  }

  private Operator operator(Primary one) {
    double bound = one.spin() == 0 ? spectrum.d() / 2.0 - 1 : spectrum.d() - 2.0 + one.spin();
    double error = one.error().orElse(0);
    return new Operator(
        one.name(),
        one.spin(),
        one.delta(),
        one.error(),
        bound,
        one.delta() >= bound - params.sigmas() * error - 1e-12,
        one.spin() == 0
            ? List.of(BulkField.of(one.delta(), error, spectrum.d(), params.sigmas()))
            : List.of(),
        one.published(),
        one.source());
  }

  private void unitarity(List<Operator> operators) {
    Operator nearest =
        operators.stream()
            .min((a, b) ->
                Double.compare(a.delta() - a.unitarityBound(), b.delta() - b.unitarityBound()))
            .orElseThrow();
    boolean holds = operators.stream().allMatch(Operator::unitary);
    checks.add(
        new Check(
            "unitarity",
            "Delta - bound, least, of " + nearest.name(),
            OptionalDouble.of(nearest.delta() - nearest.unitarityBound()),
            nearest.error(),
            0,
            Status.valueOf(holds ? "PASS" : "FAIL"),
            holds ? "no operator below the unitarity bound" : "below_unitarity",
            "d/2 - 1 for scalars, d - 2 + spin else",
            List.of(nearest.source())));
  }

  private void generalisedFree(Primary sigma, Primary bilinear) {
    double deviation = bilinear.delta() - 2 * sigma.delta();
    double error = Math.hypot(bilinear.error().orElse(0), 2 * sigma.error().orElse(0));
    double tolerance = params.gffTolerance() * 2 * sigma.delta();
    boolean holds = Math.abs(deviation) <= tolerance + params.sigmas() * error;
    checks.add(
        new Check(
            "generalised_free_" + bilinear.name(),
            "Delta_" + bilinear.name() + " - 2 Delta_" + sigma.name(),
            OptionalDouble.of(deviation),
            OptionalDouble.of(error),
            tolerance,
            holds ? Status.PASS : Status.FAIL,
            String.format(
                Locale.ROOT,
                "%.1f %% of 2 Delta_%s",
                100 * deviation / (2 * sigma.delta()),
                sigma.name()),
            WEAK_COUPLING,
            List.of(bilinear.source(), sigma.source())));
  }

  /** Twists on the leading trajectory approach 2Δσ from below, more and more closely. */
  private void trajectory(Primary sigma) {
    double before = Double.NEGATIVE_INFINITY;
    for (Primary one : spectrum.leadingTrajectory()) {
      double difference = one.twist() - 2 * sigma.delta();
      double error = Math.hypot(one.error().orElse(0), 2 * sigma.error().orElse(0));
      double slack = params.sigmas() * error + 1e-12;
      boolean holds = difference <= slack && difference >= before - slack;
      checks.add(
          new Check(
              "twist_spin_" + one.spin(),
              "twist of " + one.name() + " - 2 Delta_" + sigma.name(),
              OptionalDouble.of(difference),
              one.error().isPresent() ? OptionalDouble.of(error) : OptionalDouble.empty(),
              slack,
              holds ? Status.PASS : Status.FAIL,
              "must not be positive, nor below that of the spin before; true of every unitary"
                  + " theory, so no sign of a bulk",
              LARGE_SPIN,
              List.of(one.source(), sigma.source())));
      before = difference;
    }
  }

  private void gap() {
    for (Primary one : spectrum.leadingTrajectory()) {
      if (one.spin() == GAP_SPIN) {
        double above = one.twist() - (spectrum.d() - 2);
        boolean holds = above >= params.higherSpinGap();
        checks.add(
            new Check(
                "higher_spin_gap",
                "twist of " + one.name() + " - (d - 2)",
                OptionalDouble.of(above),
                one.error(),
                params.higherSpinGap(),
                holds ? Status.PASS : Status.FAIL,
                holds
                    ? "no nearly conserved current of spin 4"
                    : "no large gap: a nearly conserved current of spin 4",
                WEAK_COUPLING,
                List.of(one.source())));
      }
    }
    checks.add(
        new Check(
            "large_n",
            "C_T against a free field",
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            Status.SKIP,
            "a list of dimensions does not say how many degrees of freedom there are",
            WEAK_COUPLING,
            List.of()));
  }

  private List<Quantity> quantities(Primary sigma) {
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(
        new Quantity(
            "eta",
            "2 Delta_" + sigma.name() + " - (d - 2)",
            2 * sigma.delta() - (spectrum.d() - 2),
            List.of(sigma.source())));
    List<Primary> bilinears = spectrum.bilinears();
    if (bilinears.size() == 1) {
      Primary epsilon = bilinears.getFirst();
      quantities.add(
          new Quantity(
              "nu",
              "1/(d - Delta_" + epsilon.name() + ")",
              1 / (spectrum.d() - epsilon.delta()),
              List.of(epsilon.source())));
    }
    return quantities;
  }

  private Verdict verdict() {
    boolean excluded =
        checks.stream()
            .filter(one -> one.status() == Status.FAIL)
            .anyMatch(one -> one.id().startsWith("generalised_free"));
    return excluded ? Verdict.NOT_HOLOGRAPHIC : Verdict.INCONCLUSIVE;
  }

  private String reason(Verdict verdict) {
    if (verdict == Verdict.NOT_HOLOGRAPHIC) {
      List<String> failed =
          checks.stream()
              .filter(one -> one.status() == Status.FAIL)
              .map(one -> one.id() + " (" + one.reason() + ")")
              .toList();
      return "no weakly coupled bulk: " + String.join("; ", failed);
    }
    boolean tested = checks.stream().anyMatch(one -> one.id().startsWith("generalised_free"));
    return tested
        ? "the spectrum is that of a generalised free field, which a free theory has too; large N"
            + " and a large gap are not shown"
        : "no operator to compare with 2 Delta of the lightest scalar";
  }
}
