package org.colophon.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.colophon.process.Command;

/** What a wrapper goes by while it runs one command. */
final class LaunchName {
  private static final int BYTES = 8;

  private LaunchName() {}

  /** The same for the same command and policy only: attempts have folders of their own. */
  static String of(Command command, SandboxPolicy policy) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((command + "\n" + policy).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
