package dev.stepwell.inngest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A response of the endpoint.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record EndpointReply(int status, Map<String, String> headers, byte[] body) {
  private static final String NO_RETRY = "x-inngest-no-retry";

  /** Copies the headers. */
  public EndpointReply {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** A reply with this JSON. */
  public static EndpointReply of(int status, JsonNode body) {
    return new EndpointReply(
        status, Map.of("content-type", "application/json"), WireJson.bytes(body));
  }

  /** A reply with this sentence, to a call that the server retries or does not. */
  public static EndpointReply problem(int status, String name, String message, boolean isFinal) {
    return of(
            status,
            WireJson.object()
                .put("name", name)
                .put("message", message)
                .put("stack", name + ": " + message)
                .put("__serialized", true))
        .retried(!isFinal);
  }

  /** The same with another header. */
  public EndpointReply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new EndpointReply(status, more, body);
  }

  /** The same, to make the server retry the call or not. */
  public EndpointReply retried(boolean again) {
    return with(NO_RETRY, Boolean.toString(!again));
  }
}
