package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final Json json = new Json();
  private final Schema schema = new Schema(json, """
      {"type":"object","properties":{
         "name":{"type":"string"},"count":{"type":"integer"},"ratio":{"type":"number"},
         "kind":{"type":["string","null"],"enum":["A","B",null]},
         "lines":{"type":"array","items":{"type":"object","properties":{"price":{"type":"integer"}},
           "required":["price"],"additionalProperties":false}},
         "labels":{"type":"object","additionalProperties":{"type":"boolean"}},"any":{}},
       "required":["name"],"additionalProperties":false}""");

  private List<String> faults(String payload) {
    return schema.faults(json, payload);
  }

  @Test
  void whatFitsHasNoFaults() {
    assertThat(faults(
            "{\"name\":\"n\",\"count\":1,\"ratio\":1,\"kind\":null,\"lines\":[{\"price\":2}],"
                + "\"labels\":{\"x\":true},\"any\":[1,{}]}"))
        .isEmpty();
  }

  @Test
  void numbersThatTheDatabaseDoesNotKnowAreRefusedWhereverTheyAre() {
    assertThat(faults(
            "{\"name\":\"n\",\"ratio\":1e131071,\"any\":[{\"x\":1e131072},1e-16383,1e-16384]}"))
        .containsExactly(
            "field any[0].x is the number 1E+131072, and a number has at most 131072 digits before the point and 16383 after it",
            "field any[2] is the number 1E-16384, and a number has at most 131072 digits before the point and 16383 after it");
  }

  @Test
  void ofManySuchNumbersSomeAreTold() {
    assertThat(faults("{\"name\":\"n\",\"any\":[1e131072" + ",1e131072".repeat(999) + "]}"))
        .hasSize(20);
  }

  @Test
  void allFaultsAreToldWithTheirPlace() {
    assertThat(
            faults(
                "{\"count\":1.5,\"kind\":\"C\",\"lines\":[{\"price\":\"x\"},{}],\"labels\":{\"x\":1},\"nmae\":1}"))
        .containsExactly(
            "field name is missing",
            "field count must be an integer, but is the number 1.5",
            "field kind must be one of [\"A\",\"B\",null], but is \"C\"",
            "field lines[0].price must be an integer, but is a string",
            "field lines[1].price is missing",
            "field labels.x must be a boolean, but is the number 1",
            "field nmae is unknown; the fields are name, count, ratio, kind, lines, labels, any");
  }

  @Test
  void whatIsNoObjectIsToldAsAWhole() {
    assertThat(faults("[]")).containsExactly("the data must be an object, but is an array");
    assertThat(faults("null")).containsExactly("the data must be an object, but is null");
  }

  @Test
  void equalValuesGiveEqualKeys() {
    assertThat(json.key("{\"a\":1.0,\"b\":{\"y\":1,\"x\":[2]}}", List.of("b", "a")))
        .isEqualTo(json.key("{\"b\":{\"x\":[2],\"y\":1},\"a\":1}", List.of("a", "b")));
    assertThat(json.key("{\"a\":1}", List.of("a")))
        .isNotEqualTo(json.key("{\"a\":2}", List.of("a")));
    assertThat(json.key("{\"a\":null}", List.of("a"))).isNull();
    assertThat(json.key("{}", List.of("a"))).isNull();
  }

  private final Schema aliased = new Schema(json, """
      {"type":"object","properties":{
         "id":{"type":"string"},"kind":{"type":"string","enum":["a"],"aliases":{"A":"a"}},
         "lines":{"type":"array","items":{"type":"object","properties":{"price":{"type":"integer"}},
           "required":["price"],"additionalProperties":false,"aliases":{"cost":"price"}}},
         "aliases":{"type":"object","additionalProperties":{"type":"string"}}},
       "required":["id"],"additionalProperties":false,"aliases":{"key":"id","name":"id"}}""");

  @Test
  void whatComesUnderAnotherNameIsLetInAndNamed() {
    String payload =
        "{\"key\":\"A\",\"kind\":\"A\",\"lines\":[{\"cost\":10},{\"price\":2}],\"aliases\":{\"key\":\"x\"}}";
    assertThat(aliased.faults(json, payload)).isEmpty();
    assertThat(aliased.named(json, payload))
        .isEqualTo(
            "{\"id\":\"A\",\"kind\":\"a\",\"lines\":[{\"price\":10},{\"price\":2}],\"aliases\":{\"key\":\"x\"}}");
  }

  @Test
  void whatComesUnderTwoNamesIsRefused() {
    assertThat(aliased.faults(json, "{\"key\":\"x\",\"name\":\"y\",\"kind\":\"B\"}"))
        .containsExactly(
            "field key is another name of id: give only one of the two",
            "field name is another name of id: give only one of the two",
            "field kind must be one of [\"a\"], but is \"B\"");
  }
}
