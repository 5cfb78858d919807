package dev.stepwell.runtime.secrets;

import java.io.Serial;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an exception for the log, whose messages quote no secret. Its message begins with the class of the original; stack traces,
 * causes and suppressed exceptions are those of the original.
 */
public final class MaskedException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  private MaskedException(String message) {
    super(message);
  }

  /**
   * The exception as it can be logged: itself if neither it nor an exception that it refers to quotes a secret, else a copy.
   *
   * @throws RuntimeException if a method of the exception throws one
   */
  public static Throwable of(Throwable thrown, Redaction redaction) {
    if (redaction == Redaction.NONE) {
      return thrown;
    }
    Copying copying = new Copying(redaction);
    MaskedException copy = copying.copy(thrown);
    return copying.masks ? copy : thrown;
  }

  /** The stack trace is that of the original. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  /** The class and the message of the original. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // The class of the copy says nothing.
  public String toString() {
    return String.valueOf(getMessage());
  }

  /** Copies an exception and what it refers to, each once. */
  private static final class Copying {
    /** A chain of causes may be endless. */
    private static final int MAX_COPIES = 200;

    private final Redaction redaction;
    private final IdentityHashMap<Throwable, MaskedException> copies = new IdentityHashMap<>();
    private boolean masks;

    Copying(Redaction redaction) {
      this.redaction = redaction;
    }

    MaskedException copy(Throwable thrown) {
      MaskedException copy = new MaskedException(described(thrown));
      copies.put(thrown, copy);
      copy.setStackTrace(thrown.getStackTrace());
      MaskedException cause = referred(thrown.getCause());
      if (cause != null && cause != copy) {
        copy.initCause(cause);
      }
      for (Throwable suppressed : thrown.getSuppressed()) {
        MaskedException other = referred(suppressed);
        if (other != null && other != copy) {
          copy.addSuppressed(other);
        }
      }
      return copy;
    }

    private @Nullable MaskedException referred(@Nullable Throwable thrown) {
      if (thrown == null) {
        return null;
      }
      MaskedException known = copies.get(thrown);
      if (known == null && copies.size() >= MAX_COPIES) {
        masks = true; // The original refers to exceptions that were not looked at.
        return null;
      }
      return known == null ? copy(thrown) : known;
    }

    /** The message is masked, and not the name of the class. A class may describe itself in other words than its message. */
    private String described(Throwable thrown) {
      String message = masked(thrown.getMessage());
      String localized = masked(thrown.getLocalizedMessage());
      String described = thrown.toString();
      if (!redaction.hidesTexts()) {
        masked(described);
      }
      String shown = localized == null ? message : localized;
      String name = thrown.getClass().getName();
      return shown == null ? name : name + ": " + shown;
    }

    private @Nullable String masked(@Nullable String text) {
      String shown = redaction.of(text);
      masks |= shown != null && !shown.equals(text);
      return shown;
    }
  }
}
