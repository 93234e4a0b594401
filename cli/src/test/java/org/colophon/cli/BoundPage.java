package org.colophon.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.colophon.artifact.Sha256;
import org.colophon.artifact.format.NpzFile;
import org.colophon.contract.Json;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;

/**
 * A report page whose numbers name their place in a run. Looks each of them up again, without any
 * of the code that wrote it.
 */
final class BoundPage {
  /** Elements whose text is no number of the run: formulas, papers, drawings, style. */
  private static final Set<String> FREE = Set.of("data", "var", "cite", "svg", "style", "title");

  private static final String META = "meta_json";

  private final Path run;
  private final Document page;
  private final List<String> faults = new ArrayList<>();

  private BoundPage(Path run, Document page) {
    this.run = run;
    this.page = page;
  }

  static BoundPage of(Path run, String html) throws IOException {
    try {
      return new BoundPage(
          run,
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("the page is not XHTML", e);
    }
  }

  int numbers() {
    return page.getElementsByTagName("data").getLength();
  }

  /** What is wrong with the page, a line each. */
  List<String> faults() throws IOException {
    faults.clear();
    NodeList numbers = page.getElementsByTagName("data");
    for (int i = 0; i < numbers.getLength(); i++) {
      check((Element) numbers.item(i));
    }
    NodeList figures = page.getElementsByTagName("figure");
    for (int i = 0; i < figures.getLength(); i++) {
      checkFigure((Element) figures.item(i));
    }
    findUnbound(page.getDocumentElement());
    return List.copyOf(faults);
  }

  private void check(Element number) throws IOException {
    String place = number.getAttribute("data-artifact") + " " + number.getAttribute("data-at");
    Path file = run.resolve(number.getAttribute("data-artifact"));
    if (!Sha256.of(file).equals(number.getAttribute("data-sha256"))) {
      faults.add(place + ": the file has another digest");
    }
    String value = number.getAttribute("value");
    String written = lookUp(file, number.getAttribute("data-at"));
    if (!written.equals(value)) {
      faults.add(place + " is " + written + ", the page has " + value);
    }
    if (!isShown(number.getTextContent(), value, number.getAttribute("data-round"))) {
      faults.add(place + " is " + value + ", the page shows " + number.getTextContent());
    }
  }

  private static String lookUp(Path file, String at) throws IOException {
    if (at.equals("sha256")) {
      return Sha256.of(file);
    }
    if (at.startsWith("cell=")) {
      String[] place = at.substring("cell=".length()).split(",", -1);
      String row = Files.readAllLines(file).get(Integer.parseInt(place[0]) - 1);
      return Json.mapper().readTree(row.split(",", -1)[Integer.parseInt(place[1]) - 1]).asString();
    }
    JsonNode json =
        at.startsWith(META)
            ? Json.mapper().readTree(NpzFile.read(file).text(META).orElseThrow())
            : Json.read(file);
    return json.at(at.startsWith(META) ? at.substring(META.length()) : at).asString();
  }

  /** Whether {@code shown} is {@code value}, rounded as it says and no further. */
  private static boolean isShown(String shown, String value, String rounding) {
    String[] rule = rounding.split(" ", -1);
    int digits =
        rounding.chars().anyMatch(Character::isDigit)
            ? Integer.parseInt(rounding.replaceAll("\\D", ""))
            : 0;
    return switch (rule[0]) {
      case "exact" -> shown.equals(value);
      case "first" -> shown.length() == digits && value.startsWith(shown);
      case "fixed" -> isNear(number(shown), Double.parseDouble(value), -digits);
      case "units" ->
          isNear(number(shown) * Math.pow(10, -digits), Double.parseDouble(value), -digits);
      case "significant" -> {
        double exact = Double.parseDouble(value);
        int leading = exact == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(exact)));
        yield isNear(number(shown), exact, leading - digits + 1);
      }
      default -> false;
    };
  }

  private static boolean isNear(double shown, double exact, int lastDigit) {
    return Math.abs(shown - exact) <= 0.5 * Math.pow(10, lastDigit) * (1 + 1e-6);
  }

  private static double number(String shown) {
    return Double.parseDouble(shown.replace('−', '-').replace("×10", "E"));
  }

  private void checkFigure(Element figure) throws IOException {
    String artifact = figure.getAttribute("data-artifact");
    if (!Sha256.of(run.resolve(artifact)).equals(figure.getAttribute("data-sha256"))) {
      faults.add(artifact + ": the picture has another digest");
    }
  }

  private void findUnbound(Node node) {
    if (node.getNodeType() == Node.TEXT_NODE && node.getNodeValue().matches("(?s).*[0-9].*")) {
      faults.add("a number without a source: " + node.getNodeValue().strip());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (!FREE.contains(child.getNodeName())) {
        findUnbound(child);
      }
    }
  }
}
