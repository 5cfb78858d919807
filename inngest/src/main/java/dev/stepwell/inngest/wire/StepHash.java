package dev.stepwell.inngest.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of the protocol, in hex. */
public final class StepHash {
  private StepHash() {}

  /** The id of a step on the wire: SHA-1 of its id, which includes the number of a repetition. */
  public static String of(String stepId) {
    return hex("SHA-1", stepId.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of some bytes. */
  public static String sha256(byte[] bytes) {
    return hex("SHA-256", bytes);
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has " + algorithm, e);
    }
  }
}
