package dev.stepwell.runtime.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown when the schema of the database is not usable by this version. */
public final class SchemaException extends StoreException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /** The problem of a schema. */
  public enum Problem {
    /** The schema does not exist, and this process may not create it. */
    MISSING,
    /** Migrations are missing, and this process may not apply them. */
    OUTDATED,
    /** A newer version has migrated the schema. */
    NEWER,
    /** The schema and its record of migrations contradict each other. */
    INCOMPLETE,
    /** The role lacks a right. The message contains the statement that grants it. */
    MISSING_RIGHTS,
    /** The server is a standby. It becomes usable when it is promoted, or when its address leads to the primary. */
    STANDBY,
    /** The transactions of the role or the connection are read-only. */
    READ_ONLY
  }

  /** The message contains the problem and the cure. */
  public SchemaException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }

  /** Whether the server is a standby. In all other cases, the database or the connection must be changed first. */
  @Override
  public boolean isPassing() {
    return problem == Problem.STANDBY;
  }
}
