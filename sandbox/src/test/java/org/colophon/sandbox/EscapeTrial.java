package org.colophon.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.process.Command;
import org.colophon.process.DiskLimit;
import org.colophon.process.ProcessOutcome;
import org.colophon.process.ProcessResult;
import org.colophon.process.ProcessRunner;
import org.colophon.process.ResourceLimits;

/** One escape under one backend, judged from inside and from the host. */
final class EscapeTrial implements AutoCloseable {
  private static final long LIMIT = 30_000_000;
  private static final int OUTPUT = 1_000_000;
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_500_000_000_000L);

  private final Path folder;
  private final Path stage;
  private final Path outside;
  private final Path secret;
  private final Process victim;
  private final ServerSocket server;
  private final ServerSocketChannel service;

  enum Verdict {
    HELD("held"),
    NOT_ENFORCED("not enforced"),
    FAILED("**failed**");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  EscapeTrial(Path folder) throws IOException {
    this.folder = folder;
    this.stage = Files.createDirectories(folder.resolve("run/stage"));
    this.outside = Files.createDirectories(folder.resolve("outside"));
    this.secret = Files.writeString(folder.resolve("outside/secret"), "planted\n");
    Files.setLastModifiedTime(secret, LONG_AGO);
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", "while :; do sleep 1; done", "victim-of-escapes");
    builder.environment().put("PLANTED_IN_HOST", "1");
    this.victim = builder.start();
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.service = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    service.bind(UnixDomainSocketAddress.of(outside.resolve("service.sock")));
  }

  Verdict judge(Escape escape, Sandbox sandbox) throws IOException, PolicyRefused {
    Confined confined = sandbox.confine(command(escape), policy(escape));
    boolean claimed = escape.isClaimed(sandbox, confined);
    if (escape.needsALimit() && !claimed) {
      confined.close();
      return Verdict.NOT_ENFORCED;
    }
    Path out = folder.resolve("stdout");
    ProcessResult result =
        confined.run(new ProcessRunner(), limits(escape), out, folder.resolve("stderr"), _ -> {});
    boolean held = isHeld(escape, result.outcome()) && isUntouched();
    held &= escape.guard().equals("OUTPUT") || !Files.readString(out).contains("ESCAPED");
    if (held) {
      return Verdict.HELD;
    }
    return claimed ? Verdict.FAILED : Verdict.NOT_ENFORCED;
  }

  private Command command(Escape escape) {
    return new Command(
        List.of(escape.isPython() ? "/usr/bin/python3" : "/bin/sh", escape.script().toString()),
        stage,
        Map.of(
            "PATH", "/usr/bin:/bin",
            "SECRET", secret.toString(),
            "OUTSIDE", outside.toString(),
            "PORT", Integer.toString(server.getLocalPort()),
            "VICTIM", Long.toString(victim.pid())));
  }

  private SandboxPolicy policy(Escape escape) {
    Limits limits = Limits.NONE.with(Resource.PROCESSES, 64, false);
    if (escape.needsALimit() && !escape.guard().equals("PROCESSES")) {
      limits = limits.with(Resource.valueOf(escape.guard()), LIMIT, false);
    }
    return new SandboxPolicy(List.of(Escape.FOLDER), List.of(stage), Network.NONE)
        .executing(false)
        .limitedTo(limits);
  }

  private ResourceLimits limits(Escape escape) {
    return new ResourceLimits(
        Duration.ofSeconds(escape.guard().equals("WALL_TIME") ? 2 : 120),
        Duration.ofMillis(500),
        OUTPUT,
        escape.guard().equals("DISK")
            ? Optional.of(new DiskLimit(stage, LIMIT))
            : Optional.empty());
  }

  /** What the kernel or the runner must have said of those that a limit ends. */
  private boolean isHeld(Escape escape, ProcessOutcome outcome) throws IOException {
    return switch (escape.guard()) {
      case "MEMORY" -> outcome instanceof ProcessOutcome.OutOfMemory;
      case "PROCESSES" -> outcome instanceof ProcessOutcome.TooManyProcesses;
      case "FILE_SIZE" -> Files.size(stage.resolve("large")) <= LIMIT;
      case "DISK" -> outcome instanceof ProcessOutcome.TooMuchDisk;
      case "OUTPUT" -> outcome instanceof ProcessOutcome.OutputTooLarge;
      case "WALL_TIME" -> outcome instanceof ProcessOutcome.TimedOut;
      default -> !(outcome instanceof ProcessOutcome.NotStarted);
    };
  }

  private boolean isUntouched() throws IOException {
    return names(outside).equals(List.of("secret", "service.sock"))
        && Files.readString(secret).equals("planted\n")
        && Files.getLastModifiedTime(secret).equals(LONG_AGO)
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)).equals("rwxr-xr-x")
        && victim.isAlive()
        && ProcessHandle.allProcesses().noneMatch(EscapeTrial::isSurvivor);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  /** By an argument that nothing else has. */
  private static boolean isSurvivor(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(words -> List.of(words).contains("77731") || List.of(words).contains("77732"))
        .isPresent();
  }

  @Override
  public void close() throws IOException {
    victim.destroyForcibly();
    victim.onExit().join();
    server.close();
    service.close();
  }
}
