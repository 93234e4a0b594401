package org.colophon.sandbox.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client asks of a proxy.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, 9.3.6 CONNECT</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2">RFC 9112, absolute-form</a>
 */
sealed interface RequestHead {
  Target target();

  /** A way to the target, for whatever is said on it. */
  record Connect(Target target) implements RequestHead {}

  /**
   * One thing of the target's, without encryption.
   *
   * @param text the head that is sent on
   */
  record Fetch(Target target, String text) implements RequestHead {}

  /** Where a line ends that is not the last. */
  String LINE_END = "\r\n";

  /** The end of a head. */
  String END = LINE_END + LINE_END;

  Pattern LINE = Pattern.compile("([A-Z]{1,20}) ([!-~]{1,8000}) HTTP/1\\.[01]");
  Pattern ABSOLUTE = Pattern.compile("(?i)http://([^/?#@]+)([/?][^#]*)?");
  Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\t\\x80-\\xff]*)");

  /** What is between two hops only, or said anew. */
  List<String> NOT_SENT_ON =
      List.of(
          "connection",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade");

  /**
   * Reads a head.
   *
   * @param head all of it, up to and with the empty line
   * @throws Refusal if it is none, or of a kind that is not answered
   */
  static RequestHead parse(byte[] head) throws Refusal {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    List<String> lines =
        List.of(text.substring(0, text.length() - END.length()).split(LINE_END, -1));
    Matcher line = LINE.matcher(lines.getFirst());
    if (!line.matches()) {
      throw new Refusal(400, "this is no request that a proxy understands");
    }
    List<Field> fields = fields(lines.subList(1, lines.size()));
    String method = line.group(1);
    if (method.equals("CONNECT")) {
      return new Connect(target(line.group(2), 0));
    }
    Matcher absolute = ABSOLUTE.matcher(line.group(2));
    if (!absolute.matches()) {
      throw new Refusal(400, "a proxy takes CONNECT host:port, or http:// with a host");
    }
    if (!List.of("GET", "HEAD").contains(method) || hasBody(fields)) {
      throw new Refusal(
          405, "without encryption only GET and HEAD are sent on, nothing else; use https");
    }
    Target target = target(absolute.group(1), 80);
    String path = Optional.ofNullable(absolute.group(2)).orElse("/");
    return new Fetch(target, fetch(method, target, path, fields));
  }

  /** A line of a head. */
  record Field(String name, String value) {
    private boolean is(String other) {
      return name.toLowerCase(Locale.ROOT).equals(other);
    }
  }

  private static List<Field> fields(List<String> lines) throws Refusal {
    List<Field> fields = new ArrayList<>();
    for (String line : lines) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        throw new Refusal(400, "a line of the request's head is damaged");
      }
      fields.add(new Field(field.group(1), field.group(2)));
    }
    return fields;
  }

  private static Target target(String text, int defaultPort) throws Refusal {
    return Target.parse(text, defaultPort)
        .orElseThrow(() -> new Refusal(400, "the request names no host and port"));
  }

  private static boolean hasBody(List<Field> fields) {
    return fields.stream()
        .anyMatch(field ->
            field.is("transfer-encoding")
                || (field.is("content-length") && !field.value().strip().equals("0")));
  }

  /** One request for one connection: what follows on it is not sent on. */
  private static String fetch(String method, Target target, String path, List<Field> fields) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path.startsWith("/") ? "" : "/").append(path);
    head.append(" HTTP/1.1").append(LINE_END).append("Host: ");
    head.append(target.port() == 80 ? target.host().toString() : target.toString());
    head.append(LINE_END);
    for (Field field : fields) {
      if (NOT_SENT_ON.stream().noneMatch(field::is)) {
        head.append(field.name()).append(": ").append(field.value()).append(LINE_END);
      }
    }
    return head.append("Connection: close").append(END).toString();
  }
}
