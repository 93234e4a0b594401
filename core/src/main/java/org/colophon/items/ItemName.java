package org.colophon.items;

import java.nio.charset.StandardCharsets;
import org.colophon.artifact.Sha256;

/** A file name for a key: no two keys have one name, and none climbs, hides or is too long. */
public final class ItemName {
  private static final int LONGEST = 120;
  private static final int KEPT = 80;

  private ItemName() {}

  /**
   * The key itself if it is made of letters, digits, {@code _}, {@code -} and inner dots; other
   * bytes of its UTF-8 are written {@code %2F}. A long one is cut and ends with its digest.
   */
  public static String of(String key) {
    StringBuilder name = new StringBuilder();
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '-'
              || (c == '.' && !name.isEmpty());
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append("%02X".formatted((int) c));
      }
    }
    // a cut name has a '~', which no other has
    return name.length() <= LONGEST
        ? name.toString()
        : name.substring(0, KEPT) + "~" + Sha256.of(key).substring(0, 32);
  }
}
