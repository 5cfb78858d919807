package dev.stepwell.runtime.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.TestPostgres;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.time.Ids;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Events of one group that cancel runs. */
class CancelStatementsTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private static MatchKey key(int number) {
    return new MatchKey("stop", "{\"n\":" + number + "}");
  }

  private static Dispatch starting(String id, UUID run, MatchKey key) {
    NewRun start = new NewRun(run, "f", List.of(key), false, null, null);
    return new Dispatch(event(id), List.of(start), List.of(), List.of(), 1, null);
  }

  private static Dispatch cancelling(String id, MatchKey key) {
    return new Dispatch(event(id), List.of(), List.of(key), List.of(), 1, null);
  }

  private static StoredEvent event(String id) {
    return new StoredEvent(id, "some/event", "{}", Instant.now());
  }

  /** Writes one group; returns how many statements it took. */
  private int write(List<Dispatch> dispatches, List<CompletableFuture<Accepted>> answers)
      throws Exception {
    AtomicInteger statements = new AtomicInteger();
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      GroupTransaction transaction = new GroupTransaction(
          counting(connection, statements),
          TransactionStart.GROUP.perTransaction(),
          0,
          Instant::now,
          new StoredJson(new Json()),
          true);
      List<Write> group = new ArrayList<>();
      for (Dispatch dispatch : dispatches) {
        CompletableFuture<Accepted> answer = new CompletableFuture<>();
        answers.add(answer);
        group.add(new Write.Append(dispatch, null, () -> false, answer));
      }
      transaction.write(group, 1, null);
      connection.commit();
      transaction.answer();
      connection.setAutoCommit(true);
    }
    return statements.get();
  }

  private static Connection counting(Connection connection, AtomicInteger statements) {
    return (Connection) Proxy.newProxyInstance(
        Connection.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (self, method, args) -> {
          if (method.getName().equals("prepareStatement")
              || method.getName().equals("createStatement")) {
            statements.incrementAndGet();
          }
          try {
            return method.invoke(connection, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void manyEventsThatCancelCostNoMoreStatementsThanAFew() throws Exception {
    int few = startAndCancel("few", 0, 5);
    int many = startAndCancel("many", 10, 2_000);

    assertThat(many).isEqualTo(few);
    assertThat(TestPostgres.count(database, "stepwell.run where status = 'cancelled'"))
        .isEqualTo(2_005);
  }

  private int startAndCancel(String name, int from, int count) throws Exception {
    List<Dispatch> starts = new ArrayList<>();
    List<Dispatch> cancels = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      starts.add(starting(name + i, Ids.next(), key(i)));
      cancels.add(cancelling(name + "-stop" + i, key(i)));
    }
    write(starts, new ArrayList<>());
    return write(cancels, new ArrayList<>());
  }

  @Test
  void anEventCancelsWhatWasSentBeforeItInTheSameGroupAndNotWhatComesAfterIt() throws Exception {
    UUID stored = Ids.next();
    UUID before = Ids.next();
    UUID after = Ids.next();
    write(List.of(starting("stored", stored, key(1))), new ArrayList<>());
    List<CompletableFuture<Accepted>> answers = new ArrayList<>();

    write(
        List.of(
            starting("before", before, key(1)),
            cancelling("first", key(1)),
            cancelling("second", key(1)),
            starting("after", after, key(1)),
            cancelling("first", key(1))),
        answers);

    assertThat(
            TestPostgres.column(
                database,
                "select event_id || ' ' || status || ' ' || coalesce(cancelled_by, '-') from stepwell.run order by 1"))
        .containsExactly("after queued -", "before cancelled first", "stored cancelled first");
    assertThat(answers.get(1).get())
        .isInstanceOfSatisfying(
            Accepted.Stored.class,
            accepted -> assertThat(accepted.cancelled()).containsExactlyInAnyOrder(stored, before));
    assertThat(answers.get(2).get())
        .isInstanceOfSatisfying(
            Accepted.Stored.class, accepted -> assertThat(accepted.cancelled()).isEmpty());
    assertThat(answers.get(4).get()).isInstanceOf(Accepted.Duplicate.class);
    assertThat(TestPostgres.count(database, "stepwell.cancellation")).isEqualTo(1);
  }
}
