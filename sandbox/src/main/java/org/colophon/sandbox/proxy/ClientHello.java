package org.colophon.sandbox.proxy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The first message of TLS, as far as it says to whom it is addressed. Reads hostile bytes: every
 * length is held against what is there, and nothing is kept but the name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446, 4.1.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3: server_name</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9849">RFC 9849: encrypted ClientHello</a>
 */
final class ClientHello {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int MOST_IN_A_RECORD = 1 << 14;
  private static final int SERVER_NAME = 0;
  private static final int ENCRYPTED_HELLO = 0xfe0d;

  private ClientHello() {}

  /** What the bytes so far are. */
  sealed interface Reading {
    /** The beginning of one, perhaps. */
    record Incomplete() implements Reading {}

    /** One that names a host; as it stands there. */
    record Named(String host) implements Reading {}

    /** One that names none. */
    record Nameless() implements Reading {}

    /** Nothing that can be let through as one. */
    record Unusable(String why) implements Reading {}
  }

  /** Reads the bytes of {@code said} from its position on, and leaves it as it was. */
  static Reading read(ByteBuffer said) {
    try {
      return ofHandshake(records(said).handshake().flip());
    } catch (IllegalArgumentException e) {
      return new Reading.Unusable(String.valueOf(e.getMessage()));
    }
  }

  /** How many of the bytes one takes that could be read; what follows was not looked at. */
  static int length(ByteBuffer said) {
    return records(said).bytes();
  }

  /**
   * Records of TLS.
   *
   * @param bytes that they take
   * @param handshake their content, written
   */
  private record Records(int bytes, ByteBuffer handshake) {}

  /** Those of the first message, as far as they are there. */
  private static Records records(ByteBuffer said) {
    ByteBuffer handshake = ByteBuffer.allocate(said.remaining());
    ByteBuffer records = said.duplicate();
    while (records.hasRemaining()) {
      require(records.get(records.position()) == HANDSHAKE, "what it says is not TLS");
      if (records.remaining() < 5) {
        break;
      }
      int major = records.get(records.position() + 1);
      int length = Short.toUnsignedInt(records.getShort(records.position() + 3));
      require(major == 3 && length > 0 && length <= MOST_IN_A_RECORD, "what it says is not TLS");
      records.position(records.position() + 5);
      int there = Math.min(length, records.remaining());
      handshake.put(records.slice(records.position(), there));
      records.position(records.position() + there);
      if (isWhole(handshake)) {
        // a second one could hide behind it, and be read before anybody has compared it
        require(
            handshake.get(0) != CLIENT_HELLO
                || (there == length && handshake.position() == 4 + messageLength(handshake)),
            "it says more than its ClientHello at once");
        break;
      }
    }
    return new Records(records.position() - said.position(), handshake);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** A type, a length of three bytes, and as much. */
  private static boolean isWhole(ByteBuffer written) {
    return written.position() >= 4 && written.position() - 4 >= messageLength(written);
  }

  private static int messageLength(ByteBuffer handshake) {
    return handshake.getInt(0) & 0xffffff;
  }

  private static Reading ofHandshake(ByteBuffer handshake) {
    if (handshake.hasRemaining() && handshake.get(0) != CLIENT_HELLO) {
      return new Reading.Unusable("its first message of TLS is no ClientHello");
    }
    if (handshake.remaining() < 4 || handshake.remaining() - 4 < messageLength(handshake)) {
      return new Reading.Incomplete();
    }
    try {
      return ofBody(handshake.slice(4, messageLength(handshake)));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return new Reading.Unusable("its ClientHello is damaged");
    }
  }

  /** Version, random, session, ciphers, compressions, extensions. */
  private static Reading ofBody(ByteBuffer body) {
    skip(body, 2 + 32);
    skip(body, Byte.toUnsignedInt(body.get()));
    skip(body, Short.toUnsignedInt(body.getShort()));
    skip(body, Byte.toUnsignedInt(body.get()));
    if (!body.hasRemaining()) {
      return new Reading.Nameless();
    }
    ByteBuffer extensions = part(body, Short.toUnsignedInt(body.getShort()));
    requireEnd(body);
    Reading reading = new Reading.Nameless();
    Set<Integer> seen = new HashSet<>();
    while (extensions.hasRemaining()) {
      int type = Short.toUnsignedInt(extensions.getShort());
      ByteBuffer extension = part(extensions, Short.toUnsignedInt(extensions.getShort()));
      if (!seen.add(type)) {
        throw new IllegalArgumentException("twice the same extension");
      }
      switch (type) {
        case ENCRYPTED_HELLO -> {
          return new Reading.Unusable("it encrypts the host's name, which cannot be compared then");
        }
        case SERVER_NAME -> reading = new Reading.Named(name(extension));
        default -> {}
      }
    }
    return reading;
  }

  /** A list, whose one entry is a host's name. */
  private static String name(ByteBuffer extension) {
    ByteBuffer list = part(extension, Short.toUnsignedInt(extension.getShort()));
    requireEnd(extension);
    if (list.get() != 0) {
      throw new IllegalArgumentException("not a host's name");
    }
    ByteBuffer name = part(list, Short.toUnsignedInt(list.getShort()));
    requireEnd(list);
    return StandardCharsets.ISO_8859_1.decode(name).toString();
  }

  private static void skip(ByteBuffer from, int bytes) {
    part(from, bytes);
  }

  private static ByteBuffer part(ByteBuffer from, int bytes) {
    if (bytes > from.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = from.slice(from.position(), bytes);
    from.position(from.position() + bytes);
    return part;
  }

  private static void requireEnd(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException("more than it said");
    }
  }
}
