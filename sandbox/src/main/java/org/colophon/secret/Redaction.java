package org.colophon.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of bytes. Each form of a secret that {@link SecretForms} knows is replaced by
 * {@code [secret NAME]}, whatever the chunks in which the bytes come; what is written otherwise
 * (reversed, encrypted, compressed, a character a line of a log) is not seen. Immutable, for any
 * number of threads.
 */
public final class Redaction {
  /** There is nothing to take out. */
  public static final Redaction NONE = new Redaction(List.of(), form -> form);

  private static final int CHUNK = 1 << 16;

  private final List<Secret> secrets;
  private final Automaton automaton;
  private final int longestForm;

  private Redaction(List<Secret> secrets, UnaryOperator<String> spelling) {
    this.secrets = List.copyOf(secrets);
    Map<String, Integer> owners = new LinkedHashMap<>();
    for (int i = 0; i < this.secrets.size(); i++) {
      for (String form : SecretForms.of(this.secrets.get(i))) {
        owners.putIfAbsent(spelling.apply(form), i);
      }
    }
    this.automaton = new Automaton(owners);
    this.longestForm = owners.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  public static Redaction of(List<Secret> secrets) {
    return secrets.isEmpty() ? NONE : new Redaction(secrets, form -> form);
  }

  /** The same for text that was put into small letters, as names of hosts are. */
  public Redaction inSmallLetters() {
    return isEmpty() ? NONE : new Redaction(secrets, form -> form.toLowerCase(Locale.ROOT));
  }

  /** Whether there is nothing to look for. */
  public boolean isEmpty() {
    return secrets.isEmpty();
  }

  /** For one stream of bytes. */
  public Redactor redactor() {
    return new Redactor(this);
  }

  /** The bytes without secrets; the same array if there are none in it. */
  public byte[] redacted(byte[] bytes) {
    if (isEmpty()) {
      return bytes;
    }
    Redactor redactor = redactor();
    byte[] first = redactor.next(bytes, bytes.length);
    byte[] last = redactor.end();
    if (!redactor.foundSome()) {
      return bytes;
    }
    byte[] all = new byte[first.length + last.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  /** The text without secrets. */
  public String redacted(String text) {
    return isEmpty()
        ? text
        : new String(redacted(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** Names of the secrets in a text, sorted. */
  public Set<String> namesIn(String text) {
    Finder finder = finder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    finder.look(bytes, bytes.length);
    return finder.found();
  }

  /** Names of the secrets in what is left of a stream, sorted; reads it to its end. */
  public Set<String> namesIn(InputStream stream) throws IOException {
    Finder finder = finder();
    byte[] chunk = new byte[CHUNK];
    int count;
    while ((count = stream.read(chunk)) >= 0) {
      finder.look(chunk, count);
    }
    return finder.found();
  }

  /** A search that is told the bytes piece by piece. */
  public Finder finder() {
    return new Finder(this);
  }

  Automaton automaton() {
    return automaton;
  }

  int longestForm() {
    return longestForm;
  }

  Secret secret(int number) {
    return secrets.get(number);
  }

  /** Looks for secrets and changes nothing. */
  public static final class Finder {
    private final Redaction redaction;
    private final Set<String> found = new TreeSet<>();
    private int state = Automaton.START;

    private Finder(Redaction redaction) {
      this.redaction = redaction;
    }

    /** Looks at the first {@code count} bytes of {@code chunk}, which follow those before. */
    public void look(byte[] chunk, int count) {
      look(chunk, 0, count);
    }

    /** Looks at {@code count} bytes from {@code from} on. */
    public void look(byte[] chunk, int from, int count) {
      Automaton automaton = redaction.automaton;
      for (int i = from; i < from + count; i++) {
        if (!Automaton.isPassedOver(chunk[i])) {
          state = automaton.after(state, chunk[i]);
          if (automaton.length(state) > 0) {
            found.add(redaction.secret(automaton.owner(state)).name());
          }
        }
      }
    }

    /** Names of those found so far, sorted. */
    public Set<String> found() {
      return new TreeSet<>(found);
    }
  }
}
