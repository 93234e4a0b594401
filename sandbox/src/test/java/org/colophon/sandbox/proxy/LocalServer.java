package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine's loopback that treats each client alike. */
final class LocalServer implements AutoCloseable {
  /** What it does with a client. */
  @FunctionalInterface
  interface Service {
    void serve(Socket client) throws IOException;
  }

  private final ServerSocket server;
  private final AtomicInteger clients = new AtomicInteger();

  LocalServer(Service service) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(() -> accept(service));
  }

  /** Says what is said to it, after the client has ended. */
  static LocalServer echo() throws IOException {
    return new LocalServer(
        client -> client.getOutputStream().write(client.getInputStream().readAllBytes()));
  }

  int port() {
    return server.getLocalPort();
  }

  int clients() {
    return clients.get();
  }

  private void accept(Service service) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.incrementAndGet();
        Thread.ofVirtual()
            .start(() -> {
              try (client) {
                service.serve(client);
              } catch (IOException _) {
                // the client has gone
              }
            });
      } catch (IOException _) {
        // closed
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
