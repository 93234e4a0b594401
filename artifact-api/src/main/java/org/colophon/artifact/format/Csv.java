package org.colophon.artifact.format;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Comma-separated values with a header line: {@code {"columns": {"d": {"position": 0}}, "rows":
 * 3}}. A row is an object; a cell that reads as a finite number is a number, an empty one is null.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
record Csv(Limits limits) implements ArtifactFormat {
  /** Characters of one record; a quote that is never closed would swallow the whole file. */
  private static final int LONGEST_RECORD = 4 << 20;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  @Override
  public String id() {
    return "csv";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(file, limits.fileBytes(), () -> read(file, rows));
  }

  private Description read(Path file, RowVisitor rows) throws IOException, DamagedContent {
    try (BoundedRecords text = new BoundedRecords(withoutMark(file), LONGEST_RECORD);
        CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw new DamagedContent("no_header", "the file is empty; a header line is expected");
      }
      List<String> columns = columns(records.next());
      long number = 0;
      text.next();
      while (records.hasNext()) {
        CSVRecord record = records.next();
        text.next();
        number++;
        if (record.size() != columns.size()) {
          throw new DamagedContent(
              "ragged_row " + number,
              "row "
                  + number
                  + " (line "
                  + parser.getCurrentLineNumber()
                  + ") has "
                  + record.size()
                  + " cells, the header has "
                  + columns.size());
        }
        rows.row(number, row(columns, record));
      }
      return new Description(description(columns, number), List.of());
    } catch (CharacterCodingException e) {
      throw StrictText.notUtf8();
    } catch (BoundedRecords.TooLong e) {
      throw damaged(e);
    } catch (CSVException e) {
      throw damaged(e);
    } catch (UncheckedIOException e) {
      throw unwrapped(e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  /** The parser's iterator wraps what it meets. */
  private static DamagedContent unwrapped(UncheckedIOException e) throws IOException {
    IOException cause = e.getCause();
    if (cause instanceof CharacterCodingException) {
      return StrictText.notUtf8();
    }
    if (cause instanceof CSVException || cause instanceof BoundedRecords.TooLong) {
      return damaged(cause);
    }
    throw cause;
  }

  private static DamagedContent damaged(Exception e) {
    return new DamagedContent(
        "csv_damaged", "the table cannot be read: " + Printable.of(String.valueOf(e.getMessage())));
  }

  private static Reader withoutMark(Path file) throws IOException {
    PushbackReader reader =
        new PushbackReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
    int first;
    try {
      first = reader.read();
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    if (first >= 0 && first != '\uFEFF') {
      reader.unread(first);
    }
    return reader;
  }

  private List<String> columns(CSVRecord header) throws DamagedContent {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (name.isBlank()) {
        throw new DamagedContent("column_without_name", "a column of the header has no name");
      }
      if (!seen.add(name)) {
        throw new DamagedContent(
            "duplicate_column:" + Printable.of(name),
            "the header names column " + Printable.of(name) + " twice");
      }
      columns.add(name);
    }
    if (columns.size() > limits.entries()) {
      throw new DamagedContent("too_many_entries", "the header has " + columns.size() + " columns");
    }
    return columns;
  }

  private static ObjectNode row(List<String> columns, CSVRecord record) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < columns.size(); i++) {
      row.set(columns.get(i), cell(record.get(i)));
    }
    return row;
  }

  private static JsonNode cell(String text) {
    if (text.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (INTEGER.matcher(text).matches()) {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return JsonNodeFactory.instance.numberNode(value);
      }
    }
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static ObjectNode description(List<String> columns, long rows) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    ObjectNode named = description.putObject("columns");
    for (int i = 0; i < columns.size(); i++) {
      named.putObject(columns.get(i)).put("position", i);
    }
    return description.put("rows", rows);
  }
}
