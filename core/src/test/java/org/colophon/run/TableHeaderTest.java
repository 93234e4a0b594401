package org.colophon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableHeaderTest {
  /** A feed is written {@code /}, a quote {@code '}, a mark of the byte order {@code ^}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b/1,2/         | a,b          | 1,2/",
        "a,'b/c'/1,2/     | a,'b/c'      | 1,2/",
        "^'a/b',c/1,2     | 'a/b',c      | 1,2",
        "'a''/''b',c/1,2  | 'a''/''b',c  | 1,2",
        "a'b,c/1,2        | a'b,c        | 1,2",
        "'a'b'/1,2'/      | 'a'b'        | 1,2'/",
        "//a,b/1,2        | a,b          | 1,2",
        "^/a/1            | a            | 1",
        "a,b              | a,b          | ``",
      })
  void theHeaderEndsAtTheFirstLineFeedOutsideQuotes(String table, String header, String rest)
      throws IOException {
    var bytes = new ByteArrayInputStream(text(table).getBytes(StandardCharsets.UTF_8));
    assertThat(TableHeader.read(bytes)).isEqualTo(text(header));
    assertThat(bytes.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(text(rest));
  }

  private static String text(String written) {
    return written.replace('/', '\n').replace('\'', '"').replace('^', '\uFEFF');
  }
}
