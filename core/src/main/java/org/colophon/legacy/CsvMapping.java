package org.colophon.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.colophon.contract.WholeFile;

/**
 * An old table as a new one; the text of a cell is kept as it is.
 *
 * @param rename new name by old name of a column; a column that is not there is passed over
 * @param drop columns that are not taken
 * @param add value by new column, which the mapping asserts
 */
record CsvMapping(String id, Map<String, String> rename, Set<String> drop, Map<String, String> add)
    implements Mapping {
  private static final long LARGEST = 256L << 20;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  CsvMapping {
    rename = Collections.unmodifiableMap(new LinkedHashMap<>(rename));
    drop = Set.copyOf(drop);
    add = Collections.unmodifiableMap(new LinkedHashMap<>(add));
  }

  @Override
  public Done convert(Path source, String name, Path target) throws IOException, CannotConvert {
    if (Files.size(source) > LARGEST) {
      throw new CannotConvert("too_large: over " + LARGEST + " bytes");
    }
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(Files.newBufferedReader(source, StandardCharsets.UTF_8))
            .setFormat(FORMAT)
            .get()) {
      return convert(parser.getRecords(), target);
    } catch (CharacterCodingException e) {
      throw new CannotConvert("not_utf8: the table is not UTF-8 text");
    } catch (CSVException | UncheckedIOException | IllegalStateException e) {
      throw new CannotConvert("csv_damaged: " + e.getMessage());
    }
  }

  private Done convert(List<CSVRecord> records, Path target) throws IOException, CannotConvert {
    if (records.isEmpty()) {
      throw new CannotConvert("no_header: the table is empty");
    }
    List<String> header = withoutMark(records.getFirst().toList());
    List<String> changes = new ArrayList<>();
    StringBuilder text = new StringBuilder(line(newHeader(header, changes)));
    for (CSVRecord record : records.subList(1, records.size())) {
      if (record.size() != header.size()) {
        throw new CannotConvert(
            "ragged_row " + (record.getRecordNumber() - 1) + " has " + record.size() + " cells");
      }
      text.append(line(row(header, record)));
    }
    WholeFile.write(target, text.toString());
    List<Fact> facts = new ArrayList<>();
    add.forEach((column, value) -> facts.add(Fact.asserted(column, value, "mapping " + id)));
    return new Done(changes, facts);
  }

  private static String line(List<String> cells) {
    return FORMAT.format(cells.toArray()) + "\n";
  }

  private List<String> newHeader(List<String> header, List<String> changes) throws CannotConvert {
    List<String> written = new ArrayList<>();
    for (String column : header) {
      String renamed = rename.getOrDefault(column, column);
      if (drop.contains(column)) {
        changes.add("column " + column + " is left out");
      } else if (!renamed.equals(column) && header.contains(renamed)) {
        throw new CannotConvert("both columns " + column + " and " + renamed + " are there");
      } else {
        written.add(renamed);
        if (!renamed.equals(column)) {
          changes.add("column " + column + " is now " + renamed);
        }
      }
    }
    for (Map.Entry<String, String> added : add.entrySet()) {
      if (!header.contains(added.getKey())) {
        written.add(added.getKey());
        changes.add("column " + added.getKey() + " is added as " + added.getValue());
      }
    }
    if (changes.isEmpty()) {
      throw new CannotConvert("it has none of the columns that " + id + " changes");
    }
    return written;
  }

  private List<String> row(List<String> header, CSVRecord record) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!drop.contains(header.get(i))) {
        cells.add(record.get(i));
      }
    }
    add.forEach((column, value) -> {
      if (!header.contains(column)) {
        cells.add(value);
      }
    });
    return cells;
  }

  private static List<String> withoutMark(List<String> header) {
    List<String> names = new ArrayList<>(header);
    if (!names.isEmpty() && names.getFirst().startsWith("\uFEFF")) {
      names.set(0, names.getFirst().substring(1));
    }
    return names;
  }
}
