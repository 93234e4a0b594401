package org.colophon.stages.codeedit.action;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The text of YAML rules, as far as it can be judged without ast-grep: few documents, each for the
 * action's language, without the parts of YAML that two parsers read differently.
 */
final class RuleText {
  private static final int MOST_DOCUMENTS = 5;

  /** Readers of YAML call themselves for every level. */
  private static final int DEEPEST = 64;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(0).build();

  private RuleText() {}

  /** The same text. */
  static String checked(String text, Language language) throws InvalidAction {
    try {
      refuseTricks(text);
      int documents = 0;
      for (Object document : new Load(SETTINGS).loadAllFromString(text)) {
        documents++;
        refuseOtherLanguage(document, documents, language);
      }
      if (documents < 1 || documents > MOST_DOCUMENTS) {
        throw invalid("a rule has 1 to " + MOST_DOCUMENTS + " documents, not " + documents);
      }
    } catch (YamlEngineException e) {
      throw invalid(String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML"));
    }
    return text;
  }

  private static void refuseTricks(String text) throws InvalidAction {
    int documents = 0;
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof DocumentStartEvent && ++documents > MOST_DOCUMENTS) {
        throw invalid("a rule has 1 to " + MOST_DOCUMENTS + " documents");
      }
      depth += level(event);
      if (depth > DEEPEST) {
        throw invalid("a rule is nested at most " + DEEPEST + " deep");
      }
      if (event instanceof AliasEvent
          || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
        throw invalid("a rule has no anchors and aliases");
      }
      if (tag(event).isPresent()) {
        throw invalid("a rule has no tags, but " + tag(event).get());
      }
      if (event instanceof ScalarEvent scalar
          && scalar.getScalarStyle() == ScalarStyle.PLAIN
          && scalar.getValue().equals("<<")) {
        throw invalid("a rule has no merge keys");
      }
    }
  }

  private static int level(Event event) {
    return event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
  }

  private static Optional<String> tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> Optional.empty();
    };
  }

  private static void refuseOtherLanguage(Object document, int number, Language language)
      throws InvalidAction {
    if (!(document instanceof Map<?, ?> rule)) {
      throw invalid("document " + number + " is no mapping");
    }
    Object named = rule.get("language");
    if (!(named instanceof String name)) {
      throw invalid("document " + number + " names no language");
    }
    if (!Language.inRule(name).equals(Optional.of(language))) {
      throw invalid(
          "document " + number + " is for " + name + ", the action for " + language.label());
    }
  }

  private static InvalidAction invalid(String why) {
    return new InvalidAction("bad_rule", why);
  }
}
