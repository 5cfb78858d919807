package dev.stepwell.jackson3;

import dev.stepwell.Function;
import dev.stepwell.Step;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A function with values that a module of Jackson 3 writes. */
public class Prices {
  @Function(id = "double-price", event = "price/asked")
  Price total(long cents) {
    return doubled(asked(cents));
  }

  @Step
  Price asked(long cents) {
    return new Price(cents);
  }

  @Step
  Price doubled(Price price) {
    return new Price(2 * price.cents());
  }

  static JacksonModule module() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(new StdSerializer<Price>(Price.class) {
      @Override
      public void serialize(Price value, JsonGenerator to, SerializationContext context) {
        to.writeString(value.cents() + " cents");
      }
    });
    module.addDeserializer(Price.class, new StdDeserializer<Price>(Price.class) {
      @Override
      public Price deserialize(JsonParser from, DeserializationContext context) {
        return new Price(Long.parseLong(from.getString().replace(" cents", "")));
      }
    });
    return module;
  }
}
