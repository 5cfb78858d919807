package dev.stepwell.spring.transaction;

import dev.stepwell.EventMatch;
import dev.stepwell.FunctionRef;
import dev.stepwell.runtime.EventSender;
import dev.stepwell.runtime.SendOptions;
import dev.stepwell.runtime.model.JsonEvent;
import dev.stepwell.runtime.model.Sent;
import dev.stepwell.spring.StepwellProperties.SendTransaction;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sends and cancels in the transaction that the thread has open on the data source of Stepwell. */
public final class JoiningEventSender implements EventSender {
  private static final Logger log = LoggerFactory.getLogger(JoiningEventSender.class);

  private final AtomicBoolean warned = new AtomicBoolean();
  private final Supplier<? extends EventSender> outside;
  private final StepwellDatabase database;
  private final SendTransaction mode;

  /**
   * A sender that joins as the mode says.
   *
   * @param outside sends outside transactions; asked at the first send, so that nothing is created earlier because of this sender
   */
  public JoiningEventSender(
      Supplier<? extends EventSender> outside, StepwellDatabase database, SendTransaction mode) {
    this.outside = outside;
    this.database = database;
    this.mode = mode;
  }

  private <T> T call(Function<EventSender, T> action) {
    DataSource layer = mode == SendTransaction.IGNORE ? null : database.inTransaction();
    if (layer == null) {
      warnOfOtherTransaction();
      return outside(action);
    }
    Connection connection = DataSourceUtils.getConnection(layer);
    try {
      return inside(connection, action);
    } finally {
      DataSourceUtils.releaseConnection(connection, layer);
    }
  }

  /** Tells once that a transaction is not joined which the caller may take for one that is. */
  private void warnOfOtherTransaction() {
    if (mode == SendTransaction.JOIN && database.bound() != null && !warned.getAndSet(true)) {
      log.warn(
          "An event is sent, or a run cancelled, at once and not in the transaction of this thread, because no transaction manager that"
              + " is a bean has begun it on the data source of Stepwell. To join it, declare its manager as a bean, or use"
              + " within(connection). This is logged once.");
    }
  }

  private <T> T outside(Function<EventSender, T> action) {
    if (mode == SendTransaction.REQUIRE) {
      throw new IllegalStateException(
          "an event was sent, or a run cancelled, without a transaction on the data source of Stepwell, but"
              + " stepwell.send.transaction is require: call it in a @Transactional method, or set the property to join");
    }
    return action.apply(outside.get());
  }

  private <T> T inside(Connection connection, Function<EventSender, T> action) {
    if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
      throw new IllegalStateException(
          "an event was sent, or a run cancelled, in a read-only transaction: remove readOnly = true from the"
              + " @Transactional method, call it outside of the transaction, or set stepwell.send.transaction to ignore");
    }
    return action.apply(outside.get().within(connection));
  }

  @Override
  public EventSender within(Connection connection) {
    return outside.get().within(connection);
  }

  @Override
  public Sent send(Record event, SendOptions options) {
    return call(sender -> sender.send(event, options));
  }

  @Override
  public List<Sent> sendAll(List<? extends Record> events) {
    return call(sender -> sender.sendAll(events));
  }

  @Override
  public List<Sent> sendJson(List<JsonEvent> events) {
    return call(sender -> sender.sendJson(events));
  }

  @Override
  public boolean cancel(UUID runId) {
    return call(sender -> sender.cancel(runId));
  }

  @Override
  public <E extends Record> Set<UUID> cancel(FunctionRef<E, ?> function, EventMatch<E> match) {
    return call(sender -> sender.cancel(function, match));
  }

  @Override
  public boolean withdraw(String eventId) {
    return call(sender -> sender.withdraw(eventId));
  }
}
