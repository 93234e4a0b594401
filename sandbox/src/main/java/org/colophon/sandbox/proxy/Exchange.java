package org.colophon.sandbox.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One client at the proxy: what it asks, whether it gets it, and what went to and fro. */
final class Exchange {
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final int MOST_LEFT_UNREAD = 256 << 10;

  /** A fatal alert, unrecognized_name: what a server says that does not know a host. */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 1, 0, 2, 2, 112};

  private static final String IDLE = "no byte in either direction";

  private final SocketChannel client;
  private final Admission admission;
  private final Bounds bounds;
  private final Deadline deadline;
  private final Inbox inbox;
  private final Duration at;
  private final Consumer<Connection> whenDecided;
  private final long begun = System.nanoTime();

  private Optional<Target> target = Optional.empty();
  private Optional<Tunnel> tunnel = Optional.empty();
  private String address = "";
  private boolean allowed;
  private String reason = "";
  private boolean told;

  /**
   * @param at since the proxy was opened
   * @param whenDecided is told once, as soon as it is let through or refused, with what is known
   *     then
   */
  Exchange(
      SocketChannel client,
      Admission admission,
      Bounds bounds,
      Deadline deadline,
      Duration at,
      Consumer<Connection> whenDecided) {
    this.client = client;
    this.admission = admission;
    this.bounds = bounds;
    this.deadline = deadline;
    this.inbox = new Inbox(client);
    this.at = at;
    this.whenDecided = whenDecided;
  }

  /** Serves the client to its end. */
  Connection serve() throws IOException {
    try (client) {
      try {
        answer();
      } catch (Refusal e) {
        reason = e.reason();
        say(response(e.status(), e.reason()));
        linger();
      } catch (EOFException e) {
        reason = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        reason = "interrupted";
      }
    } catch (IOException e) {
      reason = reason.isEmpty() && !deadline.hasPassed() ? "broken off: " + e : reason;
    } catch (RuntimeException e) {
      // whatever it was, it is recorded, and others are served
      reason = "the proxy failed: " + e.getClass().getName();
    }
    tell();
    return connection();
  }

  private void tell() {
    if (!told) {
      told = true;
      whenDecided.accept(connection());
    }
  }

  private Connection connection() {
    return new Connection(
        at,
        Duration.ofNanos(System.nanoTime() - begun),
        target.map(it -> it.host().text()).orElse(""),
        target.map(Target::port).orElse(0),
        address,
        tunnel.map(Tunnel::bytesUp).orElse(0L),
        tunnel.map(Tunnel::bytesDown).orElse(0L),
        allowed,
        reason.isEmpty() ? deadline.why() : reason);
  }

  private void answer() throws IOException, Refusal, InterruptedException {
    deadline.wait(bounds.patience(), "no whole request");
    RequestHead head = RequestHead.parse(inbox.head(bounds.headBytes()));
    target = Optional.of(head.target());
    HostRule rule = admission.rule(head.target());
    switch (head) {
      case RequestHead.Connect(Target to) -> connect(to, rule);
      case RequestHead.Fetch(Target to, String text) -> {
        if (rule.tls()) {
          throw new Refusal(403, "only TLS is let through to it; use https");
        }
        fetch(to, text);
      }
    }
  }

  private void connect(Target to, HostRule rule) throws IOException, Refusal, InterruptedException {
    try (SocketChannel host = dial(to)) {
      say("HTTP/1.1 200 Connection established\r\n\r\n");
      // not yet: it may end before it has greeted
      allowed = false;
      allowed = !rule.tls() || greets(to.host());
      if (!allowed) {
        return;
      }
      tell();
      Tunnel through = tunnel(host);
      through.say(rule.tls() ? inbox.takeHello() : inbox.rest());
      through.both(new Beginning(to.host(), rule.tls(), through));
    }
  }

  /** A host may ask for a second ClientHello, which is compared like the first. */
  private final class Beginning implements Tunnel.Beginning {
    private final HostName host;
    private final boolean tls;
    private final Tunnel through;
    private final HostAnswer answer = new HostAnswer();

    Beginning(HostName host, boolean tls, Tunnel through) {
      this.host = host;
      this.tls = tls;
      this.through = through;
    }

    @Override
    public boolean letsOn() throws IOException {
      if (tls && inbox.hasMore() && answer.asksAgain()) {
        through.say(inbox.changeCipherSpec());
        if (!greets(host)) {
          allowed = false;
          reason = "asked again by the host: " + reason;
          deadline.end(reason);
          return false;
        }
        deadline.wait(bounds.idle(), IDLE);
      }
      through.say(inbox.rest());
      return true;
    }

    @Override
    public void heard(ByteBuffer piece) {
      answer.heard(piece);
    }

    @Override
    public void ended() {
      answer.ended();
    }
  }

  private void fetch(Target from, String head) throws IOException, Refusal {
    try (SocketChannel host = dial(from)) {
      tell();
      Tunnel through = tunnel(host);
      through.say(head.getBytes(StandardCharsets.ISO_8859_1));
      through.down();
    }
  }

  private Tunnel tunnel(SocketChannel host) {
    Tunnel through = new Tunnel(client, host, deadline);
    tunnel = Optional.of(through);
    deadline.wait(bounds.idle(), IDLE);
    return through;
  }

  /** Connects to the first of the addresses that answers. */
  private SocketChannel dial(Target to) throws IOException, Refusal {
    deadline.wait(bounds.patience(), "no connection to it");
    for (InetAddress each : addresses(to.host())) {
      address = each.getHostAddress();
      SocketChannel host = SocketChannel.open();
      deadline.closes(host);
      try {
        host.connect(new InetSocketAddress(each, to.port()));
        host.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return host;
      } catch (IOException e) {
        host.close();
        if (deadline.hasPassed()) {
          throw e;
        }
      }
    }
    throw new Refusal(502, "nobody answers at " + address);
  }

  private List<InetAddress> addresses(HostName host) throws Refusal {
    try {
      List<InetAddress> found = admission.addresses(host);
      allowed = true;
      return found;
    } catch (IOException e) {
      allowed = true;
      throw new Refusal(502, String.valueOf(e.getMessage()));
    }
  }

  /** Whether what the client says first is TLS for that host; tells it if not. */
  private boolean greets(HostName host) throws IOException {
    deadline.wait(bounds.patience(), "no ClientHello");
    reason =
        switch (inbox.hello(bounds.helloBytes())) {
          case ClientHello.Reading.Named(String name) ->
              HostName.parse(name).filter(host::equals).isPresent()
                  ? ""
                  : "its ClientHello names another host";
          case ClientHello.Reading.Nameless() ->
              host.isAddress() ? "" : "its ClientHello names no host";
          case ClientHello.Reading.Unusable(String why) -> why;
          case ClientHello.Reading.Incomplete() -> "its ClientHello is damaged";
        };
    if (!reason.isEmpty()) {
      say(UNRECOGNIZED_NAME);
      linger();
    }
    return reason.isEmpty();
  }

  private void say(String text) throws IOException {
    say(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void say(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
  }

  /** The reason stands in the first line too, since that is what clients show. */
  private static String response(int status, String reason) {
    return "HTTP/1.1 %d %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n"
        .formatted(status, reason, reason.length() + 1, reason);
  }

  /** Reads on for a while: a socket that is closed with bytes unread loses those on their way. */
  private void linger() throws IOException {
    client.shutdownOutput();
    deadline.wait(LINGER, "");
    ByteBuffer unread = ByteBuffer.allocate(8 << 10);
    for (int left = MOST_LEFT_UNREAD; left > 0; left -= unread.position()) {
      if (client.read(unread.clear()) < 0) {
        return;
      }
    }
  }
}
