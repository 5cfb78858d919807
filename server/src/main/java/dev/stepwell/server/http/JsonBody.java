package dev.stepwell.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the JSON of a request. It rejects objects with duplicate fields. */
public final class JsonBody {
  private static final JsonMapper STRICT = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private JsonBody() {}

  /** Reads the tokens of a body. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Returns what the tokens contain. */
    T read(JsonParser tokens) throws IOException;
  }

  /** The JSON of a small body; a missing node if the body is empty. */
  static JsonNode tree(byte[] body) {
    try {
      return STRICT.readTree(body);
    } catch (IOException e) {
      throw problem(e);
    }
  }

  /** Reads a body, which may be large, token by token. */
  public static <T> T read(byte[] body, Reading<T> reading) {
    try (JsonParser tokens = STRICT.createParser(body)) {
      T read = reading.read(tokens);
      if (tokens.nextToken() != null) {
        throw notJson("there is more after the end of the JSON value");
      }
      return read;
    } catch (IOException e) {
      throw problem(e);
    }
  }

  private static RuntimeException problem(IOException e) {
    if (e instanceof JsonProcessingException json) {
      return notJson(json.getOriginalMessage());
    } else if (e instanceof CharConversionException) {
      return notJson("it is not UTF-8");
    }
    return new UncheckedIOException("bytes in memory cannot be read", e);
  }

  private static Problem notJson(String why) {
    return Problem.bad("the request is not JSON: " + why);
  }
}
