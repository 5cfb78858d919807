package dev.stepwell.server.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

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

  /** The asset of this resource. */
  static Asset load(String resource, String type) {
    try (InputStream stream = Asset.class.getResourceAsStream(resource)) {
      return new Asset(Objects.requireNonNull(stream, resource).readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
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
