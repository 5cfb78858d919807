package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretValues;
import dev.stepwell.server.http.Exchange;
import dev.stepwell.server.http.MemoryBudget;
import dev.stepwell.server.http.Parameters;
import dev.stepwell.server.http.Problem;
import dev.stepwell.server.http.Viewer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes single payloads, which a codec of the application has encoded or encrypted, for viewers who may see them. Lists and live
 * views contain payloads as they are stored.
 */
public final class Decoding {
  /** The parameter of requests that ask for a decoded payload. */
  public static final String PARAMETER = "decode";

  private static final Logger log = LoggerFactory.getLogger(Decoding.class);

  /** A decoded payload is in memory as decoded, as displayed, and as sent. */
  private static final long BYTES_PER_CHARACTER = 8;

  /** What could begin a line of its own in a log. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  private final Secrets secrets;
  private final UnaryOperator<String> codec;

  /** Decodes with this function, which throws if it cannot. */
  public Decoding(Secrets secrets, UnaryOperator<String> codec) {
    this.secrets = secrets;
    this.codec = codec;
  }

  /**
   * Whether the request asks for decoded payloads. The log names who has seen them.
   *
   * @param what the payload, for the log
   * @throws Problem 403 if the viewer may not see them
   */
  public boolean isWanted(Exchange request, String what) {
    if (!Parameters.of(request).flag(PARAMETER)) {
      return false;
    }
    Viewer viewer = Viewer.of(request);
    if (!viewer.mayDecode()) {
      throw new Problem(
          403,
          "Forbidden",
          "you may not see decoded payloads: the server's settings do not permit it");
    }
    log.info(
        "{} decodes {}",
        viewer.user() == null ? "a viewer without a name" : viewer.user(),
        CONTROL.matcher(what).replaceAll("?"));
    return true;
  }

  /** The payload decoded, or as it is stored if this process cannot decode it. */
  public String attempt(String stored) {
    try {
      return codec.apply(stored);
    } catch (RuntimeException e) {
      return stored;
    }
  }

  /**
   * The decoded payload for display, if it is whole; the share must have room for it. Secrets that are readable only now are masked too.
   *
   * @throws Problem 409 if it cannot be decoded, for example because a key is missing
   */
  public Secrets.Shown shown(
      @Nullable Payload payload, Redaction redaction, MemoryBudget.Share share) {
    if (payload == null || !payload.isWhole()) {
      return secrets.shown(payload, redaction);
    }
    String text = decoded(payload.text());
    share.grow(text.length() * BYTES_PER_CHARACTER);
    SecretValues own = new SecretValues(secrets.names());
    own.add(text);
    String masked = secrets.masked(text, own.redaction());
    return new Secrets.Shown(secrets.masked(masked, redaction), null);
  }

  private String decoded(String stored) {
    try {
      return codec.apply(stored);
    } catch (RuntimeException e) {
      throw new Problem(409, "Conflict", "the payload cannot be decoded: " + e.getMessage());
    }
  }
}
