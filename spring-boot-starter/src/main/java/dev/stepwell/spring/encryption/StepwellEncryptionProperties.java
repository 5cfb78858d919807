package dev.stepwell.spring.encryption;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code stepwell.encryption.*}.
 *
 * @param keys Encryption keys by id: 16, 24 or 32 random bytes, as Base64 text.
 * @param current Id of the key that encrypts; the others decrypt only. Not needed if there is one key.
 * @param onlyFields Whether only fields that are marked @Encrypted are encrypted, and not whole payloads. Needs a matching key.
 * @param matchingKey Key of the digests by which events are matched, as Base64 text. It does not rotate.
 */
@ConfigurationProperties("stepwell.encryption")
record StepwellEncryptionProperties(
    @DefaultValue Map<String, String> keys,
    @Nullable String current,
    @DefaultValue("false") boolean onlyFields,
    @Nullable String matchingKey) {
  /** Without the keys. */
  @Override
  public String toString() {
    return "StepwellEncryptionProperties[keys " + keys.keySet() + ", current " + current + "]";
  }
}
