package org.colophon.sandbox;

/** Whom a stage may send signals to. A backend may keep it closer than that. */
public enum Signals {
  /** What it started itself. */
  OWN("its own processes"),
  /** Whatever its user may, as without a sandbox. */
  USER("every process of its user");

  private final String text;

  Signals(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
