package org.colophon.legacy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.contract.PipelineException.InvalidDocument;
import org.colophon.document.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects facts from the small text files of a layout; what cannot be read is said as a fact. */
final class FactSheet {
  /** So many facts of one layout tell whatever can be told; the file is there for the rest. */
  private static final int MOST_FACTS = 200;

  private static final long LARGEST = 1L << 20;

  private final LegacyFolder folder;
  private final List<Fact> facts = new ArrayList<>();
  private final Set<String> read = new TreeSet<>();

  FactSheet(LegacyFolder folder) {
    this.folder = folder;
  }

  Layout layout(String name, String place) {
    List<Fact> told = facts;
    if (facts.size() > MOST_FACTS) {
      told = new ArrayList<>(facts.subList(0, MOST_FACTS));
      told.add(
          Fact.inferred("facts_left_out", "" + (facts.size() - MOST_FACTS), "limit of the report"));
    }
    return new Layout(name, place, told, read);
  }

  void add(Fact fact) {
    facts.add(fact);
  }

  /** A value of a tree, if it is there and simple. */
  void observed(String name, JsonNode value, String file) {
    if (value.isValueNode() && !value.isNull() && !value.isMissingNode()) {
      facts.add(Fact.observed(name, value.asString(), file));
    }
  }

  /** Milliseconds since 1970, as a time. */
  void observedMillis(String name, JsonNode value, String file) {
    if (value.isIntegralNumber()) {
      facts.add(Fact.observed(name, Instant.ofEpochMilli(value.asLong()).toString(), file));
    }
  }

  /** Every simple value of a tree, by its path in it. */
  void leaves(String prefix, JsonNode node, String file) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> child : node.properties()) {
        leaves(prefix + "." + child.getKey(), child.getValue(), file);
      }
    } else if (node.isArray()) {
      facts.add(Fact.observed(prefix, node.toString(), file));
    } else {
      observed(prefix, node, file);
    }
  }

  /** A YAML or JSON file; a missing node if it is not there or cannot be read. */
  JsonNode tree(String path) {
    Optional<String> text = text(path);
    if (text.isEmpty()) {
      return JsonNodeFactory.instance.missingNode();
    }
    try {
      return Document.value(path, text.get());
    } catch (InvalidDocument e) {
      facts.add(Fact.observed("unreadable", String.valueOf(e.getMessage()), path));
      return JsonNodeFactory.instance.missingNode();
    }
  }

  /** A small text file; empty if it is not there or cannot be read. */
  Optional<String> text(String path) {
    Path file = folder.root().resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    read.add(path);
    try {
      if (!file.toRealPath().startsWith(folder.root())) {
        facts.add(Fact.observed("unreadable", "a link that leads out of the folder", path));
        return Optional.empty();
      }
      if (Files.size(file) > LARGEST) {
        facts.add(Fact.observed("unreadable", "over " + LARGEST + " bytes", path));
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      facts.add(Fact.observed("unreadable", "not UTF-8 text", path));
    } catch (IOException e) {
      facts.add(Fact.observed("unreadable", e.getClass().getSimpleName(), path));
    }
    return Optional.empty();
  }
}
