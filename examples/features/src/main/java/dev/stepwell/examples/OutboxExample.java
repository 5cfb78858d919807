package dev.stepwell.examples;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.dev.DevDatabase;
import dev.stepwell.runtime.Stepwell;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;

/** Sending in your own transaction: the event exists if, and only if, the transaction commits. */
public class OutboxExample {
  @Function(id = "confirm-order", event = "examples/order.placed")
  String confirm(String orderId) {
    return sendMail(orderId);
  }

  @Step
  String sendMail(String orderId) {
    return "confirmed " + orderId;
  }

  /** Sends one event in a transaction that rolls back, and one in a transaction that commits. */
  public static void main(String[] arguments) throws Exception {
    try (DevDatabase database = DevDatabase.open();
        Stepwell stepwell =
            database.stepwell().register(new DurableOutboxExample()).start();
        Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      String rolledBack =
          stepwell.send(connection, new ExamplesOrderPlaced("o1")).eventId();
      connection.rollback();
      System.out.println("rolled back: " + stepwell.runs().event(rolledBack).isPresent());

      UUID run =
          stepwell.send(connection, new ExamplesOrderPlaced("o2")).runIds().get(0);
      connection.commit();
      System.out.println(stepwell.await(run, Duration.ofSeconds(30)).output());
    }
  }
}
