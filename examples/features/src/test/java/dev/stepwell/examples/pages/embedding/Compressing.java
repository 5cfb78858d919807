package dev.stepwell.examples.pages.embedding;

import dev.stepwell.runtime.codec.PayloadCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Compresses what is long. */
public final class Compressing implements PayloadCodec {
  @Override
  public @Nullable String encode(String json) {
    return json.length() < 1_000 ? null : Base64.getEncoder().encodeToString(deflated(json));
  }

  @Override
  public String decode(String encoded) {
    return inflated(Base64.getDecoder().decode(encoded));
  }

  private static byte[] deflated(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(bytes)) {
      deflating.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String inflated(byte[] bytes) {
    try (InflaterInputStream inflating = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(inflating.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
