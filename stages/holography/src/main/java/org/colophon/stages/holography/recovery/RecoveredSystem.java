package org.colophon.stages.holography.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.colophon.stages.holography.boundary.BoundaryData;
import org.colophon.stages.holography.geometry.Column;
import org.colophon.stages.holography.geometry.Family;
import org.colophon.stages.holography.geometry.GeometryPrediction;
import org.colophon.stages.holography.geometry.GeometryTable;
import org.colophon.stages.holography.geometry.Recovery;
import org.colophon.stages.holography.recovery.CorrelatorFit.Horizon;
import org.colophon.stages.holography.recovery.CorrelatorFit.Operator;

/**
 * What the boundary data of one system say of its bulk.
 *
 * <p>Equal-time data fix one function, the spatial slice. A = -ln z is then a choice of coordinate
 * and g_tt is assumed (B = 0; or B = -(ζ-1) ln z where the temperature asks for it).
 *
 * @param doubts why the family is unknown; empty otherwise
 * @param modelFree f by Abel inversion, as far as the data reach
 * @param modelFreeDifference the largest difference of the fitted f from it, over the inner 90 % of
 *     that depth
 */
public record RecoveredSystem(
    GeometryPrediction prediction,
    List<String> doubts,
    Optional<ModelFreeSlice> modelFree,
    OptionalDouble modelFreeDifference) {
  private static final String METHOD =
      "joint Levenberg-Marquardt on ln G, f = 1 - (z/z_h)^p; checked by Abel inversion";

  public RecoveredSystem {
    doubts = List.copyOf(doubts);
  }

  /** Recovers the geometry from {@code data} alone. */
  public static RecoveredSystem from(
      BoundaryData data, FitSettings settings, String sourceStage, String gitSha) {
    LogCorrelators correlators = LogCorrelators.of(data, settings.sigmaFloor());
    CorrelatorFit vacuum = VacuumFit.of(correlators);
    CorrelatorFit brane = new HorizonFit(correlators, settings).best();
    double deltaChi2 = vacuum.chi2() - brane.chi2();
    CorrelatorFit fit = deltaChi2 > settings.resolvedDeltaChi2() ? brane : vacuum;
    double reach = fit.reach(data.x().last());
    Optional<ModelFreeSlice> modelFree = ModelFreeSlice.of(correlators, fit);
    List<String> doubts =
        new ArrayList<>(LengthShape.violations(correlators, settings.shapeSigmas()));
    double difference = modelFree.map(slice -> slice.differenceFrom(fit, reach)).orElse(0.0);
    if (difference > settings.modelFreeTolerance()) {
      doubts.add(
          String.format(
              Locale.ROOT, "f of the fit and of the Abel inversion differ by %.4g", difference));
    }
    FamilyAnswer answer = FamilyAnswer.of(fit, data.d(), data.temperature(), settings, doubts);
    double unit = fit.horizon().map(Horizon::zH).orElse(data.x().last() / 2);
    double[] z = grid(settings, unit);
    GeometryPrediction prediction =
        new GeometryPrediction(
            data.systemId(),
            data.d(),
            answer.family(),
            table(z, fit, answer.family(), data.d()),
            number(fit.horizon().map(Horizon::zH)),
            number(fit.horizon().filter(Horizon::isDetermined).map(Horizon::zSigma)),
            OptionalDouble.of(data.temperature()),
            recovery(fit, deltaChi2, reach),
            sourceStage,
            gitSha);
    return new RecoveredSystem(
        prediction,
        answer.doubts(),
        modelFree,
        modelFree.isPresent() ? OptionalDouble.of(difference) : OptionalDouble.empty());
  }

  private static GeometryTable table(double[] z, CorrelatorFit fit, Family family, int d) {
    Column grid = Column.of(z);
    Optional<Horizon> horizon = fit.horizon();
    double zeta = family == Family.LIFSHITZ ? horizon.map(Horizon::p).orElseThrow() - (d - 1) : 1;
    return new GeometryTable(
        grid,
        grid.map(x -> -StrictMath.log(x)),
        grid.map(x -> fit.f(x)),
        grid.map(x -> zeta == 1 ? 0 : -(zeta - 1) * StrictMath.log(x)),
        Column.zeros(z.length),
        horizon.filter(Horizon::isDetermined).map(h -> grid.map(h::fSigma)));
  }

  private static Recovery recovery(CorrelatorFit fit, double deltaChi2, double reach) {
    Map<String, Double> deltas = new LinkedHashMap<>();
    Map<String, Double> sigmas = new LinkedHashMap<>();
    for (Map.Entry<String, Operator> entry : fit.operators().entrySet()) {
      deltas.put(entry.getKey(), entry.getValue().delta());
      sigmas.put(entry.getKey(), entry.getValue().deltaSigma());
    }
    return new Recovery(
        number(fit.horizon().map(Horizon::p)),
        number(fit.horizon().filter(Horizon::isDetermined).map(Horizon::pSigma)),
        deltas,
        sigmas,
        OptionalDouble.of(fit.chi2Dof()),
        OptionalDouble.of(deltaChi2),
        "areal",
        List.of("f"),
        METHOD,
        "geodesic",
        OptionalDouble.of(reach),
        Recovery.REPRESENTATION);
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static double[] grid(FitSettings settings, double unit) {
    int last = settings.tablePoints() - 1;
    List<Double> z = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      double fraction =
          settings.tableFrom() + (settings.tableTo() - settings.tableFrom()) * i / last;
      z.add(fraction * unit);
    }
    return z.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
