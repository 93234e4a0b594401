package org.colophon.sandbox.proxy;

import java.util.List;

/**
 * What a stage asked of the network.
 *
 * @param connections in the order in which they began
 * @param unrecorded how many more were refused after that many
 */
public record NetworkUse(List<Connection> connections, int unrecorded) {
  public NetworkUse {
    connections = List.copyOf(connections);
  }
}
