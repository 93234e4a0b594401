package org.colophon.stages.holography.modes;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The section {@code modes} of the config; its schema, {@code params/modes.schema.json}, says what
 * each value means and holds the defaults.
 *
 * @param m2 masses squared m²L²
 * @param zWall in the unit of length of the data
 * @param kappa in 1/unit
 */
public record ModesParams(
    List<Double> m2,
    List<Branch> branches,
    Asked problem,
    Wall wall,
    double zWall,
    double kappa,
    int modes,
    int basisSize) {

  /** Which problem is asked for. */
  enum Asked {
    AUTO,
    MASS,
    SCREENING
  }

  /** How a system without a horizon ends. */
  enum Wall {
    DIRICHLET,
    NEUMANN,
    SOFT
  }

  public ModesParams {
    m2 = List.copyOf(m2);
    branches = List.copyOf(branches);
  }

  /**
   * @param section the section with its defaults filled in
   * @throws IllegalArgumentException if a value is missing or not one that the schema allows
   */
  public static ModesParams read(JsonNode section) {
    List<Double> masses = new ArrayList<>();
    value(section, "m2").forEach(mass -> masses.add(mass.doubleValue()));
    return new ModesParams(
        masses,
        branches(value(section, "branch").asString()),
        asked(value(section, "problem").asString()),
        wall(value(section, "bc").asString()),
        value(section, "z_wall").doubleValue(),
        value(section, "kappa").doubleValue(),
        value(section, "n_modes").intValue(),
        value(section, "basis_size").intValue());
  }

  private static JsonNode value(JsonNode section, String key) {
    JsonNode value = section.path(key);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("params.modes has no " + key);
    }
    return value;
  }

  private static List<Branch> branches(String name) {
    return switch (name) {
      case "plus" -> List.of(Branch.PLUS);
      case "minus" -> List.of(Branch.MINUS);
      case "both" -> List.of(Branch.PLUS, Branch.MINUS);
      default -> throw unknown("branch", name);
    };
  }

  private static Asked asked(String name) {
    return switch (name) {
      case "auto" -> Asked.AUTO;
      case "mass" -> Asked.MASS;
      case "screening" -> Asked.SCREENING;
      default -> throw unknown("problem", name);
    };
  }

  private static Wall wall(String name) {
    return switch (name) {
      case "dirichlet" -> Wall.DIRICHLET;
      case "neumann" -> Wall.NEUMANN;
      case "soft_wall" -> Wall.SOFT;
      default -> throw unknown("bc", name);
    };
  }

  private static IllegalArgumentException unknown(String key, String name) {
    return new IllegalArgumentException("params.modes." + key + " cannot be " + name);
  }
}
