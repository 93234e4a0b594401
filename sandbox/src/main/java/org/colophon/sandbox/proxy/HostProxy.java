package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A proxy for one stage, on a Unix socket: what a client asks for is connected to if the rules let
 * it through, and recorded in any case. Serves from {@link #open} to {@link #close}; in between no
 * more connections are at work than the bounds say, others wait to be accepted.
 */
public final class HostProxy implements AutoCloseable {
  /** The name of the socket in its folder. */
  public static final String SOCKET = "proxy.sock";

  /** For connections that their client has closed, until the host has closed them too. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(100);

  /** After so many refusals they come slowly: a stage that asks on and on must not cost much. */
  private static final int FREE_REFUSALS = 1000;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path folder;
  private final Admission admission;
  private final Bounds bounds;
  private final Semaphore places;
  private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
  private final List<Connection> connections = new ArrayList<>();
  private volatile Consumer<Connection> whenDecided = _ -> {};
  private Optional<Serving> serving = Optional.empty();
  private int refused;
  private int unrecorded;

  /** What an open proxy holds. */
  private record Serving(
      ServerSocketChannel server, ExecutorService threads, Thread watch, long since) {}

  /**
   * A proxy that is not open yet.
   *
   * @param folder for the socket; made when it opens. It lies where only this program's user can
   *     go, since whoever reaches the socket may use it
   * @param exceptions addresses that are reached although they are not public
   */
  public HostProxy(
      Path folder, List<HostRule> rules, List<AddressRange> exceptions, Resolver resolver) {
    this(
        folder,
        new Admission(rules, AddressRules.ofThisMachine(exceptions), resolver),
        Bounds.USUAL);
  }

  HostProxy(Path folder, Admission admission, Bounds bounds) {
    this.folder = folder;
    this.admission = admission;
    this.bounds = bounds;
    this.places = new Semaphore(bounds.connections());
  }

  public Path folder() {
    return folder;
  }

  /**
   * Begins to serve.
   *
   * @throws IOException if the socket cannot be made, for one if its path is over 107 bytes
   */
  public synchronized void open() throws IOException {
    Files.createDirectory(folder);
    // the stage may be another user, and sees this folder only
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = folder.resolve(SOCKET);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Serving it =
        new Serving(
            server,
            Executors.newVirtualThreadPerTaskExecutor(),
            Thread.ofVirtual().unstarted(() -> watch(server)),
            System.nanoTime());
    serving = Optional.of(it);
    bind(server, socket);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    it.threads().execute(() -> accept(it));
    it.watch().start();
  }

  private void bind(ServerSocketChannel server, Path socket) throws IOException {
    try {
      server.bind(UnixDomainSocketAddress.of(socket), bounds.connections());
    } catch (IOException e) {
      throw new IOException(
          "no socket can be made at "
              + socket
              + ": "
              + e.getMessage()
              + "; if that path is over 107 bytes, use a shorter folder for temporary files",
          e);
    }
  }

  /**
   * Who is told of each connection as soon as it is let through or refused, with what is known
   * then; from several threads.
   */
  public void tell(Consumer<Connection> listener) {
    whenDecided = listener;
  }

  /** What was asked for until now; all of it once this is closed. */
  public synchronized NetworkUse use() {
    return new NetworkUse(
        connections.stream().sorted(Comparator.comparing(Connection::at)).toList(), unrecorded);
  }

  /** Ends what is still going on, and removes the socket. */
  @Override
  public void close() throws IOException {
    Optional<Serving> it = stopped();
    if (it.isEmpty()) {
      return;
    }
    it.get().server().close();
    it.get().watch().interrupt();
    it.get().threads().shutdown();
    if (!endByThemselves(it.get().threads())) {
      deadlines.forEach(deadline -> deadline.end("the stage ended"));
    }
    await(it.get().threads());
    Files.deleteIfExists(folder.resolve(SOCKET));
    Files.deleteIfExists(folder);
  }

  /** What the client has left is about to end, and was not cut off. */
  private static boolean endByThemselves(ExecutorService threads) {
    try {
      return threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Closed channels end their threads by themselves, with everything counted. Only who waits for a
   * name server has to be interrupted.
   */
  private static void await(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }

  private synchronized Optional<Serving> stopped() {
    Optional<Serving> it = serving;
    serving = Optional.empty();
    return it;
  }

  private void accept(Serving it) {
    try {
      while (it.server().isOpen()) {
        places.acquire();
        acceptOne(it);
      }
    } catch (InterruptedException _) {
      // it is being closed
    }
  }

  private void acceptOne(Serving it) throws InterruptedException {
    try {
      SocketChannel client = it.server().accept();
      Deadline deadline = new Deadline();
      deadlines.add(deadline);
      deadline.closes(client);
      it.threads().execute(() -> serve(it, client, deadline));
    } catch (RejectedExecutionException _) {
      deadlines.forEach(deadline -> deadline.end("the stage ended"));
    } catch (IOException _) {
      places.release();
      if (it.server().isOpen()) {
        // for a while this program has no descriptor to spare
        Thread.sleep(TICK);
      }
    }
  }

  private void serve(Serving it, SocketChannel client, Deadline deadline) {
    try {
      if (isFull()) {
        client.close();
      } else {
        Duration at = Duration.ofNanos(System.nanoTime() - it.since());
        pauseAfter(new Exchange(client, admission, bounds, deadline, at, whenDecided).serve());
      }
    } catch (IOException _) {
      // it was closing: closed is closed
    } catch (InterruptedException _) {
      // the proxy is closed meanwhile
    } finally {
      deadlines.remove(deadline);
      places.release();
    }
  }

  private synchronized boolean isFull() {
    boolean full = connections.size() + deadlines.size() > bounds.records();
    unrecorded += full ? 1 : 0;
    return full;
  }

  private void pauseAfter(Connection connection) throws InterruptedException {
    if (record(connection) > FREE_REFUSALS && !connection.allowed()) {
      Thread.sleep(PAUSE);
    }
  }

  /** Returns how many were refused until now. */
  private synchronized int record(Connection connection) {
    connections.add(connection);
    refused += connection.allowed() ? 0 : 1;
    return refused;
  }

  private void watch(ServerSocketChannel server) {
    while (server.isOpen()) {
      long now = System.nanoTime();
      deadlines.forEach(deadline -> deadline.check(now));
      LockSupport.parkNanos(TICK.toNanos());
    }
  }
}
