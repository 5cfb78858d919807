package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.uuids;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Releases the slots of limits that workers hold no longer, apart from those of runs whose end they record. */
final class SlotReleases {
  private SlotReleases() {}

  /** All that these workers hold; in the transaction that has deleted them. */
  static void forfeit(Connection connection, Collection<UUID> workerIds) throws SQLException {
    if (workerIds.isEmpty()) {
      return;
    }
    try (PreparedStatement forfeit = connection.prepareStatement(LimitStatements.FORFEIT)) {
      forfeit.setArray(1, uuids(connection, workerIds));
      send(connection, AppendStatements.uuidsOf(forfeit), List.of());
    }
  }

  /**
   * What cancelled runs hold: of these, which this worker does not execute any more, and of those that were parked.
   *
   * @return whether there may be more that were parked
   */
  static boolean ofCancelled(Connection connection, UUID workerId, Collection<UUID> left)
      throws SQLException {
    try (PreparedStatement forfeit =
            connection.prepareStatement(LimitStatements.FORFEIT_CANCELLED);
        PreparedStatement parked = connection.prepareStatement(LimitStatements.CANCELLED)) {
      forfeit.setArray(1, uuids(connection, left));
      forfeit.setObject(2, workerId);
      Set<UUID> ended = AppendStatements.uuidsOf(parked);
      send(connection, AppendStatements.uuidsOf(forfeit), ended);
      return ended.size() >= LimitStatements.MAX_CANCELLED;
    }
  }

  /** Those of runs that have left their worker, and those of runs that have ended while parked. */
  static void send(Connection connection, Collection<UUID> left, Collection<UUID> endedParked)
      throws SQLException {
    Notices notices = new Notices();
    notices.released(left);
    notices.endedParked(endedParked);
    notices.send(connection);
  }
}
