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
 * Shows payloads without what is secret: fields that are marked with {@link dev.stepwell.Secret} or named like secrets, and the values of
 * such fields wherever else they are. A payload that was cut is left out: its secrets may be known only from the rest.
 */
public final class Secrets {
  /** A payload of more characters is shown on request only. */
  public static final int LARGEST_AT_ONCE = 50_000;

  private final Supplier<SecretNames> names;

  /** Hides these fields. */
  public Secrets(Supplier<SecretNames> names) {
    this.names = names;
  }

  /**
   * A payload as it is shown.
   *
   * @param json the payload without its secrets, as JSON text; null where there is none, or where it was left out
   * @param leftOut how many characters it has, where it was left out for its size; null otherwise
   */
  public record Shown(@Nullable String json, @Nullable Integer leftOut) {
    /** No payload. */
    public static final Shown NOTHING = new Shown(null, null);
  }

  /** The fields that are secret now. */
  public SecretNames names() {
    return names.get();
  }

  /** The payload, unless it was cut. */
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

  /** The payload as JSON text. What nests too deeply to be looked through is not shown. */
  public String masked(String json, Redaction redaction) {
    String masked = new MaskedJson(names(), redaction).of(json);
    return masked != null
        ? masked
        : HttpJson.write(
            "a payload of " + json.length() + " characters that nests too deeply to be shown");
  }
}
