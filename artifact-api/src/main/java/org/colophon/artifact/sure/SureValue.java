package org.colophon.artifact.sure;

import java.util.Arrays;
import java.util.List;

/**
 * What a value must be.
 *
 * @param kinds bits of the kinds that it may have
 * @param literals the only texts and whole numbers that it may be
 * @param all these too
 * @param any one of these too, unless there are none
 */
record SureValue(
    int kinds,
    SureLiterals literals,
    SureText text,
    SureNumber number,
    SureItems items,
    SureMembers members,
    List<SureValue> all,
    List<SureValue> any) {

  /** Whatever is JSON. */
  static final SureValue ANYTHING = ofKinds(Kind.all());

  /** What no value is. */
  static final SureValue NOTHING = ofKinds(0);

  /** A fraction is a number that is not written as a whole one: 1.0 and 1e3 too. */
  enum Kind {
    OBJECT(1),
    ARRAY(2),
    STRING(4),
    WHOLE(8),
    FRACTION(16),
    TRUE(32),
    FALSE(64),
    NULL(128);

    private final int bit;

    Kind(int bit) {
      this.bit = bit;
    }

    int bit() {
      return bit;
    }

    static int all() {
      return Arrays.stream(values()).mapToInt(Kind::bit).sum();
    }
  }

  SureValue {
    all = List.copyOf(all);
    any = List.copyOf(any);
  }

  private static SureValue ofKinds(int kinds) {
    return new SureValue(
        kinds,
        SureLiterals.ANY,
        SureText.ANY,
        SureNumber.ANY,
        SureItems.ANY,
        SureMembers.ANY,
        List.of(),
        List.of());
  }

  boolean mayBe(Kind kind) {
    return (kinds & kind.bit()) != 0;
  }

  /** Whether one look is enough. */
  boolean isAlone() {
    return all.size() + any.size() == 0;
  }

  /** How often a part of its text is looked at, at most. */
  int looks() {
    int inside = Math.max(items.value().map(SureValue::looks).orElse(1), members.looks());
    return inside
        + all.stream().mapToInt(SureValue::looks).sum()
        + any.stream().mapToInt(SureValue::looks).sum();
  }
}
