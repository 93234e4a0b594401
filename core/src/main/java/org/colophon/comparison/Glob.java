package org.colophon.comparison;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of slash-separated text: {@code *} stands for any letters but {@code /}, {@code **} for
 * any, a leading {@code **}{@code /} also for nothing; everything else for itself.
 */
record Glob(String text, Pattern regex) {
  private static final Pattern WILD = Pattern.compile("\\*\\*/|\\*\\*|\\*");

  static Glob of(String text) {
    StringBuilder regex = new StringBuilder();
    Matcher wild = WILD.matcher(text);
    int end = 0;
    while (wild.find()) {
      regex.append(Pattern.quote(text.substring(end, wild.start())));
      regex.append(
          switch (wild.group()) {
            case "**/" -> "(?:.*/)?";
            case "**" -> ".*";
            default -> "[^/]*";
          });
      end = wild.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matches(String candidate) {
    return regex.matcher(candidate).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
