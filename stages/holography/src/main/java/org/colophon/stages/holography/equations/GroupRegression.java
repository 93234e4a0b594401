package org.colophon.stages.holography.equations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.colophon.stages.holography.equations.EquationFit.Estimate;

/**
 * Regresses every library over one group of systems. A replicate of the bootstrap draws systems
 * with replacement, because points of one system are no independent evidence, points within each,
 * and each table from its uncertainty.
 */
final class GroupRegression {
  /** Above this share of the standard deviation an equation does not describe its target. */
  static final double UNEXPLAINED = 0.5;

  private static final int NOISE_DRAWS = 32;
  private static final double NOISE_SIGMAS = 3;

  /** Singular values of exactly dependent columns in double precision stay well below this. */
  private static final double ROUNDING = 1e-10;

  private final EquationsParams params;
  private final List<MeasuredSystem> train;
  private final List<MeasuredSystem> heldOut;
  private final Rows rows;
  private final double roughness;
  private final List<Rows> noisy = new ArrayList<>();
  private final List<Rows> replicates = new ArrayList<>();

  /**
   * @param systems in an order that does not depend on the file system
   */
  GroupRegression(List<MeasuredSystem> systems, EquationsParams params, Random random) {
    this.params = params;
    List<MeasuredSystem> shuffled = new ArrayList<>(systems);
    Collections.shuffle(shuffled, random);
    int held = heldOutCount(systems.size(), params.heldOutFraction());
    this.heldOut = shuffled.subList(0, held);
    this.train = shuffled.subList(held, shuffled.size());
    this.rows = Rows.joined(train.stream().map(MeasuredSystem::rows).toList());
    this.roughness = Spread.rms(systems.stream().mapToDouble(MeasuredSystem::roughness).toArray());
    for (int i = 0; i < NOISE_DRAWS; i++) {
      noisy.add(Rows.joined(train.stream().map(system -> system.drawn(random)).toList()));
    }
    for (int i = 0; i < params.bootstrapReplicates(); i++) {
      replicates.add(replicate(random));
    }
  }

  /** One in {@code fraction}, at least one, and none where two would not remain. */
  static int heldOutCount(int systems, double fraction) {
    return systems < 3 ? 0 : Math.max(1, (int) Math.min(systems - 2, fraction * systems));
  }

  List<String> trainIds() {
    return train.stream().map(MeasuredSystem::id).sorted().toList();
  }

  List<String> heldOutIds() {
    return heldOut.stream().map(MeasuredSystem::id).sorted().toList();
  }

  int points() {
    return rows.size();
  }

  double roughness() {
    return roughness;
  }

  EquationFit fit(Library library) {
    double[][] design = rows.design(library);
    double[] target = rows.column(library.target());
    SparseRegression regression = new SparseRegression(design, target);
    double noise = noiseLevel(library, regression.scale());
    SparseModel model = regression.fit(params.threshold(), noise);
    double[] residual = model.residual(design, target);
    double left = unexplained(residual, target);
    OptionalDouble heldOutLeft = heldOutUnexplained(library, model);
    int rank = regression.rank(noise);
    boolean identifiable = rank == library.terms().size();
    boolean describes = identifiable && left <= UNEXPLAINED && heldOutLeft.orElse(0) <= UNEXPLAINED;
    double[] singular = regression.singularValues();
    return new EquationFit(
        library.target().symbol(),
        library.name(),
        library.symbols(),
        estimates(library, model, noise, describes),
        selected(library, model),
        Spread.rms(residual),
        left,
        heldOutLeft,
        Arrays.stream(singular).boxed().toList(),
        noise,
        rank,
        singular[0] / Math.max(singular[singular.length - 1], singular[0] * 1e-17),
        identifiable);
  }

  private Rows replicate(Random random) {
    List<Rows> parts = new ArrayList<>();
    for (int i = 0; i < train.size(); i++) {
      Rows drawn = train.get(random.nextInt(train.size())).drawn(random);
      parts.add(drawn.at(random.ints(drawn.size(), 0, drawn.size()).toArray()));
    }
    return Rows.joined(parts);
  }

  /**
   * How far the normalised columns move within the uncertainty of the tables (Frobenius norm). By
   * Weyl's inequality no singular value moves further, so one below it may well be zero: noise must
   * not pass for independence.
   */
  private double noiseLevel(Library library, double[] scale) {
    double[][] exact = rows.design(library);
    double sum = 0;
    for (Rows one : noisy) {
      double[][] moved = one.design(library);
      for (int i = 0; i < exact.length; i++) {
        for (int j = 0; j < scale.length; j++) {
          double change = (moved[i][j] - exact[i][j]) / scale[j];
          sum += change * change;
        }
      }
    }
    return Math.max(ROUNDING, NOISE_SIGMAS * Math.sqrt(sum / noisy.size()));
  }

  private double unexplained(double[] residual, double[] target) {
    double spread = Spread.deviation(target);
    double size = Spread.rms(target);
    double byEquation = Spread.rms(residual) / (spread > 1e-6 * size ? spread : size);
    // 1 - (1 - equation²)(1 - roughness²), written so that small shares keep their digits
    double both = byEquation * roughness;
    return Math.sqrt(Math.max(0, byEquation * byEquation + roughness * roughness - both * both));
  }

  private OptionalDouble heldOutUnexplained(Library library, SparseModel model) {
    if (heldOut.isEmpty()) {
      return OptionalDouble.empty();
    }
    Rows unseen = Rows.joined(heldOut.stream().map(MeasuredSystem::rows).toList());
    double[] target = unseen.column(library.target());
    return OptionalDouble.of(unexplained(model.residual(unseen.design(library), target), target));
  }

  private List<Estimate> estimates(
      Library library, SparseModel model, double noise, boolean describes) {
    List<SparseModel> models =
        replicates.stream()
            .map(one -> new SparseRegression(one.design(library), one.column(library.target())))
            .map(one -> one.fit(params.threshold(), noise))
            .toList();
    List<Estimate> estimates = new ArrayList<>();
    for (int j = 0; j < library.terms().size(); j++) {
      int term = j;
      double[] values = models.stream().mapToDouble(one -> one.coefficient(term)).toArray();
      double sigma = Math.hypot(Spread.deviation(values), ROUNDING);
      double positive = Arrays.stream(values).filter(value -> value > 0).count();
      double negative = Arrays.stream(values).filter(value -> value < 0).count();
      double frequency = Math.max(positive, negative) / values.length;
      double value = model.coefficient(term);
      boolean stable =
          describes
              && frequency >= params.stableFrequency()
              && Math.abs(value) > NOISE_SIGMAS * sigma;
      estimates.add(
          new Estimate(
              library.terms().get(j).symbol(),
              value,
              sigma,
              model.normalised(term),
              frequency,
              stable));
    }
    return estimates;
  }

  private static List<String> selected(Library library, SparseModel model) {
    List<String> selected = new ArrayList<>();
    for (int j = 0; j < library.terms().size(); j++) {
      if (model.selects(j)) {
        selected.add(library.terms().get(j).symbol());
      }
    }
    return selected;
  }
}
