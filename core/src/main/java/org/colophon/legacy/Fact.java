package org.colophon.legacy;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that is said about an older folder, and why it is believed.
 *
 * @param source the file that it was read in, the rule that it follows from, or who says it
 */
public record Fact(String name, String value, Certainty certainty, String source) {
  /** Longest value that a report repeats. */
  private static final int LONGEST = 500;

  /** Why a fact is believed. */
  public enum Certainty {
    /** It stands in a file. */
    @JsonProperty("observed")
    OBSERVED,
    /** It follows from a declared rule, such as a pattern of names. */
    @JsonProperty("inferred")
    INFERRED,
    /** Somebody says so: the user, or a constant of a mapping. */
    @JsonProperty("asserted")
    ASSERTED
  }

  public Fact {
    value = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
  }

  static Fact observed(String name, String value, String file) {
    return new Fact(name, value, Certainty.OBSERVED, file);
  }

  static Fact inferred(String name, String value, String rule) {
    return new Fact(name, value, Certainty.INFERRED, rule);
  }

  static Fact asserted(String name, String value, String who) {
    return new Fact(name, value, Certainty.ASSERTED, who);
  }
}
