package dev.stepwell.runtime.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transforms payloads and results before they are stored: encrypts or compresses them, or stores them elsewhere. It must be
 * thread-safe.
 *
 * <p>It is applied to the data of events, the results and recorded inputs of steps, and the output of runs. Ids, names, headers, match keys and
 * errors are not transformed. Values stored before a codec was set remain readable.
 */
public interface PayloadCodec {
  /**
   * The stored form.
   *
   * @param json JSON text
   * @return any text that {@link #decode} understands; null to store the JSON text unchanged
   */
  @Nullable
  String encode(String json);

  /**
   * The JSON text that was passed to {@link #encode}. If it throws, for example because a key is missing, the run is
   * parked and retried.
   *
   * @param encoded what {@link #encode} returned
   */
  String decode(String encoded);

  /**
   * The names of the fields whose values are encoded, at any depth; everything else is stored as it is. Null, the default, to encode
   * each payload as a whole. It is called for each payload, and the set may grow.
   */
  default @Nullable Set<String> fields() {
    return null;
  }

  /**
   * The form in which a key is stored: the text of the fields by which events are matched, or of an idempotency key. Equal keys must
   * give equal text, in all processes and forever, and different keys must give different text. Unless overridden, it is the key
   * itself, which shows the values of its fields.
   *
   * @param key the key, of at most about 500 characters
   */
  default String key(String key) {
    return key;
  }
}
