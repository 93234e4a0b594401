package org.colophon.artifact;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a schema, held against text from anywhere. Some patterns take a time that doubles
 * with each letter of the text, others a stack as deep as it is long; both end here after a number
 * of steps.
 */
public final class BoundedPattern implements RegularExpression {
  /** Letters looked at for one text: a tenth of a second, and ample for any text of a report. */
  private static final int MOST_STEPS = 20_000_000;

  private final Pattern pattern;

  /**
   * @throws PatternSyntaxException if it is none
   */
  public BoundedPattern(String ecmaScript) {
    pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(ecmaScript)));
  }

  /** A text is not judged: neither yes nor no would be true. */
  public static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooCostly(Pattern pattern, int length) {
      super(
          "a text of "
              + length
              + " letters is too long to be held against the pattern "
              + pattern
              + "; shorten it");
    }
  }

  /**
   * Whether the pattern is found in {@code text}.
   *
   * @throws TooCostly if that cannot be said within bounds
   */
  @Override
  public boolean matches(String text) {
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (StackOverflowError | StepsUsedUp _) {
      throw new TooCostly(pattern, text.length());
    }
  }

  private static final class StepsUsedUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepsUsedUp() {
      super("", null, false, false);
    }
  }

  /** Text that can be looked at so often. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      steps++;
      if (steps > MOST_STEPS) {
        throw new StepsUsedUp();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
