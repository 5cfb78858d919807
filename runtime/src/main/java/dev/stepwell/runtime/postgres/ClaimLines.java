package dev.stepwell.runtime.postgres;

import dev.stepwell.runtime.postgres.LimitedClaims.Head;
import dev.stepwell.runtime.postgres.LimitedClaims.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

  /**
   * The statements that lock what is taken of limits, and then read the first runs of lines. Their parameters are the names and keys of the
   * limits, the time, the functions and groups of the lines, the number of runs to read of each, and those of {@link #setRest}.
   */
  String lockAndReadHeads();

  /** Sets the parameters of {@link #lockAndReadHeads} from this number on. */
  default void setRest(PreparedStatement select, int from, Request request) throws SQLException {}

  /** The run of a row that {@link #lockAndReadHeads} has read. */
  Head head(ResultSet row) throws SQLException;

  /** Stores what these runs have got beside their own slots. */
  default void granted(Connection connection, Request request, List<Head> admitted)
      throws SQLException {}
}
