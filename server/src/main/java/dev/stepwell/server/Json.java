package dev.stepwell.server;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stepwell.contract.StepGraph;

/** JSON of requests and answers. */
final class Json {
  /** Numbers are kept as they were written. */
  static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
      .addMixIn(StepGraph.Node.class, NodeTypes.class)
      .build();

  private Json() {}

  /** Nodes of step graphs have a word for what they are. */
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

  /** JSON that was stored as such. */
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored as JSON is none", e);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }
}
