package org.colophon.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTPS server on this machine's loopback, for any host whose name ends in {@code .test}: {@code
 * /hello}, {@code /big}, {@code /to?URL}.
 */
final class TestServer implements AutoCloseable {
  static final int BIG = 5_000_000;

  private static final String PASSWORD = "changeit";

  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpsServer server;

  /**
   * Starts it.
   *
   * @param folder for its key, and for {@code ca.pem}, by which clients know it
   */
  TestServer(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(folder)));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestHeaders().getFirst("Host"));
      switch (exchange.getRequestURI().getPath()) {
        case "/to" -> {
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(302, -1);
        }
        case "/big" -> {
          exchange.sendResponseHeaders(200, BIG);
          exchange.getResponseBody().write(new byte[BIG]);
        }
        default -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write("hello\n".getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static SSLContext tls(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-keystore",
        store.toString(),
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "san=dns:allowed.test,dns:denied.test,ip:127.0.0.1",
        "-ext",
        "bc=ca:true");
    keytool(
        "-exportcert",
        "-keystore",
        store.toString(),
        "-rfc",
        "-file",
        folder.resolve("ca.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    argv.addAll(List.of(arguments));
    argv.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", "server"));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
