package org.colophon.stages.holography.equations.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.colophon.stages.holography.contracts.ContractResult;
import org.colophon.stages.holography.contracts.ContractResult.Status;
import org.colophon.stages.holography.contracts.GeometryContracts;
import org.colophon.stages.holography.contracts.SystemContracts;
import org.colophon.stages.holography.equations.BulkEquations;
import org.colophon.stages.holography.equations.BulkEquations.Group;
import org.colophon.stages.holography.equations.EquationFit;
import org.colophon.stages.holography.equations.Relation;
import org.colophon.stages.holography.equations.Relation.Verdict;

/**
 * The artifact {@code BulkEquationsAnalysis@0.1}. The text beside it is made from it alone.
 *
 * @param systemIds systems that both stages know, sorted
 * @param families one entry for each family and dimension, in that order
 * @param contradictions where the regression and the contracts disagree
 * @param check the coefficient that Einstein's equations fix
 */
public record BulkEquationsAnalysis(
    String schemaName,
    String schemaVersion,
    String createdBy,
    List<String> systemIds,
    String interpretation,
    double sigmas,
    List<FamilyFinding> families,
    List<Contradiction> contradictions,
    Check check,
    List<BulkEquations.Excluded> excluded) {

  public static final String SCHEMA_NAME = "BulkEquationsAnalysis";
  public static final String SCHEMA_VERSION = "0.1";

  /**
   * @param groupId the group of stage 03 that the systems were fitted in
   * @param coefficient that of A'f' in f'' = α f' + β A'f'
   * @param full what the full library adds
   * @param equations E1 to E3, in that order
   */
  public record FamilyFinding(
      String family,
      int d,
      String groupId,
      List<String> systemIds,
      boolean heldOutSystems,
      Coefficient coefficient,
      FullLibrary full,
      List<EquationFinding> equations) {}

  /**
   * @param deviation distance from the expected value in standard deviations; absent where no value
   *     is expected
   */
  public record Coefficient(
      String term, double value, double sigma, OptionalDouble expected, OptionalDouble deviation) {}

  /** Whether the full library determines an equation for f'', and which terms it steadily takes. */
  public record FullLibrary(
      boolean identifiable, int rank, int terms, List<String> selected, List<String> stable) {}

  /**
   * @param verdict that of the regression, or of the contracts where nothing was regressed
   * @param source {@code regression} or {@code contracts}
   * @param pass systems of the family whose contract on the equation passes
   */
  public record EquationFinding(
      String id, Verdict verdict, String source, long pass, long fail, long skip, String reason) {}

  /** Both sides, so that a reader can judge. */
  public record Contradiction(String groupId, String equation, String statement) {}

  /**
   * @param off groups whose coefficient is not -(d-1) within {@code sigmas}
   */
  public record Check(String statement, List<String> tested, List<String> off) {}

  public static BulkEquationsAnalysis of(
      String stage, BulkEquations equations, GeometryContracts contracts, AnalysisParams params) {
    List<FamilyFinding> families = new ArrayList<>();
    List<Contradiction> contradictions = new ArrayList<>();
    for (Group group : equations.groups()) {
      List<SystemContracts> systems =
          contracts.systems().stream()
              .filter(one -> group.systemIds().contains(one.systemId()))
              .toList();
      for (String family : group.families()) {
        families.add(
            finding(
                group,
                family,
                systems.stream().filter(one -> one.family().equals(family)).toList()));
      }
      contradictions.addAll(contradictions(group, systems));
    }
    families.sort(Comparator.comparing(FamilyFinding::family).thenComparingInt(FamilyFinding::d));
    return new BulkEquationsAnalysis(
        SCHEMA_NAME,
        SCHEMA_VERSION,
        stage,
        shared(equations, contracts),
        equations.interpretation(),
        params.sigmas(),
        families,
        contradictions,
        check(equations, params),
        equations.excluded());
  }

  private static FamilyFinding finding(Group group, String family, List<SystemContracts> systems) {
    Relation e2 = group.relation("E2");
    boolean tested = e2.deviation().isPresent();
    EquationFit full = group.fit("f''", "full");
    return new FamilyFinding(
        family,
        group.d(),
        group.groupId(),
        systems.stream().map(SystemContracts::systemId).toList(),
        !group.heldOut().isEmpty(),
        new Coefficient(
            e2.term(),
            e2.value(),
            e2.sigma(),
            tested ? OptionalDouble.of(e2.expected()) : OptionalDouble.empty(),
            e2.deviation()),
        new FullLibrary(
            full.identifiable(),
            full.rank(),
            full.terms().size(),
            full.selected(),
            full.coefficients().stream()
                .filter(EquationFit.Estimate::stable)
                .map(EquationFit.Estimate::term)
                .toList()),
        List.of(
            regressed(group.relation("E1"), systems),
            regressed(e2, systems),
            contracted("E3", systems)));
  }

  private static EquationFinding regressed(Relation relation, List<SystemContracts> systems) {
    return new EquationFinding(
        relation.id(),
        relation.verdict(),
        "regression",
        count(relation.id(), systems, Status.PASS),
        count(relation.id(), systems, Status.FAIL),
        count(relation.id(), systems, Status.SKIP),
        relation.reason());
  }

  private static EquationFinding contracted(String id, List<SystemContracts> systems) {
    long pass = count(id, systems, Status.PASS);
    long fail = count(id, systems, Status.FAIL);
    long skip = count(id, systems, Status.SKIP);
    Verdict verdict;
    String reason;
    if (fail > 0) {
      verdict = Verdict.NOT_CONSISTENT_WITH;
      reason = fail + " of " + (pass + fail) + " tested systems fail the contract";
    } else if (pass > 0) {
      verdict = Verdict.CONSISTENT_WITH;
      reason = "all " + pass + " tested systems keep the contract";
    } else {
      verdict = Verdict.NOT_TESTED;
      reason = "no system of the family is tested by the contract";
    }
    return new EquationFinding(id, verdict, "contracts", pass, fail, skip, reason);
  }

  private static List<Contradiction> contradictions(Group group, List<SystemContracts> systems) {
    List<Contradiction> found = new ArrayList<>();
    for (Relation relation : group.relations()) {
      long pass = count(relation.id(), systems, Status.PASS);
      long fail = count(relation.id(), systems, Status.FAIL);
      String contradiction =
          switch (relation.verdict()) {
            case CONSISTENT_WITH ->
                fail > 0 ? "consistent with it, but " + fail + " systems fail its contract" : "";
            case NOT_CONSISTENT_WITH ->
                pass > 0 && fail == 0
                    ? "not consistent with it, but all "
                        + pass
                        + " tested systems keep its contract"
                    : "";
            case INCONCLUSIVE, NOT_TESTED -> "";
          };
      if (!contradiction.isEmpty()) {
        found.add(
            new Contradiction(
                group.groupId(),
                relation.id(),
                group.groupId() + ", " + relation.id() + ": the regression is " + contradiction));
      }
    }
    return found;
  }

  private static Check check(BulkEquations equations, AnalysisParams params) {
    List<Group> tested =
        equations.groups().stream()
            .filter(group -> group.relation("E2").deviation().isPresent())
            .toList();
    return new Check(
        "the coefficient of A'f' is -(d-1) in every d",
        tested.stream().map(Group::groupId).toList(),
        tested.stream()
            .filter(group -> group.relation("E2").deviation().orElseThrow() > params.sigmas())
            .map(Group::groupId)
            .toList());
  }

  private static long count(String claim, List<SystemContracts> systems, Status status) {
    return systems.stream()
        .flatMap(one -> one.contracts().stream())
        .filter(result -> result.claimFamily().equals(claim))
        .map(ContractResult::status)
        .filter(status::equals)
        .count();
  }

  private static List<String> shared(BulkEquations equations, GeometryContracts contracts) {
    Set<String> known = new LinkedHashSet<>(contracts.systemIds());
    return equations.systemIds().stream().filter(known::contains).toList();
  }
}
