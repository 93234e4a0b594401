package org.colophon.stages.codeedit.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code ast-grep run} line, taken apart into fields. No shell ever sees it: what is not one of
 * the few options known here is refused, paths too.
 */
final class CliString {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "-p", "pattern",
          "--pattern", "pattern",
          "-r", "rewrite",
          "--rewrite", "rewrite",
          "-l", "language",
          "--lang", "language",
          "--selector", "selector",
          "--strictness", "strictness");

  private CliString() {}

  /**
   * The options by the name of the field.
   *
   * @param language of the action, which the line may repeat
   */
  static Map<String, String> fields(String line, String language) throws InvalidAction {
    List<String> words = words(line);
    if (!words.isEmpty() && List.of("ast-grep", "sg").contains(words.getFirst())) {
      words.removeFirst();
    }
    if (!words.isEmpty() && words.getFirst().equals("run")) {
      words.removeFirst();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    while (!words.isEmpty()) {
      take(words, fields);
    }
    Optional<String> repeated = Optional.ofNullable(fields.remove("language"));
    Optional<Language> wanted = Language.inAction(language);
    if (repeated.isPresent() && !repeated.flatMap(Language::inRule).equals(wanted)) {
      throw forbidden("the line is for " + repeated.get() + ", the action for " + language);
    }
    if (!fields.containsKey("pattern") || !fields.containsKey("rewrite")) {
      throw forbidden("a line needs -p and -r");
    }
    return fields;
  }

  private static void take(List<String> words, Map<String, String> fields) throws InvalidAction {
    String word = words.removeFirst();
    if (List.of("-U", "--update-all").contains(word)) {
      return;
    }
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String option = equals < 0 ? word : word.substring(0, equals);
    String field = OPTIONS.get(option);
    if (field == null) {
      throw forbidden(word);
    }
    if (equals < 0 && words.isEmpty()) {
      throw forbidden(option + " has no value");
    }
    String value = equals < 0 ? words.removeFirst() : word.substring(equals + 1);
    if (fields.putIfAbsent(field, value) != null) {
      throw forbidden(option + " is given twice");
    }
  }

  /** As a shell splits it, with quotes and backslashes, and without anything else of a shell. */
  private static List<String> words(String line) throws InvalidAction {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (within) {
          words.add(word.toString());
          word.setLength(0);
          within = false;
        }
        continue;
      }
      within = true;
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote == c) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw forbidden("a quote is not closed");
    }
    if (within) {
      words.add(word.toString());
    }
    return words;
  }

  private static InvalidAction forbidden(String why) {
    return new InvalidAction("forbidden_cli", why);
  }
}
