package org.colophon.artifact.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A well-formed XML document: {@code {"root": "svg", "elements": {"g": 2}, "attributes": ["x"],
 * "references": []}}, by local names. References are what the document points at outside itself, by
 * {@code href}, {@code src}, {@code url(…)} or a style sheet. No entity is expanded and nothing is
 * fetched.
 */
record Xml(Limits limits) implements ArtifactFormat {
  private static final Pattern URL =
      Pattern.compile("(?i)url\\(\\s*['\"]?([^)'\"]*)|@import\\s+['\"]?([^'\";]*)");

  @Override
  public String id() {
    return "xml";
  }

  @Override
  public Description describe(Path file, RowVisitor rows) throws IOException {
    return SourceFile.describe(file, limits.jsonBytes(), () -> read(Files.readAllBytes(file)));
  }

  private Description read(byte[] bytes) throws DamagedContent {
    Survey survey = new Survey(limits);
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.hasNext()) {
        survey.see(reader.next(), reader);
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser throws unchecked for some encodings and limits.
      throw new DamagedContent(
          "not_xml",
          "the document is not well-formed: " + Printable.of(String.valueOf(e.getMessage())));
    }
    return new Description(survey.description(), List.of());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static final class Survey {
    private final Limits limits;
    private final Map<String, Integer> elements = new TreeMap<>();
    private final Set<String> attributes = new TreeSet<>();
    private final Set<String> references = new TreeSet<>();
    private String root = "";
    private String current = "";
    private int depth;

    Survey(Limits limits) {
      this.limits = limits;
    }

    void see(int event, XMLStreamReader reader) throws DamagedContent {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (current.equals("style")) {
            addStyle(reader.getText());
          }
        }
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            references.add(Printable.of("<?" + reader.getPITarget() + " " + reader.getPIData()));
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new DamagedContent(
                "not_xml",
                "the entity " + Printable.of(reader.getLocalName()) + " is not expanded");
        default -> {
          // comments, space and the document type say nothing that a schema asks for
        }
      }
    }

    private void start(XMLStreamReader reader) throws DamagedContent {
      current = reader.getLocalName();
      depth++;
      if (depth == 1) {
        root = current;
      }
      elements.merge(current, 1, Integer::sum);
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        String name = reader.getAttributeLocalName(i);
        String value = reader.getAttributeValue(i);
        attributes.add(name);
        if (name.equals("href") || name.equals("src")) {
          addReference(value);
        }
        addStyle(value);
      }
      if (depth > limits.depth() || elements.size() + attributes.size() > limits.entries()) {
        throw new DamagedContent("xml_limit", "the document is nested too deeply or too varied");
      }
    }

    private void addStyle(String text) {
      Matcher matcher = URL.matcher(text);
      while (matcher.find()) {
        addReference(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      }
    }

    private void addReference(String target) {
      String trimmed = target.strip();
      if (!trimmed.startsWith("#")) {
        references.add(Printable.of(trimmed));
      }
    }

    ObjectNode description() {
      ObjectNode description = JsonNodeFactory.instance.objectNode().put("root", root);
      ObjectNode counts = description.putObject("elements");
      elements.forEach(counts::put);
      ArrayNode names = description.putArray("attributes");
      attributes.forEach(names::add);
      ArrayNode targets = description.putArray("references");
      references.forEach(targets::add);
      return description;
    }
  }
}
