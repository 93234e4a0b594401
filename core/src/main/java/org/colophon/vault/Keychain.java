package org.colophon.vault;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.colophon.contract.PipelineException.MissingInput;
import org.colophon.secret.Secret;

/**
 * A program of the user's that prints the value of a secret: {@code pass}, {@code secret-tool},
 * {@code security}. It runs as the user does, before any stage; what it prints is never written.
 */
record Keychain(List<String> command, Duration timeout, Map<String, String> environment) {
  Keychain {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * The value, without the line break at its end.
   *
   * @throws MissingInput if the program fails, takes too long, or prints nothing
   */
  String value(String name) throws IOException {
    List<String> argv = command.stream().map(word -> word.replace("{name}", name)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      String said = output(process, name);
      if (process.exitValue() != 0) {
        throw failed(name, "ended with code " + process.exitValue());
      }
      String value = said.replaceFirst("\\r?\\n$", "");
      if (value.isEmpty()) {
        throw failed(name, "printed nothing");
      }
      return value;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private String output(Process process, String name) throws IOException {
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream stream = process.getInputStream()) {
            byte[] bytes = stream.readNBytes(Secret.LONGEST + 3);
            said.complete(new String(bytes, StandardCharsets.UTF_8));
          } catch (IOException e) {
            said.completeExceptionally(e);
          }
        });
    long end = System.nanoTime() + timeout.toNanos();
    try {
      String text = said.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw failed(name, "took longer than " + timeout.toSeconds() + " s");
      }
      return text;
    } catch (TimeoutException _) {
      throw failed(name, "took longer than " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException("cannot read what " + command.getFirst() + " prints", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failed(name, "was interrupted");
    }
  }

  private MissingInput failed(String name, String how) {
    return new MissingInput(
        "missing_secret: "
            + name
            + ": the command "
            + command.getFirst()
            + " "
            + how
            + "; try: "
            + String.join(" ", command).replace("{name}", name));
  }
}
