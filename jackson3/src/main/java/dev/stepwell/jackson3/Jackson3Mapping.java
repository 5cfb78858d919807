package dev.stepwell.jackson3;

import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.ValueMapping;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Maps values with Jackson 3, with modules of the application. Without modules it writes the same JSON as {@link
 * dev.stepwell.runtime.codec.JacksonMapping}, so processes with either can share a database.
 */
public final class Jackson3Mapping implements ValueMapping {
  private final JsonMapper stored;
  private final JsonMapper handedOver;
  private final ObjectReader door;

  private Jackson3Mapping(List<JacksonModule> modules) {
    this.stored = mapper(MAX_STORED_DEPTH, modules);
    this.handedOver = mapper(MAX_DEPTH, modules);
    this.door = handedOver
        .reader()
        .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .with(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /** Without modules of the application. */
  public static Jackson3Mapping plain() {
    return new Jackson3Mapping(List.of());
  }

  /** With modules of the application. */
  public static Jackson3Mapping withModules(JacksonModule... modules) {
    return new Jackson3Mapping(Arrays.asList(modules));
  }

  private static JsonMapper mapper(int depth, List<JacksonModule> modules) {
    return JsonMapper.builder(factory(depth))
        .configureForJackson2()
        .addModules(modules)
        .annotationIntrospector(AnnotationIntrospector.pair(
            new JacksonAnnotationIntrospector(), new SealedAnnotations()))
        .enable(MapperFeature.DETECT_PARAMETER_NAMES)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(depth)
            .maxStringLength(Json.MAX_LENGTH)
            .maxNumberLength(MAX_DIGITS)
            .maxNameLength(MAX_NAME)
            .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(depth).build())
        .build();
  }

  @Override
  public Form form(Type type) {
    return new Jackson3Form(type, handedOver, stored, door);
  }
}
