package org.colophon.vault;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.colophon.contract.PipelineException.InvalidDocument;

/**
 * A file of lines {@code NAME=value}, read only if nobody but its owner can read or change it.
 * Empty lines and lines that begin with {@code #} are passed over; {@code export} before a name is
 * allowed. A value between single quotes is taken as it is; between double quotes {@code \\n},
 * {@code \\t}, {@code \\"}, {@code \\\\} and {@code \\$} are read; without quotes it ends with the
 * line or before a {@code #} that follows a space. No message holds a value.
 */
final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final long LARGEST = 1 << 20;

  private EnvFile() {}

  /**
   * Every value by name.
   *
   * @throws InvalidDocument if others can read it, or a line is no line of such a file
   */
  static Map<String, String> read(Path file) throws IOException {
    refuseOpen(file);
    Map<String, String> values = new LinkedHashMap<>();
    List<String> lines = text(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(values, line, file + ":" + (i + 1));
      }
    }
    return values;
  }

  private static void refuseOpen(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidDocument(file + ": not a regular file");
    }
    if (Files.size(file) > LARGEST) {
      throw new InvalidDocument(file + ": over 1 MiB, so it is no file of secrets");
    }
    Object owner = Files.getAttribute(file, "unix:uid");
    if (!owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      throw new InvalidDocument(
          file
              + " belongs to "
              + Files.getOwner(file).getName()
              + ", not to you; make a copy of your own, with mode 600");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new InvalidDocument(
          file + " can be read or changed by others; run: chmod 600 " + quoted(file));
    }
  }

  private static String quoted(Path file) {
    String name = file.toString();
    return name.matches("[A-Za-z0-9_@%+:,./=-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException _) {
      throw new InvalidDocument(file + ": not UTF-8");
    }
  }

  private static void add(Map<String, String> values, String line, String place) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new InvalidDocument(place + ": not a line NAME=value");
    }
    String name = matcher.group(1);
    if (values.putIfAbsent(name, value(matcher.group(2), place)) != null) {
      throw new InvalidDocument(place + ": " + name + " is given twice");
    }
  }

  private static String value(String written, String place) {
    if (written.startsWith("'")) {
      return quoted(SINGLE, written, place);
    }
    if (written.startsWith("\"")) {
      return unescaped(quoted(DOUBLE, written, place));
    }
    return written.split("\\s#", 2)[0].strip();
  }

  private static String quoted(Pattern pattern, String written, String place) {
    Matcher matcher = pattern.matcher(written);
    if (!matcher.matches()) {
      throw new InvalidDocument(place + ": the quotes around the value do not end with the line");
    }
    return matcher.group(1);
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case '"', '\\', '$' -> plain.append(escaped);
        default -> plain.append(c).append(escaped);
      }
    }
    return plain.toString();
  }
}
