package org.colophon.stages.codeedit.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ActionReaderTest {
  private static final ActionReader READER = new ActionReader(ActionReader.MOST_BYTES);

  @Test
  void aPatternAndItsRewriteAreARule() throws InvalidAction {
    AstGrepAction action =
        READER.read(
            cli("'pattern':'foo($A)','rewrite':'bar($A)','selector':'call','strictness':'ast'"));
    assertThat(action.language()).isEqualTo(Language.PYTHON);
    assertThat(action.rules())
        .contains("'fix':'bar($A)'".replace('\'', '"'))
        .contains("\"context\":\"foo($A)\"")
        .contains("\"selector\":\"call\"")
        .contains("\"strictness\":\"ast\"");
  }

  @Test
  void rulesStayAsTheyAre() throws InvalidAction {
    String rule =
        "language: Python\\nrule: {pattern: a}\\n---\\nlanguage: py\\nrule: {pattern: b}\\n";
    assertThat(READER.read(yaml(rule)).rules()).isEqualTo(rule.replace("\\n", "\n"));
  }

  @Test
  void aWrapperIsTakenOff() throws InvalidAction {
    String bare = cli("'pattern':'a','rewrite':'b'");
    assertThat(READER.read("{\"action\":" + bare + "}")).isEqualTo(READER.read(bare));
  }

  @Test
  void aLineOfAstGrepIsTakenApart() throws InvalidAction {
    AstGrepAction line =
        READER.read(cli("'cli':'ast-grep run -p \\\"foo($A)\\\" --rewrite=bar($A) --lang py -U'"));
    assertThat(line).isEqualTo(READER.read(cli("'pattern':'foo($A)','rewrite':'bar($A)'")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ast-grep run -p x -r y -l python / ; rm -rf ~",
        "ast-grep run -p x -r y -l python -c /tmp/evil/sgconfig.yml",
        "ast-grep run -p x -r y -l java",
        "ast-grep run -p x -r y -p z",
        "ast-grep run -p x",
        "ast-grep run -p x -r",
        "ast-grep scan -p x -r y",
        "ast-grep run -p 'x -r y",
        "ast-grep run -p x -r y --globs=**",
        "ast-grep run -p x -r y $(id)",
        ""
      })
  void anythingElseInALineIsForbidden(String line) {
    assertThat(reason(cli("'cli':'" + line.replace("'", "\\u0027") + "'")))
        .startsWith("forbidden_cli: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                             | schema: an action is",
        "{'type':'sed','language':'python','mode':'cli'}                 | schema: type is"
            + " ast_grep",
        "{'type':'ast_grep','language':'cobol','mode':'cli'}             | schema: no language"
            + " cobol",
        "{'type':'ast_grep','language':'Python','mode':'cli'}            | schema: no language",
        "{'type':'ast_grep','language':'python','mode':'shell'}          | schema: mode is",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':'a'} | schema: rewrite is"
            + " missing",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':1,'rewrite':''} | schema:"
            + " pattern is text",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':'a','rewrite':'b','path':'/'}"
            + " | schema: unknown keys [path]",
        "{'type':'ast_grep','language':'python','mode':'cli','cli':'run -p a -r b','pattern':'a'} |"
            + " schema: unknown keys [pattern]",
        "{'type':'ast_grep','language':'python','mode':'yaml','rule_yaml':'a: 1','fix':''} |"
            + " schema: unknown keys [fix]",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':'a','rewrite':'b','strictness':'lax'}"
            + " | schema: no strictness",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':'\\u0000','rewrite':'b'} |"
            + " schema: pattern contains a NUL",
        "{'type':'ast_grep','language':'python','mode':'cli','pattern':'\\ud83d','rewrite':'b'} |"
            + " schema: pattern contains half",
        "{'type':'ast_grep','type':'ast_grep'}                           | bad_json: ",
        "not json                                                        | bad_json: "
      })
  void anActionThatIsNoneIsRefused(String action, String reason) {
    assertThat(reason(action.strip().replace('\'', '"'))).startsWith(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "language: python\\nrule: &a {pattern: x}\\n",
        "language: python\\nrule: {pattern: !!str x}\\n",
        "language: python\\nrule: {<<: {pattern: x}}\\n",
        "language: java\\nrule: {pattern: x}\\n",
        "rule: {pattern: x}\\n",
        "- language: python\\n",
        "language: python\\n: : :\\n  -\\n",
        "",
        "language: python\\nlanguage: python\\nrule: {pattern: x}\\n"
      })
  void aRuleWithTricksIsRefused(String rule) {
    assertThat(reason(yaml(rule))).startsWith("bad_rule: ");
  }

  @Test
  void moreThanFiveRulesAreRefused() {
    String rule = "language: python\\nrule: {pattern: x}\\n---\\n";
    assertThat(reason(yaml(rule.repeat(6)))).startsWith("bad_rule: a rule has 1 to 5");
  }

  @Test
  void neitherSizeNorDepthIsWithoutBound() {
    assertThat(reason(yaml("a".repeat(ActionReader.MOST_BYTES + 1)))).contains("8193 bytes");
    assertThat(reason(yaml("[".repeat(8000)))).startsWith("bad_rule: ");
    assertThat(reason(cli("'pattern':'" + "é".repeat(4097) + "','rewrite':''")))
        .contains("8194 bytes");
    assertThatExceptionOfType(InvalidAction.class)
        .isThrownBy(() -> READER.read("[".repeat(100_000)));
  }

  private static String reason(String action) {
    InvalidAction refused = catchThrowableOfType(InvalidAction.class, () -> READER.read(action));
    assertThat(refused).as(action).isNotNull();
    return refused.reason();
  }

  private static String cli(String fields) {
    return ("{'type':'ast_grep','language':'python','mode':'cli'," + fields + "}")
        .replace('\'', '"');
  }

  private static String yaml(String rule) {
    return "{\"type\":\"ast_grep\",\"language\":\"python\",\"mode\":\"yaml\",\"rule_yaml\":\""
        + rule
        + "\"}";
  }
}
