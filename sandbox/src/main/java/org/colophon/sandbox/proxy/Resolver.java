package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a name, outside of every sandbox. */
@FunctionalInterface
public interface Resolver {
  /**
   * All addresses of a name, in the order in which they are to be tried; at least one.
   *
   * @throws IOException if there is none, or no answer; the message says which
   */
  List<InetAddress> resolve(String name) throws IOException;

  /** As every program of this machine does. */
  static Resolver ofThisMachine() {
    return SystemResolver::resolve;
  }
}
