package org.colophon.sandbox.proxy;

import java.time.Duration;

/**
 * What is known of one connection that a stage asked for.
 *
 * @param at since the proxy was opened
 * @param lasted from the request to its end
 * @param host as the request named it; empty if it named none
 * @param port 0 if it named none
 * @param address the one that it was connected to, or that was the reason to refuse; else empty
 * @param bytesUp from the stage, without what was said to the proxy itself
 * @param bytesDown to the stage, likewise
 * @param allowed whether the rules let it through
 * @param reason why it was refused, or did not end well; else empty
 */
public record Connection(
    Duration at,
    Duration lasted,
    String host,
    int port,
    String address,
    long bytesUp,
    long bytesDown,
    boolean allowed,
    String reason) {

  /** The same with other words in it. */
  public Connection reworded(String otherHost, String otherReason) {
    return new Connection(
        at, lasted, otherHost, port, address, bytesUp, bytesDown, allowed, otherReason);
  }
}
