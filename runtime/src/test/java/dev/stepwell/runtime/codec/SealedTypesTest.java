package dev.stepwell.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.type.TypeReference;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A value of a sealed type comes back as what it was. */
class SealedTypesTest {
  private final Json json = new Json();

  sealed interface Payment permits Card, Transfer {}

  record Card(String number) implements Payment {}

  sealed interface Transfer extends Payment permits Sepa, Swift {}

  record Sepa(String iban) implements Transfer {}

  record Swift(String bic, Optional<Payment> fee) implements Transfer {}

  record Order(Payment payment, List<Payment> others, Map<String, Transfer> byName) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Dog.class, name = "dog"))
  sealed interface Animal permits Dog {}

  record Dog(String name) implements Animal {}

  sealed interface Signal permits Light, Horn {}

  @JsonTypeName("light")
  record Light(String color) implements Signal {}

  record Horn(int seconds) implements Signal {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Vehicle permits Bike {}

  @JsonTypeName("bike")
  record Bike(int gears) implements Vehicle {}

  private void comesBack(Object value, Type type, String text) {
    assertThat(json.encode(value, type)).isEqualTo(text);
    assertThat(json.decode(text, type)).isEqualTo(value);
  }

  @Test
  void itsClassIsWrittenBesideItsFields() {
    comesBack(new Card("4711"), Payment.class, "{\"@type\":\"Card\",\"number\":\"4711\"}");
  }

  @Test
  void aSealedTypeMayBeMadeOfOthers() {
    comesBack(
        new Swift("B", Optional.of(new Sepa("DE"))),
        Payment.class,
        "{\"@type\":\"Swift\",\"bic\":\"B\",\"fee\":{\"@type\":\"Sepa\",\"iban\":\"DE\"}}");
  }

  @Test
  void itMayBeHeldByOtherTypes() {
    comesBack(
        new Order(new Card("1"), List.of(new Sepa("2")), Map.of("a", new Sepa("3"))),
        Order.class,
        "{\"payment\":{\"@type\":\"Card\",\"number\":\"1\"},"
            + "\"others\":[{\"@type\":\"Sepa\",\"iban\":\"2\"}],"
            + "\"byName\":{\"a\":{\"@type\":\"Sepa\",\"iban\":\"3\"}}}");
    comesBack(
        List.of(new Card("1")),
        new TypeReference<List<Payment>>() {}.getType(),
        "[{\"@type\":\"Card\",\"number\":\"1\"}]");
  }

  @Test
  void whatIsOfOneFormByItsTypeSaysNothingOfIt() {
    comesBack(new Card("1"), Card.class, "{\"number\":\"1\"}");
  }

  @Test
  void whatAnnotationsSayGoesFirst() {
    comesBack(new Dog("Rex"), Animal.class, "{\"kind\":\"dog\",\"name\":\"Rex\"}");
  }

  @Test
  void aFormMayBeGivenAName() {
    comesBack(new Light("red"), Signal.class, "{\"@type\":\"light\",\"color\":\"red\"}");
    comesBack(new Horn(2), Signal.class, "{\"@type\":\"Horn\",\"seconds\":2}");
    comesBack(new Bike(3), Vehicle.class, "{\"kind\":\"bike\",\"gears\":3}");
    comesBack(new Bike(3), Bike.class, "{\"kind\":\"bike\",\"gears\":3}");
  }

  @Test
  void aFormThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> json.decode("{\"@type\":\"Cash\"}", Payment.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("Cash")
        .hasMessageContaining("Card, Sepa, Swift");
  }
}
