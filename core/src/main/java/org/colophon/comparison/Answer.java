package org.colophon.comparison;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Comparator;
import java.util.List;
import org.colophon.comparison.FieldDifference.Weight;

/** What a comparison gave. Of very many differences the largest are kept. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
  @JsonSubTypes.Type(Answer.Identical.class),
  @JsonSubTypes.Type(Answer.WithinTolerance.class),
  @JsonSubTypes.Type(Answer.Diverged.class)
})
public sealed interface Answer {
  /** So many differences are listed; more help nobody. */
  int MOST = 1000;

  /** The same, but for fields that are declared to be of no account. */
  @JsonTypeName("identical")
  record Identical(List<FieldDifference> ignored) implements Answer {
    public Identical {
      ignored = List.copyOf(ignored);
    }
  }

  /** Every difference is as small as its field's tolerance allows; the largest share first. */
  @JsonTypeName("within_tolerance")
  record WithinTolerance(int count, List<FieldDifference> fields) implements Answer {
    public WithinTolerance {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Something differs that nothing allows.
   *
   * @param fields those only, the largest share of a tolerance first
   */
  @JsonTypeName("diverged")
  record Diverged(int count, List<FieldDifference> fields) implements Answer {
    public Diverged {
      fields = List.copyOf(fields);
    }
  }

  /** The answer that these differences add up to. */
  static Answer of(List<FieldDifference> differences) {
    List<FieldDifference> beyond = only(Weight.BEYOND, differences);
    if (!beyond.isEmpty()) {
      return new Diverged(beyond.size(), beyond.stream().limit(MOST).toList());
    }
    List<FieldDifference> within = only(Weight.WITHIN, differences);
    return within.isEmpty()
        ? new Identical(differences.stream().limit(MOST).toList())
        : new WithinTolerance(within.size(), within.stream().limit(MOST).toList());
  }

  private static List<FieldDifference> only(Weight weight, List<FieldDifference> differences) {
    return differences.stream()
        .filter(difference -> difference.weight() == weight)
        .sorted(Comparator.comparingDouble(FieldDifference::share).reversed())
        .toList();
  }

  /** The differences that made the answer, the weightiest first. */
  default List<FieldDifference> differences() {
    return switch (this) {
      case Identical(List<FieldDifference> ignored) -> ignored;
      case WithinTolerance(_, List<FieldDifference> fields) -> fields;
      case Diverged(_, List<FieldDifference> fields) -> fields;
    };
  }

  /** Whether something differs that nothing allows. */
  default boolean diverges() {
    return switch (this) {
      case Diverged _ -> true;
      case Identical _, WithinTolerance _ -> false;
    };
  }

  /** One line for people: the answer and the field that weighs most. */
  default String text() {
    return switch (this) {
      case Identical(List<FieldDifference> ignored) when ignored.isEmpty() -> "identical";
      case Identical(List<FieldDifference> ignored) ->
          "identical but for " + fields(ignored.size()) + " of no account";
      case WithinTolerance(int count, List<FieldDifference> fields) ->
          "within tolerance, " + fields(count) + ", worst " + fields.getFirst().text();
      case Diverged(int count, List<FieldDifference> fields) ->
          "DIVERGED in " + fields(count) + ", worst " + fields.getFirst().text();
    };
  }

  private static String fields(int count) {
    return count == 1 ? "1 field" : count + " fields";
  }
}
