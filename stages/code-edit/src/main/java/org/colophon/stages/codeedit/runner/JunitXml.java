package org.colophon.stages.codeedit.runner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A JUnit XML report, counted case by case: the numbers in its head are only claims. */
public final class JunitXml {
  private static final long MOST_BYTES = 8 << 20;

  /** Test cases by how they ended. */
  public record Counts(int tests, int failures, int errors, int skipped) {}

  private JunitXml() {}

  /**
   * Counts a report that untrusted code wrote: links lead nowhere, entities are not replaced.
   *
   * @param file relative to {@code folder}
   * @return empty if there is no such report, or it cannot be read
   */
  static Optional<Counts> read(Path folder, String file) throws IOException {
    Path report = folder.resolve(file).normalize();
    boolean ours =
        report.startsWith(folder)
            && Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)
            && report.toRealPath().equals(folder.toRealPath().resolve(folder.relativize(report)))
            && Files.size(report) <= MOST_BYTES;
    if (!ours) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(report)) {
      return Optional.of(count(in));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static Counts count(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(in);
    int tests = 0;
    int failures = 0;
    int errors = 0;
    int skipped = 0;
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        switch (reader.getLocalName()) {
          case "testcase" -> tests++;
          case "failure" -> failures++;
          case "error" -> errors++;
          case "skipped" -> skipped++;
          default -> {}
        }
      }
    }
    return new Counts(tests, failures, errors, skipped);
  }
}
