package dev.stepwell.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Marks on fields that JSON does not have by their names. */
class MisplacedMarksTest {
  private final FieldEncryption codec = FieldEncryption.by(
      EncryptingCodec.with("k", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
          .matchingKey("a key for matching".getBytes(StandardCharsets.US_ASCII)));
  private final Json json = new Json(JacksonMapping.withModules(codec.module()), codec);

  /** A marked field in an array. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record ListedCard(@Encrypted String number, String city) {}

  /** A bean with a marked field. */
  record NamedCard(@Encrypted String number, String city) {}

  /** An array because of the field that contains it. */
  record ListedByField(
      @JsonFormat(shape = JsonFormat.Shape.ARRAY) NamedCard card) {}

  /** A marked bean whose fields are those of another. */
  record UnwrappedCard(@Encrypted @JsonUnwrapped NamedCity place) {}

  /** A bean without marks. */
  record NamedCity(String street) {}

  /** A bean whose marked field has another name elsewhere. */
  record PrefixedCard(@JsonUnwrapped(prefix = "card_") NamedCard card) {}

  /** A marked value without a name. */
  record BareCard(@Encrypted @JsonValue String number) {}

  /** Marked fields of any name. */
  static final class AnyCard {
    private final Map<String, String> fields = new HashMap<>();

    @JsonAnyGetter
    @Encrypted
    public Map<String, String> fields() {
      return fields;
    }

    @JsonAnySetter
    public void put(String name, String value) {
      fields.put(name, value);
    }
  }

  private void assertRejected(Object value, String... parts) {
    assertThatThrownBy(() -> json.roundTrip(value, value.getClass()))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("@Encrypted")
        .hasMessageContainingAll(parts);
  }

  @Test
  void aMarkedFieldOfAnArrayIsRejected() {
    assertRejected(new ListedCard("4111", "Rome"), "number", "ListedCard", "array");
    assertRejected(
        new ListedByField(new NamedCard("4111", "Rome")), "number", "NamedCard", "array");
    assertThatThrownBy(() -> json.decode("[\"4111\",\"Rome\"]", ListedCard.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("@Encrypted");
  }

  @Test
  void aMarkedFieldWhoseFieldsAreThoseOfTheBeanIsRejected() {
    assertRejected(new UnwrappedCard(new NamedCity("STREET")), "place", "@JsonUnwrapped");
  }

  @Test
  void markedFieldsOfAnyNameAreRejected() {
    AnyCard card = new AnyCard();
    card.put("number", "4111");

    assertRejected(card, "fields", "@JsonAnyGetter");
  }

  @Test
  void aMarkedValueWithoutANameIsRejected() {
    assertRejected(new BareCard("4111"), "number", "@JsonValue");
    assertRejected(List.of(new BareCard("4111")).toArray(BareCard[]::new), "@JsonValue");
  }

  @Test
  void aMarkedFieldThatIsRenamedIsEncrypted() {
    String text = json.encode(new PrefixedCard(new NamedCard("4111", "Rome")), PrefixedCard.class);

    assertThat(text).contains("\"card_number\":\"4111\"");
    assertThat(json.stored(text)).contains("Rome").doesNotContain("4111");
  }
}
