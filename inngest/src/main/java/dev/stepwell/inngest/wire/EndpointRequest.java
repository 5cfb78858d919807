package dev.stepwell.inngest.wire;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to the endpoint, whatever server it came through.
 *
 * @param method the method, in capitals
 * @param url the absolute URL of the endpoint as the client named it, without its query
 * @param query the parameters of the query
 * @param headers the headers; names are compared without case
 * @param body the body; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and never changed
public record EndpointRequest(
    String method,
    String url,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  /** Keeps copies of the maps. */
  public EndpointRequest {
    query = Map.copyOf(query);
    Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(headers);
    headers = ignoringCase;
  }

  /** The value of a header; null for none. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
