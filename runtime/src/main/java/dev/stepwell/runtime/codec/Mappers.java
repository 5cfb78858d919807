package dev.stepwell.runtime.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/**
 * The settings of Jackson.
 *
 * <p>Everything written can be read: the limits are the same in both directions, or the value is read back before it is
 * stored. The length of numbers and names is limited because reading them takes more than linear time, or memory that
 * is not released.
 */
final class Mappers {
  private Mappers() {}

  /** Writes and reads stored values. */
  static ObjectMapper stored(List<Module> modules) {
    return mapper(ValueMapping.MAX_STORED_DEPTH, modules);
  }

  /** Writes and reads values of the application, with reserve for the levels that Stepwell adds. */
  static ObjectMapper handedOver(List<Module> modules) {
    return mapper(ValueMapping.MAX_DEPTH, modules);
  }

  private static ObjectMapper mapper(int depth, List<Module> modules) {
    return JsonMapper.builder(factory(depth))
        .addModule(new JavaTimeModule())
        .addModule(new Jdk8Module())
        .addModules(modules)
        .annotationIntrospector(
            AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new SealedTypes()))
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  private static JsonFactory factory(int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(depth)
            .maxStringLength(Json.MAX_LENGTH)
            .maxNumberLength(ValueMapping.MAX_DIGITS)
            .maxNameLength(ValueMapping.MAX_NAME)
            .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(depth).build())
        .build();
  }
}
