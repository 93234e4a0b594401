package org.colophon.legacy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths in an older folder: {@code *} within a name, {@code **} across folders. A
 * leading <code>**&#47;</code> may also stand for no folder at all.
 */
record PathPattern(String text, List<PathMatcher> matchers) {
  /**
   * @throws PatternSyntaxException if it is not a pattern
   */
  PathPattern(String text) {
    this(text, matchers(text));
  }

  boolean matches(String path) {
    Path relative = Path.of(path);
    return matchers.stream().anyMatch(matcher -> matcher.matches(relative));
  }

  /** Whether a file of that name would match if it lay in the right folder. */
  boolean matchesName(String name) {
    return new PathPattern(text.substring(text.lastIndexOf('/') + 1)).matches(name);
  }

  private static List<PathMatcher> matchers(String text) {
    List<PathMatcher> matchers = new ArrayList<>();
    matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + text));
    if (text.startsWith("**/")) {
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + text.substring(3)));
    }
    return List.copyOf(matchers);
  }
}
