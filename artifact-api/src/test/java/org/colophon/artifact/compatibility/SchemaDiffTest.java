package org.colophon.artifact.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.colophon.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each rule by which one schema's files can be given to another's readers. */
final class SchemaDiffTest {

  /**
   * {@code narrow} accepts less than {@code wide}, and the reason names {@code place} and {@code
   * keyword}.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "required added | {'required':['a','b']} | {'required':['a']} | '' | required",
        "property closed | {'additionalProperties':false,'properties':{'a':{}}} | {'additionalProperties':false,'properties':{'a':{},'b':{}}} | '' | additionalProperties",
        "additional closed | {'additionalProperties':false} | {} | '' | additionalProperties",
        "additional typed | {'additionalProperties':{'type':'string'}} | {} | * | type",
        "type narrowed | {'type':'string'} | {'type':['string','null']} | '' | type",
        "integer is a number | {'type':'integer'} | {'type':'number'} | '' | type",
        "type added | {'properties':{'a':{'type':'array'}}} | {'properties':{'a':{}}} | a | type",
        "enum value removed | {'enum':['x']} | {'enum':['x','y']} | '' | enum",
        "enum added | {'enum':['x']} | {'type':'string'} | '' | enum",
        "const of an enum | {'const':'x'} | {'enum':['x','y']} | '' | const",
        "enum within a range | {'enum':[1,2]} | {'minimum':0} | '' | enum",
        "minimum raised | {'minimum':1} | {'minimum':0} | '' | minimum",
        "minimum exclusive | {'exclusiveMinimum':0} | {'minimum':0} | '' | exclusiveMinimum",
        "maximum lowered | {'maximum':0.4} | {'maximum':1} | '' | maximum",
        "maximum exclusive | {'exclusiveMaximum':1} | {'maximum':1} | '' | exclusiveMaximum",
        "multiples | {'multipleOf':6} | {'multipleOf':3} | '' | multipleOf",
        "minLength | {'minLength':1} | {'minLength':0} | '' | minLength",
        "maxLength | {'maxLength':4} | {'maxLength':5} | '' | maxLength",
        "pattern added | {'pattern':'^a'} | {} | '' | pattern",
        "array longer | {'minItems':16} | {'minItems':8} | '' | minItems",
        "array shorter | {'maxItems':16} | {'maxItems':32} | '' | maxItems",
        "items narrowed | {'items':{'minimum':0}} | {'items':{}} | [] | minimum",
        "unique | {'uniqueItems':true} | {} | '' | uniqueItems",
        "minProperties | {'minProperties':2} | {'minProperties':1} | '' | minProperties",
        "maxProperties | {'maxProperties':2} | {'maxProperties':3} | '' | maxProperties",
        "pattern rule | {'patternProperties':{'^G':{'type':'array'}}} | {} | '' | patternProperties",
        "pattern rule narrowed | {'patternProperties':{'^G':{'minItems':2}}} | {'patternProperties':{'^G':{'minItems':1}}} | ^G | minItems",
        "names | {'propertyNames':{'enum':['a']}} | {} | '' | propertyNames",
        "exclusion | {'not':{'enum':['a']}} | {} | '' | not",
        "wider exclusion | {'not':{'enum':['a','b']}} | {'not':{'enum':['a']}} | '' | not",
        "finite | {'finite':true} | {} | '' | finite",
        "increasing | {'strictlyIncreasing':true} | {'strictlyIncreasing':false} | '' | strictlyIncreasing",
        "positive | {'positive':true} | {} | '' | positive",
        "same length | {'sameLength':['z','A','f']} | {'sameLength':['z','A']} | '' | sameLength",
        "agrees | {'agrees':[{'property':'d','with':'id','pattern':'d(.)'}]} | {} | '' | agrees",
        "unique key | {'uniqueKey':[['a']]} | {} | '' | uniqueKey",
        "rows | {'eachRow':{'required':['a']}} | {'eachRow':{}} | row | required",
        "through a reference | {'$ref':'#/$defs/x','$defs':{'x':{'minimum':1}}} | {'minimum':0} | '' | minimum",
        "through allOf | {'allOf':[{'minimum':1},{'maximum':2}]} | {'maximum':2} | '' | minimum",
        "one of fewer | {'anyOf':[{'const':1},{'const':2}]} | {'anyOf':[{'const':1},{'const':2},{'const':3}]} | '' | anyOf",
        "condition added | {'if':{'required':['a']},'then':{'required':['b']}} | {} | '' | if",
      })
  void theNarrowerCanBeGivenToReadersOfTheWider(
      String name, String narrow, String wide, String place, String keyword) {
    SchemaDiff diff = SchemaDiff.of(schema(wide), schema(narrow));
    assertThat(diff.aReadsB()).as("wide reads narrow").isEmpty();
    assertThat(diff.verdict()).isEqualTo(Compatibility.A_READS_B);
    assertThat(diff.bReadsA())
        .extracting(Obstacle::place, Obstacle::keyword)
        .contains(org.assertj.core.groups.Tuple.tuple(place.replace("''", ""), keyword));
    assertThat(SchemaDiff.of(schema(narrow), schema(wide)).verdict())
        .isEqualTo(Compatibility.B_READS_A);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "format changed | {'x-format':'json'} | {'x-format':'csv'}",
        "type changed | {'type':'string'} | {'type':'number'}",
        "renamed | {'required':['a']} | {'required':['b']}",
        "patterns | {'pattern':'a'} | {'pattern':'b'}",
        "keyword unknown | {'contains':{'const':1}} | {'contains':{'const':2}}",
        "exactly one | {'oneOf':[{'minimum':1},{'maximum':0}]} | {'oneOf':[{'minimum':1},{'maximum':1}]}",
        "conditions | {'if':{'required':['a']},'then':{'required':['b']}} | {'if':{'required':['a']},'then':{'required':['c']}}",
        "keys | {'uniqueKey':[['a']]} | {'uniqueKey':[['b']]}",
        "other definitions | {'items':{'$ref':'#/$defs/x'},'$defs':{'x':{'const':1}}} | {'items':{'$ref':'#/$defs/x'},'$defs':{'x':{'const':2}}}",
        "recursive, other definitions | {'$ref':'#/$defs/x','$defs':{'x':{'required':['a'],'properties':{'n':{'$ref':'#/$defs/x'}}}}} | {'$ref':'#/$defs/x','$defs':{'x':{'required':['b'],'properties':{'n':{'$ref':'#/$defs/x'}}}}}",
        "remote | {'$ref':'https://example.org/a'} | {'$ref':'https://example.org/b'}",
      })
  void neitherCanBeGivenToTheOther(String name, String a, String b) {
    assertThat(SchemaDiff.of(schema(a), schema(b)).verdict()).isEqualTo(Compatibility.BREAKING);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "words | {'title':'a','type':'object','properties':{'z':{'description':'m'}}} | {'type':'object','properties':{'z':{'description':'km'}}}",
        "the label | {'properties':{'schema_version':{'const':'0.1'}}} | {'properties':{'schema_version':{'const':'0.2'}}}",
        "a reference written out | {'$ref':'#/$defs/x','$defs':{'x':{'minimum':1}}} | {'minimum':1}",
        "allOf written out | {'allOf':[{'minimum':1},{'maximum':2}]} | {'minimum':1,'maximum':2}",
        "order | {'required':['a','b'],'enum':[1,2]} | {'required':['b','a'],'enum':[2,1.0]}",
        "a warning | {'not':{'const':'f2'},'x-severity':'WARNING'} | {}",
        "recursive | {'$ref':'#/$defs/x','$defs':{'x':{'properties':{'n':{'$ref':'#/$defs/x'}}}}} | {'title':'t','$ref':'#/$defs/x','$defs':{'x':{'properties':{'n':{'$ref':'#/$defs/x'}}}}}",
      })
  void bothAcceptTheSame(String name, String a, String b) {
    SchemaDiff diff = SchemaDiff.of(schema(a), schema(b));
    if (!name.equals("recursive")) {
      assertThat(diff.aReadsB()).isEmpty();
      assertThat(diff.verdict()).isEqualTo(Compatibility.BOTH_WAYS);
    } else {
      // what cannot be compared is never compatible in silence
      assertThat(diff.aReadsB()).allMatch(obstacle -> !obstacle.known());
    }
  }

  @Test
  void whatCannotBeJudgedSaysSoAndBreaks() {
    List<Obstacle> obstacles =
        SchemaDiff.of(schema("{'contains':{'const':1}}"), schema("{'minItems':1}")).aReadsB();
    assertThat(obstacles).singleElement().matches(obstacle -> !obstacle.known());
    assertThat(obstacles.getFirst().toString()).contains("unknown, so treated as breaking");
  }

  @Test
  void aSeverityInsideANegationRefusesStill() {
    JsonNode reader = schema("{'not':{'minimum':1,'x-severity':'WARNING'}}");
    assertThat(SchemaDiff.of(reader, schema("{'type':'number'}")).aReadsB()).isNotEmpty();
  }

  @Test
  void aMessageSaysWhatIsWantedAndWhatMayBeGiven() {
    JsonNode old = schema("{'properties':{'z':{'items':{'minimum':0}}}}");
    JsonNode now = schema("{'properties':{'z':{'items':{'minimum':-1}}}}");
    assertThat(SchemaDiff.of(old, now).aReadsB())
        .extracting(Obstacle::toString)
        .containsExactly("z/[]: minimum: wants ≥ 0; may be given ≥ -1");
  }

  private static JsonNode schema(String text) {
    return Json.mapper().readTree(text.replace('\'', '"'));
  }
}
