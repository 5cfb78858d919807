package dev.stepwell.runtime.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The schema of the database is not one that this version can work with. */
public final class SchemaException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /** What is wrong with a schema. */
  public enum Problem {
    /** The schema does not exist, and may not be created here. */
    MISSING,
    /** Migrations are missing, and may not be applied here. */
    OUTDATED,
    /** A newer version has changed the schema. */
    NEWER,
    /** The schema and its record of migrations contradict each other. */
    INCOMPLETE,
    /** The role lacks a right. The message has the statement that grants it. */
    MISSING_RIGHTS,
    /** The server is a standby, or its transactions are read-only. */
    READ_ONLY
  }

  /** Says what is wrong, and what to do about it. */
  public SchemaException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** False: somebody has to change the database, or the connection, first. */
  @Override
  public boolean isPassing() {
    return false;
  }
}
