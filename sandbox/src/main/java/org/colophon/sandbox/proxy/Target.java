package org.colophon.sandbox.proxy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client wants to go.
 *
 * @param port from 1 to 65535
 */
record Target(HostName host, int port) {
  private static final Pattern FORM = Pattern.compile("(.+?)(?::([0-9]{1,5}))?");

  /**
   * Reads {@code host:port}.
   *
   * @param defaultPort where none is given; 0 if one must be
   */
  static Optional<Target> parse(String text, int defaultPort) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = parts.group(2) == null ? defaultPort : Integer.parseInt(parts.group(2));
    return port < 1 || port > 65535
        ? Optional.empty()
        : HostName.parse(parts.group(1)).map(host -> new Target(host, port));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
