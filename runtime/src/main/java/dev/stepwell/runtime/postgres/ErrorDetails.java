package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.secrets.MaskedException;
import dev.stepwell.runtime.secrets.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The details of errors of Postgres, which quote rows and parameters, and with them payloads: "Failing row contains (…)". The driver
 * includes them in its messages. They are masked wherever Stepwell logs such an error or quotes its message.
 */
final class ErrorDetails {
  private static final int MAX_CAUSES = 20;

  private ErrorDetails() {}

  /** The error for the log: a masked copy if it has details, else itself. */
  static Throwable masked(Throwable error) {
    return MaskedException.of(error, redaction(error));
  }

  /** The message of the error without details. */
  static @Nullable String maskedMessage(Throwable error) {
    return redaction(error).of(error.getMessage());
  }

  private static Redaction redaction(Throwable error) {
    List<String> details = new ArrayList<>();
    @Nullable Throwable cause = error;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
        add(postgres.getServerErrorMessage(), details);
      }
      cause = cause.getCause();
    }
    return Redaction.of(details);
  }

  /** The context also names functions and triggers, which quote nothing. */
  private static void add(ServerErrorMessage message, List<String> details) {
    if (message.getDetail() != null) {
      details.add(message.getDetail());
    }
    if (message.getWhere() != null) {
      message
          .getWhere()
          .lines()
          .filter(line -> !line.startsWith("PL/pgSQL function"))
          .forEach(details::add);
    }
  }
}
