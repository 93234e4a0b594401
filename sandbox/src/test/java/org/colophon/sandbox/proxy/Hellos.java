package org.colophon.sandbox.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** First messages of TLS, as Java's own client sends them. */
final class Hellos {
  private static final int HEADER = 5;

  /** A HelloRetryRequest: a ServerHello with that number; what follows it is not looked at. */
  static final byte[] RETRY =
      HexFormat.of()
          .parseHex(
              "1603030032"
                  + "0200002e"
                  + "0303"
                  + "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"
                  + "00130100"
                  + "0006002b00020304");

  private Hellos() {}

  static byte[] naming(String... host) throws NoSuchAlgorithmException, SSLException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(
        Arrays.stream(host).<javax.net.ssl.SNIServerName>map(SNIHostName::new).toList());
    engine.setSSLParameters(parameters);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  /** What a client says to a HelloRetryRequest: ChangeCipherSpec, and a hello. */
  static byte[] afterRetry(String host) throws NoSuchAlgorithmException, SSLException {
    return joined(new byte[] {20, 3, 3, 0, 1, 1}, naming(host));
  }

  static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** The same message in frames of the given sizes, again and again. */
  static byte[] framed(byte[] hello, List<Integer> sizes) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    int from = HEADER;
    for (int i = 0; from < hello.length; i++) {
      int size = Math.min(sizes.get(i % sizes.size()), hello.length - from);
      framed.writeBytes(new byte[] {22, 3, 1, (byte) (size >> 8), (byte) size});
      framed.write(hello, from, size);
      from += size;
    }
    return framed.toByteArray();
  }

  /** The same message with one more extension at its end. */
  static byte[] with(byte[] hello, int type, byte... content) {
    ByteBuffer longer = ByteBuffer.allocate(hello.length + 4 + content.length);
    longer.put(hello).putShort((short) type).putShort((short) content.length).put(content);
    int added = 4 + content.length;
    longer.putShort(3, (short) (longer.getShort(3) + added));
    longer.putInt(HEADER, longer.getInt(HEADER) + added);
    int extensions = extensions(hello);
    longer.putShort(extensions, (short) (longer.getShort(extensions) + added));
    return longer.array();
  }

  /** Where the length of all extensions stands. */
  private static int extensions(byte[] hello) {
    ByteBuffer body = ByteBuffer.wrap(hello);
    int at = HEADER + 4 + 2 + 32;
    at += 1 + Byte.toUnsignedInt(body.get(at));
    at += 2 + Short.toUnsignedInt(body.getShort(at));
    return at + 1 + Byte.toUnsignedInt(body.get(at));
  }
}
