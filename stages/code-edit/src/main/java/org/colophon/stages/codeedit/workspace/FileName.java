package org.colophon.stages.codeedit.workspace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is wrong with the relative path of a file of a workspace. Refused is what leads out of a
 * folder, and what another machine could not hold under the same name.
 */
final class FileName {
  private static final int LONGEST_SEGMENT = 255;
  private static final int LONGEST_PATH = 1024;
  private static final String FORBIDDEN = "<>:\"|?*\\";

  /** With any ending, in any case. */
  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\\$|CONOUT\\$)(\\..*)?");

  private FileName() {}

  /** Why a path is refused; empty if it is not. */
  static Optional<String> fault(String path) {
    if (path.isEmpty()) {
      return Optional.of("the name is empty");
    }
    if (path.startsWith("/")) {
      return Optional.of("the path is absolute");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return Optional.of("the name contains half of a surrogate pair");
    }
    if (bytes(path) > LONGEST_PATH) {
      return Optional.of("the path has more than " + LONGEST_PATH + " bytes");
    }
    return List.of(path.split("/", -1)).stream()
        .map(FileName::faultOfSegment)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> faultOfSegment(String segment) {
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      return Optional.of("the path has an empty part, . or ..");
    }
    if (bytes(segment) > LONGEST_SEGMENT) {
      return Optional.of("a name has more than " + LONGEST_SEGMENT + " bytes");
    }
    if (segment.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return Optional.of("a name contains a NUL or another control character");
    }
    if (segment.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      return Optional.of("a name contains one of " + FORBIDDEN + ", reserved on Windows");
    }
    if (segment.endsWith(".") || segment.endsWith(" ")) {
      return Optional.of("a name ends with a dot or a blank, reserved on Windows");
    }
    return WINDOWS_DEVICE.matcher(segment.toUpperCase(Locale.ROOT)).matches()
        ? Optional.of("the name is reserved on Windows")
        : Optional.empty();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
