package org.colophon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.process.ProcessOutcome.Exited;
import org.colophon.process.ProcessOutcome.Interrupted;
import org.colophon.process.ProcessOutcome.NotStarted;
import org.colophon.process.ResourceLimits;
import org.colophon.sandbox.proxy.AddressRange;
import org.colophon.sandbox.proxy.Connection;
import org.colophon.sandbox.proxy.HostRule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real clients reach from within bubblewrap, with a list of hosts, and what they do not. */
@Tag("bubblewrap")
final class HostsInSandboxTest {
  private static final ResourceLimits LIMITS =
      new ResourceLimits(Duration.ofMinutes(5), Duration.ofSeconds(20), 1 << 20);

  private static Bubblewrap sandbox;
  private static TestServer server;

  private static Path status;

  @TempDir private static Path shared;

  private Trial trial;
  private List<Connection> connections = List.of();

  @BeforeAll
  static void findOrSkip() throws Exception {
    BubblewrapProbe probe = new BubblewrapProbe(Files.createDirectory(shared.resolve("trial")));
    status = Files.createDirectory(shared.resolve("status"));
    sandbox =
        switch (probe.look(System.getenv("PATH"))) {
          case BubblewrapProbe.Available found ->
              probe.strongest(found, status).resolving(HostsInSandboxTest::resolve);
          case BubblewrapProbe.Unavailable(String reason) -> abort(reason);
        };
    assumeTrue(Gateway.findRelay().isPresent(), "there is no socat");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no python3");
    server = new TestServer(shared);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    trial = new Trial(folder);
    Files.copy(shared.resolve("ca.pem"), trial.input.resolve("ca.pem"));
    server.asked.clear();
  }

  @Test
  void curlReachesAListedHost() throws Exception {
    Trial.Ran ran = curl("https://allowed.test:PORT/hello");

    assertThat(ran.out()).isEqualTo("hello\n");
    assertThat(connections)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.host()).isEqualTo("allowed.test");
          assertThat(it.address()).isEqualTo("127.0.0.1");
          assertThat(it.allowed()).isTrue();
          assertThat(it.bytesUp()).isPositive();
          assertThat(it.bytesDown()).isGreaterThan(6);
        });
  }

  @Test
  void pythonDoesToo() throws Exception {
    Trial.Ran ran =
        python(
            """
            import os, ssl, http.client, urllib.request
            ca = ssl.create_default_context(cafile=os.environ["CA"])
            print(urllib.request.urlopen("https://allowed.test:PORT/hello", context=ca).read())
            tunnel = http.client.HTTPSConnection("127.0.0.1", 3128, context=ca)
            tunnel.set_tunnel("allowed.test", PORT)
            tunnel.request("GET", "/hello")
            print(tunnel.getresponse().read())
            try:
                urllib.request.urlopen("https://denied.test:PORT/", context=ca)
            except OSError as e:
                print(e)
            """);

    assertThat(ran.out().lines())
        .containsExactly(
            "b'hello\\n'",
            "b'hello\\n'",
            "<urlopen error Tunnel connection failed: 403 it is not among the hosts of the stage>");
  }

  @Test
  void nothingElseIsReachedThroughTheProxy() throws Exception {
    for (String url :
        List.of(
            "https://denied.test:PORT/",
            "https://allowed.test:1/",
            "https://127.0.0.1:PORT/",
            "https://private.test:PORT/",
            "http://allowed.test:PORT/")) {
      Trial.Ran ran = curl(url);

      assertThat(ran.out() + ran.err()).as(url).containsAnyOf("response 403", "use https");
      assertThat(connections).as(url).noneMatch(Connection::allowed).hasSize(1);
    }
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aRedirectIsJudgedLikeAnyOther() throws Exception {
    Trial.Ran ran = curl("-L", "https://allowed.test:PORT/to?https://denied.test:PORT/hello");

    assertThat(ran.err()).contains("response 403");
    assertThat(server.asked).containsExactly("allowed.test:" + server.port());
    assertThat(connections).extracting(Connection::allowed).containsExactly(true, false);
  }

  @Test
  void aHostBehindAnothersNameIsNotReached() throws Exception {
    curl("--connect-to", "denied.test:PORT:allowed.test:PORT", "https://denied.test:PORT/hello");

    assertThat(server.asked).isEmpty();
    assertThat(connections)
        .singleElement()
        .extracting(Connection::reason)
        .isEqualTo("its ClientHello names another host");
  }

  @Test
  void thereIsNoWayAroundTheProxy() throws Exception {
    try (DatagramSocket udp = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      Trial.Ran ran =
          python(
              """
              import socket
              def attempt(what, call):
                  try:
                      print(what, call())
                  except OSError as e:
                      print(what, "failed")
              for address in ["127.0.0.1", "1.1.1.1", "169.254.169.254"]:
                  attempt(address, lambda: socket.create_connection((address, PORT), 5))
              def ask(address, port):
                  s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                  s.settimeout(1)
                  s.sendto(b"x", (address, port))
                  return s.recv(10)
              attempt("udp", lambda: ask("127.0.0.1", UDP))
              attempt("dns", lambda: ask("1.1.1.1", 53))
              attempt("name", lambda: socket.getaddrinfo("allowed.test", 443))
              """
                  .replace("UDP", Integer.toString(udp.getLocalPort())));

      assertThat(ran.out().lines())
          .containsExactly(
              "127.0.0.1 failed",
              "1.1.1.1 failed",
              "169.254.169.254 failed",
              "udp failed",
              "dns failed",
              "name failed");
      assertThat(connections).isEmpty();
    }
  }

  @Test
  void aBigTransferIsWholeAndCounted() throws Exception {
    Trial.Ran ran =
        curl("-o", "/dev/null", "-w", "%{size_download}", "https://allowed.test:PORT/big");

    assertThat(ran.out()).isEqualTo(Integer.toString(TestServer.BIG));
    assertThat(connections.getFirst().bytesDown()).isGreaterThan(TestServer.BIG);
  }

  @Test
  void manyConnectionsAtOnceAreServed() throws Exception {
    Trial.Ran ran =
        shell(
            """
            for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
              curl -sS --cacert "$CA" https://allowed.test:PORT/hello &
            done
            wait
            """);

    assertThat(ran.out()).isEqualTo("hello\n".repeat(12));
    assertThat(ran.err()).isEmpty();
    assertThat(connections).hasSize(12).allMatch(Connection::allowed);
  }

  @Test
  void whereHardlyAProgramIsTheRelayIsThere() throws Exception {
    Trial.Ran ran =
        run(
            trial.command(
                "/usr/bin/curl", "-sS", "--cacert", ca(), url("https://allowed.test:PORT/")),
            policy().offering(List.of(Path.of("/usr/bin/curl"))));

    assertThat(ran.out()).isEqualTo("hello\n");
  }

  @Test
  void everyExitCodeComesThroughAndAMissingProgramNeverStarts() throws Exception {
    for (int code : List.of(0, 1, 3, 125, 127)) {
      assertThat(shell("exit " + code).outcome()).isEqualTo(new Exited(code));
    }
    assertThat(run(trial.command("no-such-program"), policy()).outcome())
        .isInstanceOfSatisfying(
            NotStarted.class, it -> assertThat(it.reason()).contains("no program no-such-program"));
  }

  @Test
  void theStageHasNoChildAndNoDescriptorThatIsNotItsOwn() throws Exception {
    Trial.Ran ran =
        shell(
            """
            for fd in 3 4 5 6 7 8 9; do (echo ready >&$fd) 2>/dev/null && echo "wrote to $fd"; done
            read -r children </proc/$$/task/$$/children; [ -z "$children" ] || echo "child $children"
            env -0 | tr '\\0\\n' '\\n ' | grep -i proxy | sort
            ls /run/colophon
            (echo x >/run/colophon/new) 2>/dev/null || echo read-only
            """);

    String at = "=http://127.0.0.1:3128";
    assertThat(ran.out().lines())
        .containsExactlyInAnyOrder(
            "ALL_PROXY" + at,
            "HTTPS_PROXY" + at,
            "HTTP_PROXY" + at,
            "NO_PROXY=",
            "all_proxy" + at,
            "https_proxy" + at,
            "http_proxy" + at,
            "no_proxy=",
            "proxy.sock",
            "read-only");
  }

  @Test
  void theProxyEndsWithTheStageAndNothingIsLeft() throws Exception {
    Thread caller = Thread.currentThread();
    Confined confined =
        sandbox.confine(
            script(
                """
                curl -sS --cacert "$CA" --limit-rate 1000 -o big https://allowed.test:PORT/big &
                while [ ! -s big ]; do sleep 0.05; done
                echo ready
                sleep 300
                """),
            policy());

    Trial.Ran ran =
        trial.run(
            confined,
            new ResourceLimits(Duration.ofMinutes(5), Duration.ofMillis(100), 1 << 20),
            _ -> caller.interrupt());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ran.outcome()).isEqualTo(new Interrupted());
    assertThat(confined.networkUse().orElseThrow().connections())
        .singleElement()
        .satisfies(it -> assertThat(it.bytesDown()).isPositive());
    try (Stream<Path> left = Files.list(status)) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void theRelayIsNotLeftBehindByTheStage() throws Exception {
    assertThat(curl("https://allowed.test:PORT/").result().survivors()).isEmpty();
  }

  @Test
  void withoutASandboxItIsSaidThatNothingIsKept() throws Exception {
    try (Confined confined = new NoSandbox().confine(trial.shell("true"), policy())) {
      assertThat(confined.notEnforced()).anyMatch(line -> line.startsWith("network: every host"));
      assertThat(confined.networkUse()).isEmpty();
    }
  }

  private Trial.Ran curl(String... arguments) throws IOException, PolicyRefused {
    StringBuilder line = new StringBuilder("curl -sS --cacert \"$CA\"");
    for (String argument : arguments) {
      line.append(" '").append(argument).append('\'');
    }
    return shell(line.toString());
  }

  private Trial.Ran shell(String script) throws IOException, PolicyRefused {
    return run(script(script), policy());
  }

  private Trial.Ran python(String script) throws IOException, PolicyRefused {
    Files.writeString(trial.stage.resolve("main.py"), url(script));
    return shell("/usr/bin/python3 main.py");
  }

  private Command script(String script) {
    return trial.shell("CA=$INPUT/ca.pem; export CA\n" + url(script));
  }

  private Trial.Ran run(Command command, SandboxPolicy policy) throws IOException, PolicyRefused {
    Confined confined = sandbox.confine(command, policy);
    Trial.Ran ran = trial.run(confined, LIMITS, _ -> {});
    connections = confined.networkUse().orElseThrow().connections();
    return ran;
  }

  private SandboxPolicy policy() {
    return trial.policy(
        new Network.Hosts(
            Stream.of("allowed.test:PORT", "private.test:PORT")
                .map(rule -> HostRule.parse(url(rule)))
                .toList(),
            List.of(AddressRange.parse("127.0.0.1"))));
  }

  private String ca() {
    return trial.input.resolve("ca.pem").toString();
  }

  private static String url(String text) {
    return text.replace("PORT", Integer.toString(server.port()));
  }

  private static List<InetAddress> resolve(String name) throws IOException {
    String address = Map.of("allowed.test", "127.0.0.1", "private.test", "10.0.0.1").get(name);
    if (address == null) {
      throw new UnknownHostException("no address is known for " + name);
    }
    return List.of(InetAddress.ofLiteral(address));
  }
}
