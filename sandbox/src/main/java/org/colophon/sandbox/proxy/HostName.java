package org.colophon.sandbox.proxy;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as a rule or a client names it, in one form: a DNS name in lower case without a dot at its
 * end, or an address as Java prints it.
 *
 * @param text ASCII; without brackets
 * @param isAddress whether it is an address and no name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123, section 2.1</a>
 */
public record HostName(String text, boolean isAddress) {
  private static final int MOST_CHARACTERS = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** As {@code 127.1}, {@code 0x7f000001} and {@code 2130706433}, which some resolvers accept. */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  /** Reads a name or an address, the latter in brackets if it is of version 6. */
  public static Optional<HostName> parse(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      String inner = text.substring(1, text.length() - 1);
      return inner.contains(":") ? address(inner) : Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (ENDS_IN_NUMBER.matcher(name).matches()) {
      return address(text);
    }
    return name.length() <= MOST_CHARACTERS && NAME.matcher(name).matches()
        ? Optional.of(new HostName(name, false))
        : Optional.empty();
  }

  /** Never asks a name server. An address with a zone leads to one interface only: refused. */
  private static Optional<HostName> address(String text) {
    if (text.contains("%")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new HostName(InetAddress.ofLiteral(text).getHostAddress(), true));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** As it stands before a port. */
  @Override
  public String toString() {
    return text.contains(":") ? "[" + text + "]" : text;
  }
}
