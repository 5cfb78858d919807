package dev.stepwell.inngest.wire;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to the endpoint, independent of the HTTP server.
 *
 * @param method the method, in capitals
 * @param url the absolute URL of the endpoint in the request, without its query
 * @param query the parameters of the query
 * @param headers the headers; names are case-insensitive
 * @param body the body; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record EndpointRequest(
    String method,
    String url,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  /** Copies the maps. */
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
