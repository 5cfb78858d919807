package dev.stepwell.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Encodes responses, with gzip if the client accepts it and the response is not small. */
final class Compression {
  /** About one packet; compressing less does not pay. */
  private static final int MIN_BYTES = 1_400;

  private Compression() {}

  /** The bytes to send, with the headers that describe them. */
  static byte[] encoded(HttpServletRequest request, HttpServletResponse response, byte[] bytes)
      throws IOException {
    boolean isLarge = bytes.length >= MIN_BYTES;
    if (isLarge) {
      response.addHeader("Vary", "Accept-Encoding");
    }
    byte[] sent = bytes;
    if (isLarge && accepts(request.getHeader("Accept-Encoding"))) {
      response.setHeader("Content-Encoding", "gzip");
      sent = compressed(bytes);
    }
    response.setContentLength(sent.length);
    return sent;
  }

  private static byte[] compressed(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4);
    try (OutputStream out = new GZIPOutputStream(compressed, 8 * 1024)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static boolean accepts(@Nullable String encodings) {
    if (encodings == null) {
      return false;
    }
    for (String encoding : encodings.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (encoding.strip().matches("gzip(\\s*;\\s*q=(1(\\.0*)?|0?\\.0*[1-9]\\d*))?")) {
        return true;
      }
    }
    return false;
  }
}
