package dev.stepwell.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The codec by itself. */
class EncryptingCodecTest {
  private static final byte[] ONE =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

  private final EncryptingCodec codec = EncryptingCodec.with("2026-11", ONE);

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "\"ä€😀\"", "{\"a\":[1,2,{\"b\":\"\\u0000\"}]}"})
  void whatIsEncryptedIsReadAgain(String json) {
    String encoded = codec.encode(json);

    assertThat(codec.decode(encoded)).isEqualTo(json);
    assertThat(new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1))
        .doesNotContain(json);
  }

  @Test
  void equalValuesAreEncryptedDifferently() {
    Set<String> encoded = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      encoded.add(codec.encode("1"));
    }
    assertThat(encoded).hasSize(1_000);
  }

  @Test
  void keysRotate() {
    String old = EncryptingCodec.with("2025-01", OTHER).encode("\"old\"");
    EncryptingCodec rotated = codec.andFormer("2025-01", OTHER);

    assertThat(rotated.decode(old)).isEqualTo("\"old\"");
    assertThat(codec.decode(rotated.encode("\"new\""))).isEqualTo("\"new\"");
    assertThatThrownBy(() -> codec.decode(old))
        .hasMessageContaining("the encryption key 2025-01 is missing")
        .hasMessageContaining("andFormer");
  }

  @Test
  void whatWasChangedIsNotRead() {
    byte[] bytes = Base64.getDecoder().decode(codec.encode("{\"amount\": 10}"));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String text = Base64.getEncoder().encodeToString(changed);
      assertThatThrownBy(() -> codec.decode(text))
          .as("byte " + i)
          .isInstanceOf(RuntimeException.class);
    }
    assertThatThrownBy(() -> codec.decode("AQ==")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> EncryptingCodec.with("2026-11", OTHER).decode(codec.encode("1")))
        .hasMessageContaining("was changed, or was encrypted with another key");
  }

  @Test
  void wrongKeysAreRejectedAtOnce() {
    assertThatThrownBy(() -> EncryptingCodec.with("k", new byte[15]))
        .hasMessageContaining("16, 24 or 32 bytes")
        .hasMessageContaining("has 15");
    assertThatThrownBy(() -> EncryptingCodec.with("", ONE)).hasMessageContaining("1 to 100");
    assertThatThrownBy(() -> EncryptingCodec.with("k", "?")).hasMessageContaining("not Base64");
    assertThatThrownBy(() -> codec.andFormer("2026-11", OTHER)).hasMessageContaining("twice");
    assertThatThrownBy(() -> codec.matchingKey(new byte[8])).hasMessageContaining("at least 16");
    assertThat(codec.toString() + new SecretKeyById("k", ONE)).doesNotContain("0123456789abcdef");
  }

  @Test
  void matchKeysAreDigestsOnlyWithAKey() {
    EncryptingCodec matching = codec.matchingKey(OTHER);

    assertThat(codec.key("{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(matching.key("{\"a\":1}"))
        .isEqualTo(matching.key("{\"a\":1}"))
        .isNotEqualTo(matching.key("{\"a\":2}"))
        .startsWith("hmac ")
        .isNotEqualTo(codec.matchingKey(ONE).key("{\"a\":1}"));
  }
}
