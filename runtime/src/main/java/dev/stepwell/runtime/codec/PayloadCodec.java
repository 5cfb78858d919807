package dev.stepwell.runtime.codec;

import org.jspecify.annotations.Nullable;

/**
 * Transforms payloads and results before they are stored: encrypts or compresses them, or stores them elsewhere. Any number of threads call it
 * at once.
 *
 * <p>It is applied to the data of events, the results and recorded inputs of steps, and the output of runs. Ids, names, headers, match keys and
 * errors are stored as they are. What was stored before a codec was set is still read.
 */
public interface PayloadCodec {
  /**
   * The form that is stored.
   *
   * @param json JSON text
   * @return any text that {@link #decode} understands; null to store the JSON text as it is
   */
  @Nullable
  String encode(String json);

  /**
   * The JSON text that {@link #encode} was called with. If it throws, because a key is missing for example, the run is parked and tried again.
   *
   * @param encoded what {@link #encode} returned
   */
  String decode(String encoded);

  /**
   * The form in which a key is stored: the text of the fields by which events are matched, or of an idempotency key. Equal keys must give equal
   * text, in all processes and for ever, and different keys different text. Unless overridden, it is the key itself, which shows the values of its fields.
   *
   * @param key the key, of at most about 500 characters
   */
  default String key(String key) {
    return key;
  }
}
