package dev.stepwell.server.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file for browsers, and its version. */
final class Asset {
  /** The folder of the dashboard's own files. */
  static final String OWN = "/dev/stepwell/server/dashboard/";

  final byte[] content;
  final String type;
  final String tag;

  private Asset(byte[] content, String type) {
    this.content = content;
    this.type = type;
    this.tag = '"' + HexFormat.of().formatHex(digest(content), 0, 16) + '"';
  }

  /** The asset of this resource; null if there is none. */
  static @Nullable Asset find(String resource, String type) {
    try (InputStream stream = open(resource)) {
      return stream == null ? null : new Asset(stream.readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /**
   * Opens the resource of this name; null if there is none. If the server is a Java module, its classes find the resources of this module,
   * and its class loader those of other modules.
   */
  static @Nullable InputStream open(String resource) {
    InputStream own = Asset.class.getResourceAsStream(resource);
    return own == null
        ? Asset.class.getClassLoader().getResourceAsStream(resource.substring(1))
        : own;
  }

  /** The SHA-256 of this. */
  static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
