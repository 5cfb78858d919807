package dev.stepwell.inngest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwell.inngest.wire.CanonicalJson;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.WireJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request.
 *
 * @param json the JSON; null if there is none, or it has no canonical form
 * @param canonical the bytes that a signature covers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record RequestBody(@Nullable JsonNode json, byte[] canonical) {
  private static final Logger log = LoggerFactory.getLogger(RequestBody.class);

  /** A body that is not read. */
  static final RequestBody UNREAD = new RequestBody(null, new byte[0]);

  /** Reads the body of a request. */
  static RequestBody of(EndpointRequest request) {
    if (request.body().length == 0) {
      return UNREAD;
    }
    try {
      JsonNode json = WireJson.read(request.body());
      return new RequestBody(json, CanonicalJson.bytes(json));
    } catch (IOException | IllegalArgumentException e) {
      log.debug("The body of a request is not JSON that can be signed", e);
      return new RequestBody(null, request.body());
    }
  }
}
