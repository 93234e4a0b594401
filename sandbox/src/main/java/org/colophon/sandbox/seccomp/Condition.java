package org.colophon.sandbox.seccomp;

import java.util.List;

/**
 * What must hold of an argument for a rule to apply. Only its lower 32 bits are looked at: for
 * every argument named in {@link StageRules} the kernel itself ignores the rest.
 */
sealed interface Condition {
  /** Which argument, from 0. */
  int argument();

  /** It has one of the bits. */
  record AnyBit(int argument, int mask) implements Condition {}

  /** It has none of the bits. */
  record NoBit(int argument, int mask) implements Condition {}

  /** It is one of the values. */
  record OneOf(int argument, List<Integer> values) implements Condition {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** It is none of the values. */
  record NoneOf(int argument, List<Integer> values) implements Condition {
    public NoneOf {
      values = List.copyOf(values);
    }
  }
}
