package org.colophon.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A folder in which a document is followed to the letter: the files it shows are written, the
 * commands of its {@code console} blocks are run, and what they print is held against what it says.
 */
final class DocumentWorkspace {
  private static final Path HOME = TestPipeline.HOME.toAbsolutePath().normalize();
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  private final Path folder;
  private final MarkdownFile document;
  private int lastCode;

  DocumentWorkspace(Path folder, MarkdownFile document) throws IOException {
    this.folder = folder.toRealPath();
    this.document = document;
    for (MarkdownFile.Block block : document.blocks()) {
      if (block.file().isPresent()) {
        Path file = folder.resolve(block.file().get());
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, block.text());
      }
    }
  }

  Path folder() {
    return folder;
  }

  /** One line for each command that does not print what the document says. */
  List<String> followed() throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    for (MarkdownFile.Block block : document.blocks("console")) {
      for (Step step : steps(block)) {
        String printed = run(step.command());
        if (!step.agreesWith(normal(printed))) {
          problems.add(
              document.path()
                  + ":"
                  + block.line()
                  + ": $ "
                  + step.command()
                  + "\nprints\n"
                  + printed
                  + "\ninstead of\n"
                  + step.output());
        }
      }
    }
    return problems;
  }

  /** The words of a command line; quotes are taken off. */
  static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group().replaceAll("['\"]", ""));
    }
    return words;
  }

  /** A command and what it prints, where {@code …} stands for anything. */
  private record Step(String command, String output) {
    boolean agreesWith(String printed) {
      String pattern =
          normal(output)
              .lines()
              .map(line ->
                  List.of(line.split("…", -1)).stream()
                      .map(Pattern::quote)
                      .collect(Collectors.joining(".*")))
              .collect(Collectors.joining("\n"));
      return printed.matches(pattern);
    }
  }

  private static List<Step> steps(MarkdownFile.Block block) {
    List<Step> steps = new ArrayList<>();
    for (String part : ("\n" + block.text()).split("\n\\$ ", -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        steps.add(
            end < 0
                ? new Step(part, "")
                : new Step(part.substring(0, end), part.substring(end + 1)));
      }
    }
    return steps;
  }

  private String run(String command) throws IOException, InterruptedException {
    if (command.equals("echo $?")) {
      return lastCode + "\n";
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    lastCode =
        command.startsWith("./run_pipeline ")
            ? runPipeline(command, printed)
            : sh(command, printed);
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int runPipeline(String command, ByteArrayOutputStream printed) {
    List<String> args = new ArrayList<>();
    words(command).stream().skip(1).map(this::existing).forEach(args::add);
    args.addAll(List.of("--runs-dir", folder.resolve("runs").toString()));
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    properties.setProperty("colophon.home", HOME.toString());
    PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(
        args.toArray(String[]::new),
        new Surroundings(terminal, terminal, System.getenv(), properties));
  }

  /** A path of the document's own files, else of the checkout; anything else as it is. */
  private String existing(String word) {
    if (!word.contains("/") || word.startsWith("/")) {
      return word;
    }
    return List.of(folder, HOME).stream()
        .map(root -> root.resolve(word))
        .filter(Files::exists)
        .findFirst()
        .map(Path::toString)
        .orElse(word);
  }

  private int sh(String command, ByteArrayOutputStream printed)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getInputStream().transferTo(printed);
    return process.waitFor();
  }

  /**
   * Without what differs from machine to machine: places, seconds, widths, a missing sandbox, and
   * how many files a run has, since one more keeps the uncommitted changes of a checkout.
   */
  private static String normal(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("WARNING: stages run without a sandbox"))
        .map(line -> line.replace(HOME + "/", "").replaceAll("/\\S*/runs/", "runs/"))
        .map(line -> line.replaceAll("\\d+\\.\\d\\d s ", "0.00 s "))
        .map(line -> line.replaceFirst("^verified: \\d+", "verified: N"))
        .map(line -> line.replaceFirst("differences in \\d+", "differences in N"))
        .map(line -> line.replaceAll(" +", " "))
        .collect(Collectors.joining("\n"));
  }
}
