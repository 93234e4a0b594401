package org.colophon.sandbox.proxy;

import java.net.InetAddress;

/**
 * Addresses that begin with the same bits, {@code 10.0.0.0/8}.
 *
 * @param bits how many of {@code base} count
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632, CIDR</a>
 */
public record AddressRange(InetAddress base, int bits) {
  public AddressRange {
    if (bits < 0 || bits > base.getAddress().length * 8) {
      throw new IllegalArgumentException(
          base.getHostAddress() + " has no " + bits + " bits to compare");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code ::1}, which is that one address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static AddressRange parse(String text) {
    String[] parts = text.split("/", 2);
    InetAddress base = InetAddress.ofLiteral(parts[0]);
    int all = base.getAddress().length * 8;
    return new AddressRange(base, parts.length == 1 ? all : Integer.parseInt(parts[1]));
  }

  public boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + bits;
  }
}
