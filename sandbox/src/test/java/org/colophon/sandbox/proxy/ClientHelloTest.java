package org.colophon.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.colophon.sandbox.proxy.ClientHello.Reading;
import org.colophon.sandbox.proxy.ClientHello.Reading.Incomplete;
import org.colophon.sandbox.proxy.ClientHello.Reading.Named;
import org.colophon.sandbox.proxy.ClientHello.Reading.Nameless;
import org.colophon.sandbox.proxy.ClientHello.Reading.Unusable;
import org.junit.jupiter.api.Test;

/** To whom a first message of TLS is addressed, and what is none. */
final class ClientHelloTest {
  private static final int SERVER_NAME = 0;
  private static final int ENCRYPTED = 0xfe0d;
  private static final long SEED = 20_261_128;

  @Test
  void theNameOfTheHostIsRead() throws Exception {
    assertThat(read(Hellos.naming("a.example.org"))).isEqualTo(new Named("a.example.org"));
    assertThat(read(Hellos.naming())).isEqualTo(new Nameless());
  }

  @Test
  void everyBeginningIsIncompleteAndWhatFollowsIsNotLookedAt() throws Exception {
    byte[] hello = Hellos.naming("a.example.org");

    for (int length = 0; length < hello.length; length++) {
      assertThat(read(Arrays.copyOf(hello, length)))
          .as(length + " bytes")
          .isEqualTo(new Incomplete());
    }
    assertThat(read(Arrays.copyOf(hello, hello.length + 100))).isInstanceOf(Named.class);
  }

  @Test
  void framesOfAnySizeMakeOneMessage() throws Exception {
    byte[] hello = Hellos.naming("a.example.org");

    for (List<Integer> sizes : List.of(List.of(1), List.of(3, 1, 200), List.of(100))) {
      assertThat(read(Hellos.framed(hello, sizes))).isEqualTo(new Named("a.example.org"));
    }
  }

  @Test
  void twoNamesAreNone() throws Exception {
    byte[] hello = Hellos.naming("a.example.org");
    byte[] other = {0, 4, 0, 0, 1, 'b'};

    assertThat(read(Hellos.with(hello, SERVER_NAME, other))).isInstanceOf(Unusable.class);
    assertThat(read(Hellos.with(Hellos.naming(), SERVER_NAME, other))).isEqualTo(new Named("b"));
    assertThat(
            read(
                Hellos.with(
                    Hellos.naming(),
                    SERVER_NAME,
                    (byte) 0,
                    (byte) 8,
                    (byte) 0,
                    (byte) 0,
                    (byte) 1,
                    (byte) 'b',
                    (byte) 0,
                    (byte) 0,
                    (byte) 1,
                    (byte) 'c')))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void anEncryptedNameCannotBeCompared() throws Exception {
    byte[] hello = Hellos.with(Hellos.naming("a.example.org"), ENCRYPTED, (byte) 1);

    assertThat(read(hello))
        .isInstanceOfSatisfying(Unusable.class, it -> assertThat(it.why()).contains("encrypts"));
  }

  @Test
  void otherProtocolsAreNoTls() {
    for (String said :
        List.of("GET / HTTP/1.1\r\n\r\n", "SSH-2.0-x\r\n", "\026\002\0\0\001", "\200.")) {
      assertThat(read(said.getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(Unusable.class);
    }
  }

  /** The same ones each time. */
  @Test
  void noBytesMakeItCrashOrMakeUpAName() throws Exception {
    Random random = new Random(SEED);
    List<byte[]> seeds =
        List.of(
            Hellos.naming("a.example.org"),
            Hellos.naming(),
            Hellos.framed(Hellos.naming("b.example.org"), List.of(7, 64)),
            Hellos.with(Hellos.naming("a.example.org"), ENCRYPTED, new byte[300]));
    for (int i = 0; i < 30_000; i++) {
      byte[] bytes = damaged(seeds.get(random.nextInt(seeds.size())), random);
      switch (read(bytes)) {
        case Named(String host) ->
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1).length())
                .isGreaterThanOrEqualTo(host.length());
        case Nameless _, Unusable _, Incomplete _ -> {}
      }
      // what was decided from a part of it holds for the whole
      Reading early = read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      if (early instanceof Unusable) {
        assertThat(read(bytes)).isInstanceOf(Unusable.class);
      } else if (!(early instanceof Incomplete)) {
        assertThat(read(bytes)).isEqualTo(early);
      }
    }
  }

  @Test
  void aFrameForEachByteCostsNoMoreThanItsBytes() throws Exception {
    byte[] hello = Hellos.with(Hellos.naming("a.example.org"), 21, new byte[5000]);
    byte[] framed = Hellos.framed(hello, List.of(1));

    // as the proxy reads them: again after each byte that comes
    for (int length = 0; length < framed.length; length += 16) {
      assertThat(ClientHello.read(ByteBuffer.wrap(framed, 0, length))).isEqualTo(new Incomplete());
    }
    assertThat(read(framed)).isEqualTo(new Named("a.example.org"));
  }

  private static Reading read(byte[] bytes) {
    ByteBuffer said = ByteBuffer.wrap(bytes);
    Reading reading = ClientHello.read(said);
    assertThat(said.position()).isZero();
    return reading;
  }

  private static byte[] damaged(byte[] seed, Random random) {
    byte[] bytes =
        Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length) + 1 : seed.length);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(Math.min(bytes.length, random.nextBoolean() ? 120 : bytes.length));
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] = (byte) 0xff;
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }
}
