package dev.stepwell.examples.pages.steps;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.StepFailedException;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What a flow may do. */
class Orders {
  @Function(id = "process-order", event = "shop/order.placed")
  String process(String orderId, List<String> items, Steps steps) throws SQLException {
    Integer price = steps.run("price", Integer.class, () -> 100 * items.size());
    steps.sleep("cooling-off", Duration.ofHours(1));
    List<String> labels = steps.forEach(items, item -> printLabel(item));
    try {
      charge(orderId, price);
    } catch (StepFailedException e) {
      steps.send("declined", new ShopPaymentDeclined(orderId));
      return "declined";
    }
    book(orderId, price, steps.connection());
    return steps.invoke("ship", Functions.SHIP_PARCEL, new ShopParcelPacked(labels));
  }

  @Step
  String printLabel(String item) {
    return "label of " + item;
  }

  @Step(retries = 8)
  void charge(String orderId, int price) {}

  @Step(transactional = true)
  void book(String orderId, int price, Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into booking values (?, ?)")) {
      insert.setString(1, orderId);
      insert.setInt(2, price);
      insert.executeUpdate();
    }
  }

  @Function(id = "ship-parcel", event = "shop/parcel.packed")
  String ship(List<String> labels) {
    return "shipped";
  }

  @Function(id = "write-off", event = "shop/payment.declined")
  void writeOff(String orderId) {}
}
