package org.colophon.sandbox.escape;

/** What became of one escape under one backend. */
sealed interface Verdict {
  /** The backend claims to keep it in, and did. */
  record Held() implements Verdict {}

  /**
   * The backend says beforehand that it does not keep it in.
   *
   * @param what it did: got out, was held by something else, or was not started
   */
  record NotEnforced(String what) implements Verdict {
    static final String GOT_OUT = "got out";
    static final String STAYED = "stayed in all the same";
    static final String NOT_STARTED = "not started";
  }

  /** The backend claims to keep it in, and did not, or it cannot be told. */
  record Failed(String evidence) implements Verdict {}

  /** For the page. */
  default String text() {
    return switch (this) {
      case Held() -> "held";
      case NotEnforced(String what) -> "not enforced: " + what;
      case Failed(String evidence) -> "**failed**: " + evidence;
    };
  }

  /** The inverse of {@link #text}. */
  static Verdict parse(String text) {
    String[] words = text.split(": ", 2);
    return switch (words[0]) {
      case "held" -> new Held();
      case "not enforced" -> new NotEnforced(words[1]);
      default -> new Failed(words[words.length - 1]);
    };
  }
}
