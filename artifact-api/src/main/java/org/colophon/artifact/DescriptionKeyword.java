package org.colophon.artifact;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** A schema keyword of ours: a pure function of its value and the described thing. */
final class DescriptionKeyword extends AbstractKeyword {
  private final BiFunction<JsonNode, JsonNode, List<Objection>> rule;

  /**
   * @param rule from the keyword's value in the schema and the node beside it in the description
   */
  DescriptionKeyword(String name, BiFunction<JsonNode, JsonNode, List<Objection>> rule) {
    super(name);
    this.rule = rule;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    return new Validator(this, value, location);
  }

  private static final class Validator extends AbstractKeywordValidator {
    private final DescriptionKeyword keyword;

    Validator(DescriptionKeyword keyword, JsonNode value, SchemaLocation location) {
      super((Keyword) keyword, value, location);
      this.keyword = keyword;
    }

    @Override
    public void validate(
        ExecutionContext context, JsonNode node, JsonNode root, NodePath instanceLocation) {
      for (Objection objection : keyword.rule.apply(getSchemaNode(), node)) {
        context.addError(
            Error.builder()
                .keyword(getKeyword())
                .messageKey(getKeyword())
                .instanceNode(node)
                .instanceLocation(instanceLocation)
                .evaluationPath(context.getEvaluationPath())
                .schemaNode(getSchemaNode())
                .schemaLocation(getSchemaLocation())
                .property(objection.subject())
                .message(objection.message())
                .build());
      }
    }
  }
}
