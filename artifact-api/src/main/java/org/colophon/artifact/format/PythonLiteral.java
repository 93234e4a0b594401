package org.colophon.artifact.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of Python's literals that a NumPy header may hold: dict, tuple, list, string, integer,
 * True, False, None. Anything else is refused; nothing is evaluated.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
final class PythonLiteral {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** A value of {@code None}. */
  enum Nothing {
    NONE
  }

  /**
   * Parses a whole text into Map, List, String, Long, Boolean or {@link Nothing}.
   *
   * @throws IllegalArgumentException if the text is not one literal; the message gives the position
   */
  static Object parse(String text) {
    PythonLiteral parser = new PythonLiteral(text);
    Object value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.unexpected();
    }
    return value;
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nested deeper than " + DEEPEST);
    }
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> dict(depth);
      case '(' -> sequence(')', depth);
      case '[' -> sequence(']', depth);
      case '\'', '"' -> string();
      default -> Character.isLetter(c) ? word() : integer();
    };
  }

  private Map<String, Object> dict(int depth) {
    at++;
    Map<String, Object> entries = new LinkedHashMap<>();
    skipSpace();
    while (peek() != '}') {
      if (peek() != '\'' && peek() != '"') {
        throw unexpected();
      }
      String key = string();
      skipSpace();
      expect(':');
      if (entries.put(key, value(depth + 1)) != null) {
        throw new IllegalArgumentException("the key " + Printable.of(key) + " comes twice");
      }
      endOfItem('}');
    }
    at++;
    return entries;
  }

  private List<Object> sequence(char end, int depth) {
    at++;
    List<Object> items = new ArrayList<>();
    skipSpace();
    while (peek() != end) {
      items.add(value(depth + 1));
      endOfItem(end);
    }
    at++;
    return items;
  }

  private void endOfItem(char end) {
    skipSpace();
    if (peek() != end) {
      expect(',');
      skipSpace();
    }
  }

  private String string() {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      if (peek() == '\\') {
        // Only the field names of structured types hold escapes, and no one reads those.
        value.append(text.charAt(at++));
        peek();
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }

  private Object word() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return switch (text.substring(start, at)) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> Nothing.NONE;
      default -> {
        at = start;
        throw unexpected();
      }
    };
  }

  private Long integer() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    long value;
    try {
      value = Long.parseLong(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw unexpected();
    }
    // Python 2 wrote long integers as 64L; numpy accepts them to this day.
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return value;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw new IllegalArgumentException("the header ends too early");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException(
        "unexpected '"
            + Printable.of(text.substring(at, Math.min(text.length(), at + 12)))
            + "' at character "
            + at);
  }
}
