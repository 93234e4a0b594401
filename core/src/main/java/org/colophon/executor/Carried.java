package org.colophon.executor;

import java.io.IOException;

/** What one thread was stopped by, thrown on another that waits for it. */
public final class Carried {
  private Carried() {}

  /**
   * For {@code throw Carried.from(e)}.
   *
   * @return it, if it may be declared; everything else is thrown from here
   */
  public static IOException from(Throwable failure) {
    return switch (failure) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    };
  }
}
