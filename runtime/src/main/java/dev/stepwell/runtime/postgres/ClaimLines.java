package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.postgres.LimitedClaims.Found;
import dev.stepwell.runtime.postgres.LimitedClaims.Head;
import dev.stepwell.runtime.postgres.LimitedClaims.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;

/** The lines in which runs wait for a claim under limits. */
interface ClaimLines {
  /**
   * Begins a transaction, and reads the lines from those on whose turn it is.
   *
   * @param after for each function the line after which those begin whose turn it is
   */
  List<WaitingLine> read(Connection connection, Request request, UnaryOperator<String> after)
      throws SQLException;

  /** Locks what is taken of the limits of these lines, and up to so many of the first runs of each. */
  Found heads(Connection connection, Request request, List<WaitingLine> lines, int share)
      throws SQLException;

  /** Stores what these runs have got beside their own slots. */
  void granted(Connection connection, Request request, List<Head> admitted) throws SQLException;
}
