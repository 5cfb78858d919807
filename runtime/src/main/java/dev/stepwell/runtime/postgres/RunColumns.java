package dev.stepwell.runtime.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The columns of runs in lists, and how much of them is read.
 *
 * @param isWhole whether errors and outputs are read, except large outputs
 * @param messageLimit the maximum number of characters of an error's message, which is then without its stack trace
 */
record RunColumns(boolean isWhole, int messageLimit) {
  /**
   * The column {@code error}, shortened like {@code ErrorInfo.shortened}; its parameter is the maximum length of the
   * message. JSON operators reject text with an escaped character 0.
   */
  static final String SHORTENED_ERROR = """
      (
          select json_build_object('type', e.type, 'stepId', e."stepId", 'attempts', e.attempts, 'message',
            case when length(e.message) > bound.length then left(e.message, bound.length) || ' …' else e.message end)
          from json_to_record(replace(error::text, '\\u0000', '\\ufffd')::json)
            as e (type text, message text, "stepId" text, attempts int)
          cross join (select ?::int as length) as bound)""";

  /** The columns. Their parameters are set by {@link #set}. */
  static final String LISTED = """
      id, function_id, event_id, status,
        case when ?::boolean then error when error is not null then %s end as error,
        cancelled_by, caller_run_id, caller_step_id, rerun_of, due_at, created_at, started_at, ended_at,
        case when ?::boolean and octet_length(output::text) <= 50000 then output end as output""".formatted(SHORTENED_ERROR);

  /** Everything but large outputs. */
  static final RunColumns WHOLE = new RunColumns(true, 0);

  /** For display: no outputs, and only the beginning of errors. */
  static RunColumns shortened(int messageLimit) {
    return new RunColumns(false, messageLimit);
  }

  /** Sets the first parameters of a statement, and returns their number. */
  int set(PreparedStatement query) throws SQLException {
    query.setBoolean(1, isWhole);
    query.setInt(2, messageLimit);
    query.setBoolean(3, isWhole);
    return 3;
  }
}
