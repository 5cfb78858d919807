package dev.stepwell.inngest;

import dev.stepwell.inngest.wire.EndpointReply;
import dev.stepwell.inngest.wire.EndpointRequest;
import dev.stepwell.inngest.wire.SigningKeys;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request comes from the server: by its signature, or because the server is a development server.
 */
final class Admission {
  /** The header of a signature. */
  static final String SIGNATURE = "x-inngest-signature";

  /** The maximum number of bytes of a body that is not in canonical form. */
  private static final int MAX_OTHER_FORM = 1024 * 1024;

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

  /**
   * Whether the request can come from the server, as far as is known without parsing its body, which may take much
   * memory. A server sends the canonical form.
   */
  boolean isPossible(EndpointRequest request, Instant now) {
    String signature = request.header(SIGNATURE);
    return isPossible(signature, now)
        && (settings.isDev()
            || request.body().length <= MAX_OTHER_FORM
            || keys.verify(signature, request.body(), now) != null);
  }

  /** Whether a request with this signature can come from the server. If not, its body need not be read. */
  boolean isPossible(@Nullable String signature, Instant now) {
    return settings.isDev() || SigningKeys.isTimely(signature, now);
  }

  /** The decision on a request with this body, in canonical form. */
  Verdict of(EndpointRequest request, byte[] canonicalBody, Instant now) {
    String key = keys.verify(request.header(SIGNATURE), canonicalBody, now);
    return key == null && !settings.isDev() ? Verdict.REFUSED : new Verdict(true, key);
  }

  /**
   * Whether this is the first call with its signature, which admits one. Signatures are stored as long as they are
   * valid, in one case, because hex digits are the same in both.
   */
  synchronized boolean isFirst(EndpointRequest request, Instant now) {
    String signature = request.header(SIGNATURE);
    if (settings.isDev() || signature == null) {
      return true;
    }
    Iterator<Instant> oldest = seen.values().iterator();
    while (oldest.hasNext()
        && oldest.next().isBefore(now.minus(SigningKeys.WINDOW.multipliedBy(2)))) {
      oldest.remove();
    }
    return seen.putIfAbsent(signature.toLowerCase(Locale.ROOT), now) == null;
  }
}
