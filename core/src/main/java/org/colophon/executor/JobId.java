package org.colophon.executor;

import java.util.Objects;

/** What an executor calls a job. */
public record JobId(String value) {
  public JobId {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value;
  }
}
