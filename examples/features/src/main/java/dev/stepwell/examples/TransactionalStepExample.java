package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** A transactional step: its writes to your own tables commit with its outcome, exactly once. */
public class TransactionalStepExample {
  @Function(id = "transfer", event = "examples/transfer.requested")
  int transfer(String account, int cents, Steps steps) throws SQLException {
    return book(account, cents, steps.connection());
  }

  @Step(transactional = true)
  int book(String account, int cents, Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into example_balance values (?, ?) on conflict (account) do update set cents ="
            + " example_balance.cents + excluded.cents returning cents")) {
      insert.setString(1, account);
      insert.setInt(2, cents);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Creates a table, starts one run and prints the balance. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableTransactionalStepExample()).start()) {
      try (Connection connection = database.dataSource().getConnection();
          Statement create = connection.createStatement()) {
        create.execute(
            "create table if not exists example_balance (account text primary key, cents int)");
      }
      String account = UUID.randomUUID().toString();
      UUID run =
          stepwell.send(new ExamplesTransferRequested(account, 4200)).runIds().get(0);
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
