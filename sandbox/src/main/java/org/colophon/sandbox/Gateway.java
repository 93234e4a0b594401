package org.colophon.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.process.Command;
import org.colophon.sandbox.proxy.AddressRange;
import org.colophon.sandbox.proxy.HostProxy;
import org.colophon.sandbox.proxy.HostRule;
import org.colophon.sandbox.proxy.Resolver;

/**
 * The way from a stage without a network to the proxy that knows its hosts: a Unix socket in a
 * folder that is bound read-only, and beside the stage a program that leads a port of the stage's
 * own loopback to it, since no client knows proxies on Unix sockets.
 *
 * @param proxy outside
 * @param relay the program {@code socat}
 * @param begun a file outside in which the stage's side, as descriptor 5, says that all is ready
 */
record Gateway(HostProxy proxy, Path relay, Path begun) {
  /** The shell that starts the relay, and after it the stage. */
  static final Path SHELL = Path.of("/bin/sh");

  private static final int PORT = 3128;
  private static final Path INSIDE = Path.of("/run/colophon");
  private static final String READY = "ready";

  private static final List<Path> RELAYS =
      List.of(Path.of("/usr/bin/socat"), Path.of("/usr/local/bin/socat"));

  /** What clients look at; curl only at the lower-case form of the first. */
  private static final List<String> VARIABLES =
      List.of("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY");

  private static final List<String> EXEMPTIONS = List.of("no_proxy", "NO_PROXY");

  /**
   * As many connections as the proxy serves; each stays until both sides have ended it. The last
   * looks at /proc/net/tcp, in which 0A is a socket that listens: the stage must not come before
   * its relay. The latter is an orphan, so that no stage waits for it as for a child of its own,
   * and has not the stage's mark, so that it does not count as left behind.
   */
  private static final String START =
      """
      relay=$([ -z "$4" ] || unset "$4"
        "$1" -t 604800 -b 65536 "$2" "$3" </dev/null >/dev/null 2>&1 5>&- & echo $!)
      shift 4
      ready() { while read -r _ here _ state _; do
        [ "$here $state" = "0100007F:0C38 0A" ] && return 0
      done </proc/net/tcp; return 1; }
      until ready; do
        [ -e "/proc/$relay/exe" ] || { echo "its relay to the network did not start" >&5; exit 125; }
      done
      command -v "$1" >/dev/null || { echo "there is no program $1" >&5; exit 127; }
      echo ready >&5
      exec "$@" 5>&-
      """;

  /**
   * What the network of a policy takes. Nothing is made yet.
   *
   * @param folder where its files will be; private to this program's user
   * @param name that no other stage's gateway has
   * @throws PolicyRefused if this machine has no relay
   */
  static Optional<Gateway> of(Network network, Path folder, String name, Resolver resolver)
      throws PolicyRefused {
    return switch (network) {
      case Network.None(), Network.Host() -> Optional.empty();
      case Network.Hosts(List<HostRule> rules, List<AddressRange> exceptions) -> {
        Optional<Path> relay = findRelay();
        if (relay.isEmpty()) {
          throw new PolicyRefused(
              SandboxKind.BUBBLEWRAP,
              "a list of hosts takes the program socat; install the package socat");
        }
        HostProxy proxy =
            new HostProxy(folder.resolve("proxy-" + name), rules, exceptions, resolver);
        yield Optional.of(
            new Gateway(proxy, relay.get(), folder.resolve("relay-" + name + ".txt")));
      }
    };
  }

  /** The relay of this machine. */
  static Optional<Path> findRelay() {
    return RELAYS.stream().filter(Files::isExecutable).findFirst();
  }

  /** What the stage's environment says about it, besides its own variables. */
  static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    VARIABLES.forEach(name -> variables.put(name, "http://127.0.0.1:" + PORT));
    EXEMPTIONS.forEach(name -> variables.put(name, ""));
    return variables;
  }

  /** Where its socket is, and where the stage sees it. */
  Map<Path, Path> shown() {
    return Map.of(proxy.folder(), INSIDE);
  }

  /** Bubblewrap's arguments that show the socket. */
  List<String> mount() {
    return List.of("--ro-bind", proxy.folder().toString(), INSIDE.toString());
  }

  /** The beginning of the command line inside. */
  List<String> start(Command command) {
    List<String> start = new ArrayList<>(List.of(SHELL.toString(), "-c", START, "sh"));
    start.add(relay.toString());
    start.add("TCP4-LISTEN:" + PORT + ",bind=127.0.0.1,reuseaddr,fork,max-children=64,backlog=128");
    start.add("UNIX-CONNECT:" + INSIDE.resolve(HostProxy.SOCKET));
    start.add(command.mark().orElse(""));
    return start;
  }

  /** Why the stage never began; empty if it did. */
  Optional<String> failure() throws IOException {
    String said = Files.exists(begun) ? Files.readString(begun).strip() : "";
    if (said.equals(READY)) {
      return Optional.empty();
    }
    return Optional.of(said.isEmpty() ? "its side of the network was never ready" : said);
  }
}
