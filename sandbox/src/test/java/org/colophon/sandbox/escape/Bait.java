package org.colophon.sandbox.escape;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Processes and services of the host that a program might reach. */
final class Bait implements AutoCloseable {
  private final String mark;
  private final Process victim;
  private final Process abstractService;
  private final ServerSocket tcp;
  private final DatagramChannel udp;
  private final ServerSocketChannel service;

  /**
   * @param mark a number that nothing else on this machine has
   * @param other a folder of another run
   */
  Bait(String mark, Path other, boolean withAbstractService) throws IOException {
    this.mark = mark;
    // waits for input that never comes
    ProcessBuilder waiting = new ProcessBuilder("/bin/sh", "-c", "read never", "victim-" + mark);
    waiting.environment().put("PLANTED_IN_HOST", "1");
    this.victim = waiting.start();
    this.abstractService = withAbstractService ? abstractService(mark) : victim;
    this.tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress((InetAddress) null, 0), 5);
    this.udp = DatagramChannel.open(StandardProtocolFamily.INET);
    udp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
    this.service = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    service.bind(UnixDomainSocketAddress.of(other.resolve("service.sock")));
    service.configureBlocking(false);
  }

  /** Java has no sockets without a file. */
  private static Process abstractService(String mark) throws IOException {
    Process process =
        new ProcessBuilder(
                "/usr/bin/python3",
                "-c",
                """
                import socket, sys
                s = socket.socket(socket.AF_UNIX); s.bind('\\0' + sys.argv[1])
                s.listen(); print('ready', flush=True); s.accept()
                """,
                "service-" + mark)
            .start();
    process.inputReader().readLine();
    return process;
  }

  /** What the program is told about them. */
  Map<String, String> environment() throws IOException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("MARK", mark);
    variables.put("VICTIM", Long.toString(victim.pid()));
    variables.put("TCP", Integer.toString(tcp.getLocalPort()));
    variables.put("UDP", Integer.toString(((InetSocketAddress) udp.getLocalAddress()).getPort()));
    return variables;
  }

  /** What of it was reached. */
  List<String> taken() throws IOException {
    List<String> taken = new ArrayList<>();
    if (!victim.isAlive()) {
      taken.add("ended a process of the host");
    }
    if (!abstractService.isAlive()) {
      taken.add("reached an abstract socket");
    }
    if (udp.receive(ByteBuffer.allocate(100)) != null) {
      taken.add("a datagram came to the host");
    }
    if (service.accept() != null) {
      taken.add("reached a Unix socket");
    }
    tcp.setSoTimeout(1);
    try (var _ = tcp.accept()) {
      taken.add("reached a TCP port");
    } catch (java.net.SocketTimeoutException e) {
      // nobody came
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    for (Process process : List.of(victim, abstractService)) {
      process.destroyForcibly().onExit().join();
    }
    tcp.close();
    udp.close();
    service.close();
  }
}
