package org.colophon.sandbox.proxy;

/** A request is not answered as the client wishes. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param status of HTTP
   * @param reason ASCII without line breaks, with nothing in it that a client made up
   */
  Refusal(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
