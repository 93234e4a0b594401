package org.colophon.sandbox;

/** What a stage may reach over the network. A list of allowed hosts is a case to come. */
public sealed interface Network {
  Network NONE = new None();
  Network HOST = new Host();

  /** Nothing but its own loopback. */
  record None() implements Network {}

  /** Everything that the machine itself reaches. */
  record Host() implements Network {}
}
