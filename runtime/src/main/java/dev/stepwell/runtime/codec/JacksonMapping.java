package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** Maps values with Jackson 2, with the settings of Stepwell and modules of the application. */
public final class JacksonMapping implements ValueMapping {
  private final ObjectMapper stored;
  private final ObjectMapper handedOver;
  private final ObjectReader door;
  private final boolean isPlain;

  private JacksonMapping(List<Module> modules) {
    this.stored = Mappers.stored(modules);
    this.handedOver = Mappers.handedOver(modules);
    this.isPlain = modules.isEmpty();
    this.door = handedOver
        .reader()
        .with(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /** Without modules of the application. */
  public static JacksonMapping plain() {
    return new JacksonMapping(List.of());
  }

  /** The application's modules in addition to those for {@code java.time} and {@code Optional}. */
  public static JacksonMapping withModules(Module... modules) {
    return new JacksonMapping(Arrays.asList(modules));
  }

  @Override
  public Form form(Type type) {
    return new JacksonForm(type, handedOver, stored, door, isPlain);
  }
}
