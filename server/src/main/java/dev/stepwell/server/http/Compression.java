package dev.stepwell.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes responses, with gzip if the client accepts it and the response is not small. */
final class Compression {
  /** About one packet; compressing less does not pay. */
  private static final int MIN_BYTES = 1_400;

  private Compression() {}

  static void write(HttpServletRequest request, HttpServletResponse response, byte[] bytes)
      throws IOException {
    boolean isLarge = bytes.length >= MIN_BYTES;
    if (isLarge) {
      response.addHeader("Vary", "Accept-Encoding");
    }
    if (isLarge && accepts(request.getHeader("Accept-Encoding"))) {
      response.setHeader("Content-Encoding", "gzip");
      try (OutputStream out = new GZIPOutputStream(response.getOutputStream(), 8 * 1024)) {
        out.write(bytes);
      }
    } else {
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
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
