package dev.stepwell.inngest;

import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request comes from the server: by its signature, which admits one request, or because the server is
 * a development server.
 */
final class Admission {
  private static final String SIGNATURE = "x-inngest-signature";

  private final InngestSettings settings;
  private final SigningKeys keys;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  Admission(InngestSettings settings, SigningKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /**
   * The decision.
   *
   * @param isAdmitted whether the request comes from the server
   * @param key the key of its signature; null if it is not signed
   */
  record Verdict(boolean isAdmitted, @Nullable String key) {
    static final Verdict REFUSED = new Verdict(false, null);

    /** The reply, signed with the key of the request. */
    EndpointReply signed(EndpointReply reply) {
      return key == null
          ? reply
          : reply.with(SIGNATURE, SigningKeys.sign(key, reply.body(), Instant.now()));
    }
  }

  /** The decision on a request with this body, in canonical form. */
  Verdict of(EndpointRequest request, byte[] canonicalBody, Instant now) {
    String signature = request.header(SIGNATURE);
    String key = keys.verify(signature, canonicalBody, now);
    if (settings.isDev()) {
      return new Verdict(true, key);
    }
    boolean replayed = key != null
        && request.method().equals("POST")
        && isReplayed(String.valueOf(signature), now);
    return key == null || replayed ? Verdict.REFUSED : new Verdict(true, key);
  }

  /** Whether a request with this signature was admitted before. Signatures are stored as long as they are valid. */
  private synchronized boolean isReplayed(String signature, Instant now) {
    Iterator<Instant> oldest = seen.values().iterator();
    while (oldest.hasNext()
        && oldest.next().isBefore(now.minus(SigningKeys.WINDOW.multipliedBy(2)))) {
      oldest.remove();
    }
    return seen.putIfAbsent(signature, now) != null;
  }
}
