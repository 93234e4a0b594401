package org.colophon.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of any kind get from the proxy, over its socket, and what is recorded of them. */
final class HostProxyTest {
  private static final byte[] ALERT = {21, 3, 1, 0, 2, 2, 112};

  /** Short where a test waits for the end of it, long where it must not come. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Map<String, String> NAMES =
      Map.of(
          "allowed.test", "127.0.0.1",
          "denied.test", "127.0.0.1",
          "private.test", "10.0.0.1",
          "mixed.test", "127.0.0.1 10.0.0.1",
          "two.test", "127.0.0.2 127.0.0.1");

  private final AtomicInteger lookups = new AtomicInteger();
  private LocalServer server;
  private Path folder;
  private HostProxy proxy;

  @BeforeEach
  void openIt(@TempDir Path scratch) throws IOException {
    server = LocalServer.echo();
    folder = scratch.resolve("proxy");
    proxy = open(bounds(LONG, LONG, 64));
  }

  @AfterEach
  void closeIt() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void whatIsSaidToAListedHostComesBackAndIsCounted() throws Exception {
    byte[] hello = Hellos.naming("allowed.test");

    assertThat(ask(connect("tls", "allowed.test"), hello)).isEqualTo(established(hello));

    assertThat(recorded())
        .satisfies(it -> {
          assertThat(it.host()).isEqualTo("allowed.test");
          assertThat(it.port()).isEqualTo(server.port());
          assertThat(it.address()).isEqualTo("127.0.0.1");
          assertThat(it.bytesUp()).isEqualTo(hello.length);
          assertThat(it.bytesDown()).isEqualTo(hello.length);
          assertThat(it.allowed()).isTrue();
          assertThat(it.reason()).isEmpty();
        });
  }

  @Test
  void aBigTransferIsWholeInBothDirections() throws Exception {
    byte[] much = new byte[5_000_000];
    new Random(1).nextBytes(much);

    assertThat(ask(connect("tcp", "allowed.test"), much)).isEqualTo(established(much));
    assertThat(recorded().bytesUp()).isEqualTo(much.length);
    assertThat(recorded().bytesDown()).isEqualTo(much.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "denied.test:PORT | 403 | not among the hosts",
        "sub.allowed.test:PORT | 403 | not among the hosts",
        "allowed.test:1 | 403 | not among the hosts",
        "127.0.0.1:PORT | 403 | not among the hosts",
        "[::ffff:127.0.0.1]:PORT | 403 | not among the hosts",
        "private.test:PORT | 403 | 10.0.0.1, private",
        "mixed.test:PORT | 403 | 10.0.0.1, private",
        "unknown.test:PORT | 502 | no address",
        "allowed.test | 400 | no host and port",
      })
  void otherTargetsAreRefusedWithTheReason(String target, int status, String reason)
      throws Exception {
    String answer = text(ask("CONNECT " + target.replace("PORT", "" + server.port())));

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains(reason);
    assertThat(recorded().reason()).contains(reason);
    assertThat(server.clients()).isZero();
  }

  @Test
  void aNameIsLookedUpOnceAndItsAddressesAreTriedInTurn() throws Exception {
    // nobody listens at 127.0.0.2
    assertThat(text(ask("CONNECT two.test:" + server.port()))).contains("200");

    assertThat(lookups).hasValue(1);
    assertThat(recorded().address()).isEqualTo("127.0.0.1");
  }

  @Test
  void aClientThatGreetsAnotherHostIsToldSoAndTheHostHearsNothing() throws Exception {
    assertThat(ask(connect("tls", "allowed.test"), Hellos.naming("denied.test")))
        .isEqualTo(established(ALERT));

    assertThat(recorded().reason()).contains("names another host");
    assertThat(recorded().allowed()).isFalse();
    assertThat(recorded().bytesUp()).isZero();
  }

  @Test
  void aSecondHelloIsComparedToo() throws Exception {
    BlockingQueue<Integer> heard = retry();
    byte[] same = Hellos.afterRetry("allowed.test");
    byte[] changeCipherSpec = Arrays.copyOf(same, 6);

    say(hello("allowed.test"), same);
    assertThat(heard.take()).isEqualTo(same.length);
    say(hello("allowed.test"), Hellos.afterRetry("denied.test"));
    assertThat(heard.take()).isEqualTo(changeCipherSpec.length);

    assertThat(closed())
        .extracting(Connection::allowed, Connection::reason)
        .containsExactly(
            tuple(true, ""),
            tuple(false, "asked again by the host: its ClientHello names another host"));
  }

  @Test
  void aSecondHelloThatComesBeforeItWasAskedForWaits() throws Exception {
    BlockingQueue<Integer> heard = retry();

    say(Hellos.joined(hello("allowed.test"), Hellos.afterRetry("denied.test")), new byte[0]);

    assertThat(heard.take()).isEqualTo(6);
    assertThat(recorded().reason()).contains("names another host");
  }

  @Test
  void twoHellosInOneRecordAreNotLetThrough() throws Exception {
    byte[] one = Hellos.naming("allowed.test");
    byte[] two = Hellos.naming("denied.test");
    byte[] contents = Hellos.joined(one, Arrays.copyOfRange(two, 5, two.length));

    ask(connect("tls", "allowed.test"), Hellos.framed(contents, List.of(contents.length)));

    assertThat(recorded().reason()).isEqualTo("it says more than its ClientHello at once");
    assertThat(server.clients()).isEqualTo(1);
  }

  /** The server asks for a second hello, and tells how much it heard then. */
  private BlockingQueue<Integer> retry() throws IOException {
    int first = hello("allowed.test").length;
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    proxy.close();
    server.close();
    server =
        new LocalServer(host -> {
          host.getInputStream().readNBytes(first);
          host.getOutputStream().write(Hellos.RETRY);
          int more = 0;
          try {
            more = host.getInputStream().readAllBytes().length;
          } catch (IOException _) {
            // cut off
          }
          heard.add(more);
        });
    proxy = open(bounds(LONG, LONG, 64));
    return heard;
  }

  /** Says the one, and the other as soon as the host has answered. */
  private void say(byte[] one, byte[] other) throws IOException {
    try (SocketChannel client = client(proxy)) {
      say(client, connect("tls", "allowed.test") + " HTTP/1.1\r\n\r\n");
      client.write(ByteBuffer.wrap(one));
      Channels.newInputStream(client).readNBytes(established(Hellos.RETRY).length);
      client.write(ByteBuffer.wrap(other));
      client.shutdownOutput();
      var _ = rest(client);
    }
  }

  private static byte[] hello(String host) {
    try {
      return Hellos.naming(host);
    } catch (GeneralSecurityException | SSLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsNoTlsOrNamesNobodyIsNotLetThrough() throws Exception {
    ask(connect("tls", "allowed.test"), "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    ask(connect("tls", "allowed.test"), Hellos.naming());
    ask(connect("tls", "allowed.test"), Arrays.copyOf(Hellos.naming("allowed.test"), 50));
    ask(connect("tls", "allowed.test"), Hellos.framed(new byte[60_000], List.of(10_000)));

    assertThat(closed())
        .noneMatch(Connection::allowed)
        .allMatch(it -> it.bytesUp() == 0)
        .extracting(Connection::reason)
        .containsExactly(
            "what it says is not TLS",
            "its ClientHello names no host",
            "the client said no more",
            "its first message of TLS is no ClientHello");
  }

  @Test
  void aHelloWithoutEndIsRefused() throws Exception {
    byte[] endless = Hellos.framed(new byte[60_000], List.of(10_000));
    endless[5] = 1;
    endless[6] = 1;

    ask(connect("tls", "allowed.test"), endless);

    assertThat(recorded().reason()).contains("longer than");
  }

  @Test
  void aPageIsFetchedAndWhatFollowsIsNotSentOn() throws Exception {
    try (LocalServer web = pageServer();
        HostProxy other = open(bounds(LONG, LONG, 64), "tcp://allowed.test:" + web.port())) {
      String url = "http://allowed.test:" + web.port() + "/x";
      String answer =
          text(
              ask(
                  other,
                  "GET " + url,
                  "GET http://denied.test/ HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));

      assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("GET /x HTTP/1.1");
      assertThat(text(ask(other, "POST " + url))).startsWith("HTTP/1.1 405 ");
      assertThat(ended(other).connections()).hasSize(2);
    }
  }

  @Test
  void aPageOfAHostForTlsIsNotFetchedInTheClear() throws Exception {
    assertThat(text(ask("GET http://allowed.test:" + server.port() + "/")))
        .startsWith("HTTP/1.1 403 only TLS");
  }

  @Test
  void aGiantHeadIsRefusedAndTheReasonArrives() throws Exception {
    String head = "CONNECT allowed.test:443 HTTP/1.1\r\nX: " + "x".repeat(100_000);

    assertThat(text(ask(head))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aHeadThatNeverEndsIsGivenUp() throws Exception {
    try (HostProxy hasty = open(bounds(SHORT, LONG, 64));
        SocketChannel client = client(hasty)) {
      client.write(ByteBuffer.wrap("CONNECT allo".getBytes(StandardCharsets.UTF_8)));

      // a byte now and then does not help
      Thread drip = Thread.ofVirtual().start(() -> drip(client));
      assertThat(rest(client)).isEmpty();
      drip.join();
      assertThat(ended(hasty).connections().getLast().reason())
          .isEqualTo("no whole request within 0.3 s");
    }
  }

  @Test
  void aConnectionOnWhichNothingMovesIsEnded() throws Exception {
    try (LocalServer silent = new LocalServer(client -> client.getInputStream().readAllBytes());
        HostProxy hasty = open(bounds(LONG, SHORT, 64), "tcp://allowed.test:" + silent.port());
        SocketChannel client = client(hasty)) {
      say(client, "CONNECT allowed.test:" + silent.port() + " HTTP/1.1\r\n\r\n");

      assertThat(text(rest(client))).isEqualTo("HTTP/1.1 200 Connection established");
      assertThat(ended(hasty).connections().getLast().reason())
          .isEqualTo("no byte in either direction within 0.3 s");
    }
  }

  @Test
  void moreConnectionsThanThereArePlacesWait() throws Exception {
    try (HostProxy narrow = open(bounds(LONG, LONG, 2))) {
      List<SocketChannel> held = List.of(client(narrow), client(narrow));
      SocketChannel third = client(narrow);
      say(third, "CONNECT denied.test:1 HTTP/1.1\r\n\r\n");
      assertThat(narrow.use().connections()).isEmpty();

      held.getFirst().close();

      assertThat(text(rest(third))).startsWith("HTTP/1.1 403 ");
      held.getLast().close();
      third.close();
    }
  }

  @Test
  void noConnectionGoesUnrecordedOrUncounted() throws Exception {
    Bounds few = new Bounds(16 << 10, 32 << 10, LONG, LONG, 64, 3);
    try (HostProxy forgetful = open(few)) {
      for (int i = 0; i < 5; i++) {
        ask(forgetful, "CONNECT denied.test:1");
      }

      assertThat(ended(forgetful).connections()).hasSize(3);
      assertThat(forgetful.use().unrecorded()).isEqualTo(2);
    }
  }

  @Test
  void whatIsOpenWhenTheStageEndsIsEndedAndNothingIsLeft() throws Exception {
    try (LocalServer parrot =
            new LocalServer(
                client -> client.getInputStream().transferTo(client.getOutputStream()));
        HostProxy other = open(bounds(LONG, LONG, 64), "tcp://allowed.test:" + parrot.port())) {
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SocketChannel client = client(other);
        say(client, "CONNECT allowed.test:" + parrot.port() + " HTTP/1.1\r\n\r\nsome");
        byte[] back = Channels.newInputStream(client).readNBytes(established(new byte[4]).length);
        assertThat(text(back)).endsWith("some");
        clients.add(client);
      }

      assertThat(ended(other).connections())
          .hasSize(20)
          .allMatch(it -> it.reason().equals("the stage ended") && it.bytesDown() == 4);
      assertThat(other.folder()).doesNotExist();
      for (SocketChannel client : clients) {
        assertThat(rest(client)).isEmpty();
        client.close();
      }
    }
  }

  @Test
  void theSocketIsOfferedToWhoeverSeesItsFolder() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve(HostProxy.SOCKET))).hasSize(6);
    assertThatThrownBy(proxy::open).isInstanceOf(IOException.class);
  }

  /** Anything may come through the socket; it is refused, and the next client is served. */
  @Test
  void noBytesMakeItStop() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      try (SocketChannel client = client(proxy)) {
        client.write(ByteBuffer.wrap(bytes));
        client.shutdownOutput();
        rest(client);
      }
    }

    assertThat(ask(connect("tcp", "allowed.test"), new byte[] {1})).endsWith((byte) 1);
    assertThat(closed()).hasSize(201);
  }

  private HostProxy open(Bounds bounds, String... more) throws IOException {
    List<String> rules = new ArrayList<>(List.of(more));
    for (String name : List.of("allowed.test", "private.test", "mixed.test", "unknown.test")) {
      rules.add(name + ":" + server.port());
    }
    // the same port cannot be for TLS and for anything: names of the second kind end otherwise
    rules.add("tcp://plain.allowed.test:" + server.port());
    rules.add("tcp://two.test:" + server.port());
    HostProxy opened =
        new HostProxy(
            folder.resolveSibling("proxy" + (proxy == null ? "" : "2")),
            new Admission(
                rules.stream().map(HostRule::parse).toList(),
                new AddressRules(List.of(AddressRange.parse("127.0.0.0/8")), _ -> false),
                this::resolve),
            bounds);
    opened.open();
    return opened;
  }

  private List<InetAddress> resolve(String name) throws IOException {
    lookups.incrementAndGet();
    String addresses = NAMES.get(name.replaceFirst("^plain\\.", ""));
    if (addresses == null) {
      throw new UnknownHostException("no address is known for " + name);
    }
    return Stream.of(addresses.split(" ", 0)).map(InetAddress::ofLiteral).toList();
  }

  private static Bounds bounds(Duration patience, Duration idle, int connections) {
    return new Bounds(16 << 10, 32 << 10, patience, idle, connections, 50_000);
  }

  private String connect(String kind, String host) {
    return "CONNECT " + (kind.equals("tcp") ? "plain." : "") + host + ":" + server.port();
  }

  private byte[] ask(String line, byte... then) throws IOException {
    return ask(proxy, line, then);
  }

  /** Asks, says the rest, ends, and gives all that is answered. */
  private static byte[] ask(HostProxy of, String line, byte... then) throws IOException {
    try (SocketChannel client = client(of)) {
      Thread speaker =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  say(client, line + " HTTP/1.1\r\n\r\n");
                  ByteBuffer rest = ByteBuffer.wrap(then);
                  while (rest.hasRemaining()) {
                    client.write(rest);
                  }
                  client.shutdownOutput();
                } catch (IOException _) {
                  // refused before it had said everything
                }
              });
      byte[] answer = rest(client);
      speaker.join();
      return answer;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void drip(SocketChannel client) {
    try {
      while (true) {
        say(client, "x");
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException _) {
      // it was closed
    }
  }

  private static SocketChannel client(HostProxy of) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(of.folder().resolve(HostProxy.SOCKET)));
  }

  private static void say(SocketChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] rest(SocketChannel client) throws IOException {
    try {
      return Channels.newInputStream(client).readAllBytes();
    } catch (IOException e) {
      // a reset is an end too
      return new byte[0];
    }
  }

  private static byte[] established(byte[] then) {
    byte[] line = "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(line.length + then.length).put(line).put(then).array();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).strip();
  }

  private List<Connection> closed() throws IOException {
    proxy.close();
    return proxy.use().connections();
  }

  private Connection recorded() throws IOException {
    return closed().getLast();
  }

  private static NetworkUse ended(HostProxy other) throws IOException {
    other.close();
    return other.use();
  }

  /** Answers with the first line of what it was asked, after all of it. */
  private static LocalServer pageServer() throws IOException {
    return new LocalServer(client -> {
      byte[] said = client.getInputStream().readNBytes(1);
      StringBuilder all = new StringBuilder(text(said));
      while (!all.toString().endsWith("\r\n\r\n")) {
        all.append((char) client.getInputStream().read());
      }
      String first = all.toString().lines().findFirst().orElse("");
      client
          .getOutputStream()
          .write(("HTTP/1.1 200 OK\r\n\r\n" + first).getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      // whatever else is sent on would be an error
      if (client.getInputStream().read() >= 0) {
        throw new IOException("more came");
      }
    });
  }
}
