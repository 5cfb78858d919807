package users;

import dev.stepwell.runtime.EventSender;
import io.micronaut.context.BeanProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A service that sends, and that the function uses. */
@Singleton
public class Trips {
  private final TransactionOperations<Connection> transactions;
  private final BeanProvider<EventSender> sender;

  public Trips(TransactionOperations<Connection> transactions, BeanProvider<EventSender> sender) {
    this.transactions = transactions;
    this.sender = sender;
  }

  /** The trip is saved and its event is sent, or neither. */
  public UUID want(String tripId, String city, boolean fails) {
    return transactions.executeWrite(status -> {
      Connection connection = status.getConnection();
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
    });
  }

  /** In the transaction that is there, or in one of its own. */
  public void confirm(String tripId, String hotel) {
    transactions.executeWrite(status -> {
      update(status.getConnection(), "update trip set hotel = ? where id = ?", hotel, tripId);
      return tripId;
    });
  }

  /** The hotel of a trip; null if there is no such trip. */
  public String hotel(String tripId) {
    return transactions.executeRead(status -> {
      try (PreparedStatement select =
          status.getConnection().prepareStatement("select hotel from trip where id = ?")) {
        select.setString(1, tripId);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? row.getString(1) : null;
        }
      }
    });
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
