package org.colophon.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.items.Item;
import org.colophon.items.ItemText;
import org.colophon.items.Slice;
import org.colophon.pipeline.GatheredAs;
import org.colophon.pipeline.StageSpec;

/** One file with what every item made, one after the other. */
final class GatheredFile implements Gathering.Whole {
  private final String alias;
  private final StageSpec.Output output;
  private final GatheredAs as;
  private final GrowingFile file;
  private final List<String> problems = new ArrayList<>();
  private Optional<Header> header = Optional.empty();

  /** The names of a table's columns, and the key of the item that they are from. */
  private record Header(String text, String of) {
    long lines() {
      return 1 + text.chars().filter(c -> c == '\n').count();
    }
  }

  GatheredFile(
      String alias, StageSpec.Output output, GatheredAs as, StageFolder folder, DurableFiles disk) {
    this.alias = alias;
    this.output = output;
    this.as = as;
    this.file = new GrowingFile(folder, alias + "/" + output.files(), disk);
  }

  @Override
  public Slice add(Item item, EarlierItem made, Slice slice, boolean ours) throws IOException {
    Path source = made.file(slice);
    try (InputStream bytes = new BufferedInputStream(EarlierItem.open(source, slice))) {
      switch (as) {
        case TABLE -> {
          requireHeader(item, made.gathered() ? header(source) : TableHeader.read(bytes));
          lines(bytes);
        }
        case ARRAY -> {
          file.between(file.isEmpty() ? "[\n" : ",\n");
          file.add(
              new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                  .strip()
                  .getBytes(StandardCharsets.UTF_8));
        }
        case LINES, NAMED, FOLDERS -> lines(bytes);
      }
    }
    return file.slice(slice.name());
  }

  private void lines(InputStream bytes) throws IOException {
    file.begin();
    file.add(bytes);
    file.endLine();
  }

  private void requireHeader(Item item, String text) throws IOException {
    if (header.isEmpty()) {
      header = Optional.of(new Header(text, item.key()));
      file.between(text + "\n");
    } else if (!header.get().text().equals(text)) {
      problems.add(
          "other_columns: "
              + alias
              + ": item "
              + ItemText.of(item.key())
              + " has the header "
              + ItemText.of(text)
              + ", item "
              + ItemText.of(header.get().of())
              + " has "
              + ItemText.of(header.get().text())
              + "; rows of one table have the same columns");
    }
  }

  private static String header(Path table) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(table))) {
      return TableHeader.read(bytes);
    }
  }

  /** Nothing at all is an empty file or array, but no table, which has a header. */
  @Override
  public void finish() throws IOException {
    boolean none = file.isEmpty();
    if (none && (output.optional() || as == GatheredAs.TABLE)) {
      return;
    }
    if (as == GatheredAs.ARRAY) {
      file.between(none ? "[]\n" : "\n]\n");
    }
    file.flush();
  }

  @Override
  public long rows() {
    return switch (as) {
      case LINES -> file.lines();
      case TABLE -> Math.max(0, file.lines() - header.map(Header::lines).orElse(1L));
      case ARRAY, NAMED, FOLDERS -> 0;
    };
  }

  @Override
  public List<String> problems() {
    return problems;
  }
}
