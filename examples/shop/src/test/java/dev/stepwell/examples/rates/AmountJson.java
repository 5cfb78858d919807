package dev.stepwell.examples.rates;

import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/** How the application writes and reads amounts. */
@JacksonComponent
public class AmountJson {
  /** Writes. */
  public static final class Written extends ValueSerializer<Amount> {
    @Override
    public void serialize(Amount amount, JsonGenerator to, SerializationContext context) {
      to.writeString(amount.cents() + " ct");
    }
  }

  /** Reads. */
  public static final class Read extends ValueDeserializer<Amount> {
    @Override
    public Amount deserialize(JsonParser from, DeserializationContext context) {
      return new Amount(Long.parseLong(from.getString().replace(" ct", "")));
    }
  }
}
