package org.colophon.stages.holography.plot;

/** What a table cell says at a glance; its text says it too. */
public enum Tone {
  GOOD("#a6dccb"),
  BAD("#f2bd94"),
  CAUTION("#f6dd9f"),
  /** Not tested. */
  SKIPPED("#ececec"),
  NEUTRAL("#ffffff");

  /** A tint of an Okabe-Ito colour on which dark text is readable. */
  final String fill;

  Tone(String fill) {
    this.fill = fill;
  }
}
