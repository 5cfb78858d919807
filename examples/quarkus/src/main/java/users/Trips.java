package users;

import dev.stepwell.runtime.EventSender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** A service that sends, and that the function uses. */
@ApplicationScoped
public class Trips {
  private final DataSource dataSource;
  private final Instance<EventSender> sender;

  public Trips(DataSource dataSource, Instance<EventSender> sender) {
    this.dataSource = dataSource;
    this.sender = sender;
  }

  /** The trip is saved and its event is sent, or neither. */
  @Transactional
  public UUID want(String tripId, String city, boolean fails) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      update(connection, "insert into trip (id, hotel) values (?, ?)", tripId, "");
      UUID run = sender
          .get()
          .within(connection)
          .send(new TripsTripWanted(tripId, city))
          .runIds()
          .get(0);
      if (fails) {
        throw new IllegalStateException("nobody travels to " + city);
      }
      return run;
    }
  }

  /** In the transaction that is there. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void confirm(String tripId, String hotel) {
    try (Connection connection = dataSource.getConnection()) {
      update(connection, "update trip set hotel = ? where id = ?", hotel, tripId);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hotel of a trip; null if there is no such trip. */
  public String hotel(String tripId) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select hotel from trip where id = ?")) {
      select.setString(1, tripId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private static void update(Connection connection, String sql, String one, String two)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, one);
      update.setString(2, two);
      update.executeUpdate();
    }
  }
}
