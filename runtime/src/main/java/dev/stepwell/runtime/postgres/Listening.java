package dev.stepwell.runtime.postgres;

import static dev.stepwell.runtime.postgres.Sql.texts;

import dev.stepwell.runtime.model.MatchKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** That events of a key cancel a run. */
record Listening(UUID runId, MatchKey key) {
  static final String LISTEN_FOR_CANCELLATIONS = """
      insert into stepwell.cancellation (event, key, run_id)
      select * from unnest(?::text[], ?::text[], ?::uuid[])""";

  static void store(Connection connection, List<Listening> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(LISTEN_FOR_CANCELLATIONS)) {
      insert.setArray(1, texts(connection, keys, k -> k.key.event()));
      insert.setArray(2, texts(connection, keys, k -> k.key.key()));
      insert.setArray(3, texts(connection, keys, Listening::runId));
      insert.executeUpdate();
    }
  }
}
