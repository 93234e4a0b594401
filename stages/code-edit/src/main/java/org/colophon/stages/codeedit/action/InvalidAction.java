package org.colophon.stages.codeedit.action;

/** An action that no tool is given; the message says what is wrong with it, first its code. */
public final class InvalidAction extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidAction(String code, String message) {
    super(code + ": " + message);
  }

  /** The code and what it is about. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
