package org.colophon.sandbox.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's resolver, which blocks its thread in the C library: on threads of its own, or a
 * slow name server would hold up every connection of every stage.
 */
final class SystemResolver {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private SystemResolver() {}

  static List<InetAddress> resolve(String name) throws IOException {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("resolver")
        .start(() -> {
          try {
            answer.complete(List.of(InetAddress.getAllByName(name)));
          } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new UnknownHostException("no address is known for " + name);
    } catch (TimeoutException e) {
      throw new UnknownHostException(
          "no name server answered for " + name + " within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }
}
