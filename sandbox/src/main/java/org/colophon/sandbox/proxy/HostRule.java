package org.colophon.sandbox.proxy;

import java.util.Optional;

/**
 * One host, or all hosts below a domain, and the port that a stage may connect to.
 *
 * @param below the hosts whose names end in {@code host}, and not {@code host} itself
 * @param tls whether only TLS for that host is let through; else anything is
 */
public record HostRule(HostName host, boolean below, int port, boolean tls) {
  private static final int HTTPS = 443;
  private static final String ANYTHING = "tcp://";
  private static final String BELOW = "*.";

  /**
   * Reads {@code example.org} (port 443), {@code example.org:8443}, {@code *.example.org:443} or,
   * for what is not TLS, {@code tcp://example.org:5432}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static HostRule parse(String text) {
    boolean tls = !text.startsWith(ANYTHING);
    String place = tls ? text : text.substring(ANYTHING.length());
    boolean below = place.startsWith(BELOW);
    Optional<Target> target =
        Target.parse(below ? place.substring(BELOW.length()) : place, tls ? HTTPS : 0);
    if (target.isEmpty()) {
      throw new IllegalArgumentException(
          "not a host that a stage may reach: "
              + text
              + "; write HOST, HOST:PORT, *.DOMAIN:PORT or tcp://HOST:PORT");
    }
    HostName host = target.get().host();
    if (below && (host.isAddress() || !host.text().contains("."))) {
      throw new IllegalArgumentException(
          text + " would open everything below a top-level domain; name a domain with a dot in it");
    }
    return new HostRule(host, below, target.get().port(), tls);
  }

  boolean matches(Target target) {
    return port == target.port() && covers(target.host());
  }

  /** Whether whatever the other lets through, this one does too. */
  public boolean covers(HostRule other) {
    boolean hosts =
        other.below ? below && (other.host.equals(host) || covers(other.host)) : covers(other.host);
    return hosts && port == other.port && (!tls || other.tls);
  }

  private boolean covers(HostName other) {
    return below
        ? !other.isAddress() && other.text().endsWith("." + host.text())
        : other.equals(host);
  }

  /** In the form that {@link #parse} reads, with the port. */
  @Override
  public String toString() {
    return (tls ? "" : ANYTHING) + (below ? BELOW : "") + host + ":" + port;
  }
}
