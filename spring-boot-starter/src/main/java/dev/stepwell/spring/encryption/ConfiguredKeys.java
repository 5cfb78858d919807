package dev.stepwell.spring.encryption;

import dev.stepwell.encryption.EncryptingCodec;
import dev.stepwell.encryption.FieldEncryption;
import dev.stepwell.spring.StepwellConfigurationException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The codec with the keys of the properties. A wrong or missing key stops the start: nothing is stored in the clear by mistake. */
final class ConfiguredKeys {
  private final StepwellEncryptionProperties properties;
  private final Map<String, String> keys;

  ConfiguredKeys(StepwellEncryptionProperties properties) {
    this.properties = properties;
    this.keys = new TreeMap<>(properties.keys());
  }

  EncryptingCodec codec() {
    String current = current();
    try {
      EncryptingCodec codec =
          EncryptingCodec.with(current, Objects.requireNonNull(keys.get(current)));
      for (Map.Entry<String, String> key : keys.entrySet()) {
        if (!key.getKey().equals(current)) {
          codec = codec.andFormer(key.getKey(), key.getValue());
        }
      }
      String matching = properties.matchingKey();
      return matching == null ? codec : codec.matchingKey(matching);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  FieldEncryption fields() {
    try {
      return FieldEncryption.by(codec());
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private String current() {
    if (keys.isEmpty()) {
      throw new StepwellConfigurationException(
          "stepwell-encryption is on the class path, but no key is set.",
          "Set stepwell.encryption.keys.ID to a key in Base64 (openssl rand -base64 32), declare a bean of type"
              + " PayloadCodec, or set stepwell.encryption.enabled to false.");
    }
    String current = named();
    if (current == null || !keys.containsKey(current)) {
      throw new StepwellConfigurationException(
          (current == null
                  ? "There are several encryption keys"
                  : "The current encryption key " + current + " is not among the keys")
              + ": " + String.join(", ", keys.keySet()) + ".",
          "Set stepwell.encryption.current to the id of the key that encrypts.");
    }
    return current;
  }

  private @Nullable String named() {
    return properties.current() == null && keys.size() == 1
        ? keys.keySet().iterator().next()
        : properties.current();
  }

  private static StepwellConfigurationException refused(IllegalArgumentException cause) {
    StepwellConfigurationException failure = new StepwellConfigurationException(
        "The properties stepwell.encryption are invalid: " + cause.getMessage() + ".",
        "Correct the property; openssl rand -base64 32 prints a new key.");
    failure.initCause(cause);
    return failure;
  }
}
