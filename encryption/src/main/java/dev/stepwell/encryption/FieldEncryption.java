package dev.stepwell.encryption;

import com.fasterxml.jackson.databind.Module;
import dev.stepwell.runtime.codec.PayloadCodec;
import java.util.Set;

/**
 * Encrypts the fields that are marked with {@link Encrypted}, and leaves the rest of each payload readable. Set it with {@code StepwellBuilder.codec}, and its
 * {@linkplain #module module}, which finds the marked fields, with {@code StepwellBuilder.json(JacksonMapping.withModules(…))}.
 */
public final class FieldEncryption implements PayloadCodec {
  private final EncryptingCodec codec;
  private final EncryptedFields fields = new EncryptedFields();

  private FieldEncryption(EncryptingCodec codec) {
    this.codec = codec;
  }

  /**
   * Encrypts with the keys of this codec.
   *
   * @throws IllegalArgumentException if the codec has no {@linkplain EncryptingCodec#matchingKey matching key}: values of encrypted
   *     fields would be readable where events are matched by them
   */
  public static FieldEncryption by(EncryptingCodec codec) {
    if (!codec.hasMatchingKey()) {
      throw new IllegalArgumentException(
          "the encryption of fields needs a matching key, because the values by which events are matched would be readable"
              + " otherwise: call matchingKey on the codec");
    }
    return new FieldEncryption(codec);
  }

  /** Encrypts fields of these names too: of JSON that arrives for events whose classes are not in this process. */
  public FieldEncryption andFields(String... names) {
    FieldEncryption more = new FieldEncryption(codec);
    more.fields.addAll(fields.names());
    more.fields.addAll(Set.of(names));
    return more;
  }

  /** Finds the marked fields of the types that catalogs name, and of other classes when they are first written or read. */
  public Module module() {
    return fields;
  }

  @Override
  public Set<String> fields() {
    if (!fields.isUsed()) {
      throw new IllegalStateException(
          "the module of FieldEncryption is not in use, so the fields marked with @Encrypted are not"
              + " known: pass module() to StepwellBuilder.json(JacksonMapping.withModules(…))");
    }
    return fields.names();
  }

  @Override
  public String encode(String json) {
    return codec.encode(json);
  }

  @Override
  public String decode(String encoded) {
    return codec.decode(encoded);
  }

  @Override
  public String key(String key) {
    return codec.key(key);
  }
}
