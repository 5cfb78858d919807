package dev.stepwell.runtime.codec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Modules that an application adds. */
class JacksonMappingTest {
  /** A class that Jackson cannot write by itself as the application wants it. */
  private static final class Money {
    private final long cents;

    Money(long cents) {
      this.cents = cents;
    }
  }

  private record Invoice(Money total, List<Money> lines) {}

  private static SimpleModule money() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(new StdSerializer<>(Money.class) {
      @Override
      public void serialize(Money value, JsonGenerator to, SerializerProvider provider)
          throws IOException {
        to.writeString(value.cents + " cents");
      }
    });
    module.addDeserializer(Money.class, new StdDeserializer<>(Money.class) {
      @Override
      public Money deserialize(JsonParser from, DeserializationContext context) throws IOException {
        return new Money(Long.parseLong(from.getText().replace(" cents", "")));
      }
    });
    return module;
  }

  @Test
  void whatAModuleWritesItReads() {
    Json json = new Json(JacksonMapping.withModules(money()), null);

    Json.RoundTrip trip =
        json.roundTrip(new Invoice(new Money(5), List.of(new Money(7))), Invoice.class);

    assertThat(trip.text()).isEqualTo("{\"total\":\"5 cents\",\"lines\":[\"7 cents\"]}");
    assertThat(((Invoice) requireNonNull(trip.value())).lines().get(0).cents).isEqualTo(7);
    assertThat(json.misfit(trip.text(), Invoice.class)).isNull();
    assertThat(json.misfit("{\"total\":\"x\",\"lines\":[]}", Invoice.class)).isNotNull();
  }

  @Test
  void aModuleMayChangeHowScalarsAreReadBack() {
    SimpleModule trimming = new SimpleModule();
    trimming.addDeserializer(String.class, new StdDeserializer<>(String.class) {
      @Override
      public String deserialize(JsonParser from, DeserializationContext context)
          throws IOException {
        return from.getText().strip();
      }
    });

    assertThat(new Json().roundTrip(" a ", String.class).value()).isEqualTo(" a ");
    assertThat(new Json(JacksonMapping.withModules(trimming), null)
            .roundTrip(" a ", String.class)
            .value())
        .isEqualTo("a");
  }
}
