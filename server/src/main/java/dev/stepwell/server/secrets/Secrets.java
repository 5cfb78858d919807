package dev.stepwell.server.secrets;

import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.secrets.MaskedJson;
import dev.stepwell.runtime.secrets.Redaction;
import dev.stepwell.runtime.secrets.SecretNames;
import dev.stepwell.server.http.HttpJson;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in payloads: fields that are marked with {@link dev.stepwell.Secret} or named like secrets, and the
 * values of such fields wherever else they occur. A truncated payload is left out, because its secrets may be known
 * only from the rest.
 */
public final class Secrets {
  /** A payload with more characters is shown only on request. */
  public static final int LARGEST_AT_ONCE = 50_000;

  private final Supplier<SecretNames> names;

  /** Masks these fields. */
  public Secrets(Supplier<SecretNames> names) {
    this.names = names;
  }

  /**
   * A payload for display.
   *
   * @param json the payload without its secrets, as JSON text; null if there is none, or if it was left out
   * @param leftOut the number of characters of a payload that was left out for its size; null otherwise
   */
  public record Shown(@Nullable String json, @Nullable Integer leftOut) {
    /** No payload. */
    public static final Shown NOTHING = new Shown(null, null);
  }

  /** The current secret fields. */
  public SecretNames names() {
    return names.get();
  }

  /** The payload, unless it is truncated. */
  public Shown shown(@Nullable Payload payload, Redaction redaction) {
    if (payload == null) {
      return Shown.NOTHING;
    }
    return payload.isWhole()
        ? new Shown(masked(payload.text(), redaction), null)
        : new Shown(null, payload.length());
  }

  /** Headers as a JSON object. */
  public String headers(Map<String, String> headers, Redaction redaction) {
    return masked(HttpJson.write(headers), redaction);
  }

  /** The payload as JSON text; none if it is nested too deeply to be searched. */
  public String masked(String json, Redaction redaction) {
    String masked = new MaskedJson(names(), redaction).of(json);
    return masked != null
        ? masked
        : HttpJson.write(
            "a payload of " + json.length() + " characters that nests too deeply to be shown");
  }
}
