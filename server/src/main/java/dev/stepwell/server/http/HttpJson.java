package dev.stepwell.server.http;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stepwell.contract.StepGraph;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** JSON of requests and answers. */
public final class HttpJson {
  /** Numbers keep their original text. */
  public static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
      .addMixIn(StepGraph.Node.class, NodeTypes.class)
      .build();

  private HttpJson() {}

  /** Adds the kind of each node of step graphs. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = StepGraph.Step.class, name = "step"),
    @JsonSubTypes.Type(value = StepGraph.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = StepGraph.Loop.class, name = "loop"),
    @JsonSubTypes.Type(value = StepGraph.Parallel.class, name = "parallel"),
    @JsonSubTypes.Type(value = StepGraph.Guarded.class, name = "guarded"),
    @JsonSubTypes.Type(value = StepGraph.Flow.class, name = "flow"),
    @JsonSubTypes.Type(value = StepGraph.End.class, name = "end"),
    @JsonSubTypes.Type(value = StepGraph.Unread.class, name = "unread")
  })
  private interface NodeTypes {}

  /** Formats a time as {@code 2026-01-31T09:00:00Z}; null for null. */
  public static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /** Stored JSON text. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored as JSON is none", e);
    }
  }

  /** A value as JSON, in UTF-8. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }

  /** A value as JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }
}
