package good.bank;

import dev.stepwell.Backoff;
import dev.stepwell.CancelOn;
import dev.stepwell.CronTick;
import dev.stepwell.Failure;
import dev.stepwell.Function;
import dev.stepwell.OnFailure;
import dev.stepwell.Step;
import dev.stepwell.Steps;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

public class Transfers {
  private final List<String> log;

  public Transfers(List<String> log) {
    this.log = log;
  }

  public record Receipt(String account, long cents) {}

  @Function(
      id = "transfer",
      event = {"bank/transfer.wanted", "bank/transfer.repeated"},
      backoff = @Backoff(first = "10s", longest = "5m"),
      startTimeout = "1h",
      finishTimeout = "P1DT12H",
      idempotencyKey = "orderId")
  @CancelOn(event = "bank/transfer.stopped", match = "orderId")
  Receipt transfer(String orderId, String account, long cents, Steps steps) throws SQLException {
    note(steps.connection(), orderId);
    return debit(steps.connection(), account, cents);
  }

  @Function(
      id = "settle",
      event = {"bank/day.ended", "bank/settlement.wanted"})
  void settle(Settlement settlement) {
    log.add("settle " + settlement.day());
  }

  @Function(
      id = "report",
      cron = {"0 9 * * MON-FRI", "30 12 1 * *"},
      timeZone = "Europe/Berlin")
  int report(CronTick tick, Steps steps) {
    log.add("report " + tick.time());
    return print();
  }

  @OnFailure("report")
  void noReport(Failure failure, CronTick tick, Steps steps) {
    log.add("no report " + failure.functionId() + " " + tick.functionId());
  }

  @Function(id = "clean-up", cron = "*/15 * * * *")
  void cleanUp() {
    log.add("clean up");
  }

  @Step(
      retries = 8,
      backoff = @Backoff(first = "0s", longest = "1500ms", factor = 1.5),
      timeout = "90s",
      transactional = true)
  Receipt debit(Connection connection, String account, long cents) throws SQLException {
    log.add("debit " + account + " on " + connection.getCatalog());
    return new Receipt(account, cents);
  }

  @Step(transactional = true)
  void note(Connection transaction, String orderId) throws SQLException {
    log.add("note " + orderId + " on " + transaction.getCatalog());
  }

  @Step(timeout = "PT1M30S")
  int print() {
    return 1;
  }
}
