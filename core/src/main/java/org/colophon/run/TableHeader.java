package org.colophon.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the header of a table and leaves the rows: a name in quotes may hold line feeds. */
final class TableHeader {
  private enum Place {
    BEFORE_CELL,
    IN_CELL,
    IN_QUOTES,
    AFTER_QUOTE
  }

  private static final String MARK = "\uFEFF";
  private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.UTF_8);

  private TableHeader() {}

  /**
   * Without its end, without empty lines before it, and without a mark of the byte order.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
   */
  static String read(InputStream table) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    Place place = Place.BEFORE_CELL;
    for (int b = table.read(); b >= 0; b = table.read()) {
      if (b == '\n' && place != Place.IN_QUOTES) {
        String text = text(header);
        if (!text.isEmpty()) {
          return text;
        }
        header.reset();
        place = Place.BEFORE_CELL;
      } else {
        place = isOfMark(b, header.size()) ? place : after(place, b);
        header.write(b);
      }
    }
    return text(header);
  }

  private static boolean isOfMark(int b, int position) {
    return position < MARK_BYTES.length && (byte) b == MARK_BYTES[position];
  }

  private static Place after(Place place, int b) {
    return switch (place) {
      case BEFORE_CELL -> b == '"' ? Place.IN_QUOTES : b == ',' ? Place.BEFORE_CELL : Place.IN_CELL;
      case IN_CELL -> b == ',' ? Place.BEFORE_CELL : Place.IN_CELL;
      case IN_QUOTES -> b == '"' ? Place.AFTER_QUOTE : Place.IN_QUOTES;
      // two quotes in quotes are one that is meant
      case AFTER_QUOTE -> b == '"' ? Place.IN_QUOTES : b == ',' ? Place.BEFORE_CELL : Place.IN_CELL;
    };
  }

  private static String text(ByteArrayOutputStream header) {
    String text = header.toString(StandardCharsets.UTF_8);
    return (text.startsWith(MARK) ? text.substring(1) : text).stripTrailing();
  }
}
