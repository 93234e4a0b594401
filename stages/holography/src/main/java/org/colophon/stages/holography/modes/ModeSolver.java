package org.colophon.stages.holography.modes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.modes.EigenmodesMeta.RefusedField;

/** Solves every field of the config on one system after the other. */
final class ModeSolver {
  /** Basis functions added to see how far λ moves. */
  static final int EXTRA_BASIS = 8;

  private final ModesParams params;

  /** Systems of one dimension share their quadratures. */
  private final Map<RuleKey, JacobiRule> rules = new HashMap<>();

  private record RuleKey(double exponent, int size) {}

  /** One field, solved. */
  record SolvedField(ScalarField field, Eigenproblem problem, Spectrum spectrum) {
    double lambda(int mode) {
      return spectrum.eigenvalue(mode) / (problem.end() * problem.end());
    }

    double lambdaError(int mode) {
      return spectrum.error(mode) / (problem.end() * problem.end());
    }
  }

  ModeSolver(ModesParams params) {
    this.params = params;
  }

  SystemModes solve(GeometryPrediction prediction, Setting.Solvable setting) {
    List<RefusedField> refused = new ArrayList<>();
    List<SolvedField> solved = new ArrayList<>();
    for (double m2 : params.m2()) {
      for (Branch branch : params.branches()) {
        Optional<String> refusal = ScalarField.refusal(setting.uvDimension(), m2, branch);
        if (refusal.isEmpty()) {
          ScalarField field = new ScalarField(setting.uvDimension(), m2, branch);
          solved.add(solve(setting.problems().apply(field)));
        } else if (wasAskedFor(branch)) {
          refused.add(new RefusedField(prediction.systemId(), m2, branch.id(), refusal.get()));
        }
      }
    }
    List<ModeRow> rows = new ArrayList<>();
    for (SolvedField field : solved) {
      for (int mode = 0; mode < params.modes(); mode++) {
        rows.add(row(prediction, setting, field, mode));
      }
    }
    return new SystemModes(
        rows,
        refused,
        drawn(solved).map(field -> ModesPicture.of(prediction, setting, field, params.modes())));
  }

  /** Where both branches are asked for, the minus branch is taken where there is one. */
  private boolean wasAskedFor(Branch branch) {
    return branch == Branch.PLUS || params.branches().size() == 1;
  }

  SolvedField solve(Eigenproblem problem) {
    WeightedForm form = problem.form();
    int size = problem.basisSize(params.basisSize());
    JacobiRule rule =
        rules.computeIfAbsent(
            new RuleKey(form.exponent(), 3 * size + 3 * EXTRA_BASIS),
            key -> new JacobiRule(key.exponent(), key.size()));
    return new SolvedField(problem.field(), problem, form.solve(rule, size, EXTRA_BASIS));
  }

  private static ModeRow row(
      GeometryPrediction prediction, Setting.Solvable setting, SolvedField solved, int mode) {
    ScalarField field = solved.field();
    double lambda = solved.lambda(mode);
    double lambdaError = solved.lambdaError(mode);
    UvExponent exponent =
        UvExponent.measure(
            solved.problem().profile(), field.m2(), lambda, field.branch(), solved.problem().end());
    return new ModeRow(
        prediction.systemId(),
        prediction.family().id(),
        prediction.d(),
        setting.problem(),
        setting.inner(),
        field.m2(),
        field.branch(),
        mode,
        lambda,
        exponent.value(),
        exponent.error(),
        lambdaError,
        Quality.of(field, lambda, lambdaError, exponent));
  }

  /** The field to draw: on the plus branch, nearest to m = 0. */
  private static Optional<SolvedField> drawn(List<SolvedField> solved) {
    return solved.stream()
        .min(
            Comparator.<SolvedField, Branch>comparing(one -> one.field().branch())
                .thenComparingDouble(one -> Math.abs(one.field().m2())));
  }
}
