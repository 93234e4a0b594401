package org.colophon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A document in Markdown, as far as it can be held against the program. */
record MarkdownFile(Path path, List<String> lines, List<Block> blocks) {
  private static final Pattern FENCE = Pattern.compile("( *)```(.*)");
  private static final Pattern FILE_NAME = Pattern.compile("`([^`]+)`:");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param info what stands after the opening fence
   * @param line of the opening fence, from 1
   * @param file the file that the line above says it is
   */
  record Block(String info, int line, String text, Optional<String> file) {

    /** Command lines, with continued ones joined, of a block of shell commands. */
    List<String> commands() {
      return text.replace("\\\n", " ")
          .lines()
          .map(line -> line.startsWith("$ ") ? line.substring(2) : line)
          .map(String::strip)
          .toList();
    }
  }

  /** A link to a file, with its line from 1. */
  record Link(String target, int line) {}

  static MarkdownFile read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<Block> blocks = new ArrayList<>();
    String above = "";
    int i = 0;
    while (i < lines.size()) {
      Matcher open = FENCE.matcher(lines.get(i));
      if (open.matches()) {
        int start = i;
        List<String> content = new ArrayList<>();
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          content.add(withoutIndent(lines.get(i), open.group(1).length()));
        }
        Matcher name = FILE_NAME.matcher(above);
        blocks.add(
            new Block(
                open.group(2).strip(),
                start + 1,
                content.stream().map(line -> line + "\n").collect(Collectors.joining()),
                name.matches() ? Optional.of(name.group(1)) : Optional.empty()));
        above = "";
      } else if (!lines.get(i).isBlank()) {
        above = lines.get(i).strip();
      }
      i++;
    }
    return new MarkdownFile(path, lines, blocks);
  }

  List<Block> blocks(String info) {
    return blocks.stream().filter(block -> block.info().equals(info)).toList();
  }

  /** Links outside fenced blocks. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    boolean fenced = false;
    for (int i = 0; i < lines.size(); i++) {
      fenced ^= FENCE.matcher(lines.get(i)).matches();
      if (!fenced) {
        Matcher link = LINK.matcher(lines.get(i));
        while (link.find()) {
          links.add(new Link(link.group(1), i + 1));
        }
      }
    }
    return links;
  }

  /** The names by which links reach the headings. */
  List<String> anchors() {
    return lines.stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  /** The lines below a heading, up to the next of the same or a higher level. */
  List<String> section(String heading) {
    int start = lines.indexOf(heading);
    int level = heading.indexOf(' ');
    if (start < 0) {
      return List.of();
    }
    return lines.stream()
        .skip(start + 1L)
        .takeWhile(line -> !line.matches("#{1," + level + "} .*"))
        .toList();
  }

  /** The rows of the first table of a section, cells stripped, without its head. */
  List<List<String>> table(String heading) {
    return section(heading).stream()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)))
        .map(cells -> cells.stream().map(String::strip).toList())
        .toList();
  }

  private static String withoutIndent(String line, int indent) {
    return line.substring(Math.min(indent, line.length() - line.stripLeading().length()));
  }
}
