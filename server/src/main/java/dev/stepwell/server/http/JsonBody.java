package dev.stepwell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the JSON that a request brings. */
public final class JsonBody {
  private JsonBody() {}

  /** The JSON; a missing node if the body is empty. */
  public static JsonNode of(Context request) {
    byte[] bytes = request.bodyAsBytes();
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage());
    } catch (CharConversionException e) {
      throw notJson("it is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static Problem notJson(String why) {
    return Problem.bad("the request is not JSON: " + why);
  }
}
