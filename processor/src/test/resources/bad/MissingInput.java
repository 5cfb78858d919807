package bad;

import dev.stepwell.*;

class MissingInput {
  @Event("tests/order.placed")
  record OrderPlaced(String orderId, int amount) {}

  record Label(String text) {}

  @Function(id = "ship", event = "tests/order.placed")
  static class Ship {
    @Step
    void ship(String orderID, Label label) {}
    // ^ [MissingInput] step ship has no source for its MissingInput.Label label: no step returns it, and event tests/order.placed has no such field (its fields are orderId, amount); add a step that returns it
    // ^ [MissingInput] step ship has no source for its String orderID: no step returns it, and event tests/order.placed has no such field (its fields are orderId, amount); did you mean orderId?; add a step that returns it
  }

  @Function(id = "report", cron = "0 6 * * *")
  static class Report {
    @Step
    void report(CronTick tick, String title) {}
    // ^ [MissingInput] step report has no source for its String title: no step returns it, and a cron tick has no other data; add a step that returns it
  }
}
