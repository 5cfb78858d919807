package dev.stepwell.runtime;

import static dev.stepwell.runtime.StartedRuns.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.flows.DurableReviews;
import dev.stepwell.runtime.flows.Reviews.Author;
import dev.stepwell.runtime.flows.Reviews.Level;
import dev.stepwell.runtime.flows.ReviewsNewer;
import dev.stepwell.runtime.flows.ReviewsNewerWanted;
import dev.stepwell.runtime.flows.ReviewsWanted;
import dev.stepwell.runtime.flows.ReviewsWithdrawn;
import dev.stepwell.runtime.model.FunctionDescription;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.UnreadableConditionException;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.time.DatabaseClock;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Runs that are started and cancelled by conditions, on a real Postgres. */
class ConditionalRunsTest {
  @AutoClose
  private final HikariDataSource database = TestPostgres.freshDatabase();

  private final Stepwell stepwell =
      Stepwell.on(database).register(new DurableReviews()).start();
  private final StartedRuns runs = new StartedRuns(stepwell);

  @AfterEach
  void stop() {
    stepwell.close();
  }

  private static ReviewsWanted wanted(String name, String country, int pages, Level level) {
    return new ReviewsWanted(new Author(name, country), pages, level);
  }

  private UUID started(String name, Level level) {
    return runs.started(wanted(name, "IS", 10, level));
  }

  @Test
  void onlySuchEventsStartARun() {
    assertThat(stepwell.send(wanted("a", "IS", 10, Level.PEER)).runIds()).hasSize(1);
    assertThat(stepwell.send(wanted("a", "IS", 9, Level.PEER)).runIds()).isEmpty();
    assertThat(stepwell.send(wanted("a", "SE", 10, Level.PEER)).runIds()).isEmpty();
  }

  @Test
  void aSenderWithoutTheCodeMatchesTheSame() {
    String data =
        "{\"author\":{\"name\":\"b\",\"country\":\"%s\"},\"pages\":12,\"level\":\"PEER\"}";
    try (Stepwell sender = Stepwell.on(database).start()) {
      assertThat(sender.sendJson("reviews/wanted", data.formatted("SE"), null).runIds())
          .isEmpty();
      UUID run =
          sender.sendJson("reviews/wanted", data.formatted("NO"), null).runIds().get(0);
      runs.awaitStatus(run, RunStatus.WAITING);

      sender.sendJson("reviews/withdrawn", "{\"name\":\"b\",\"reason\":\"late\"}", null);

      runs.awaitStatus(run, RunStatus.CANCELLED);
    }
  }

  @Test
  void onlySuchEventsCancelOnlySuchRuns() {
    UUID peer = started("c", Level.PEER);
    UUID expert = started("c", Level.EXPERT);
    UUID other = started("d", Level.PEER);

    stepwell.send(new ReviewsWithdrawn("c", "test"));
    stepwell.sendJson("reviews/withdrawn", "{\"name\":\"c\",\"reason\":\"late\"}", null);

    runs.awaitStatus(peer, RunStatus.CANCELLED);
    runs.awaitStatus(expert, RunStatus.WAITING);
    runs.awaitStatus(other, RunStatus.WAITING);
  }

  @Test
  void anEventInACallersTransactionCancelsOnceThatCommits() throws Exception {
    UUID run = started("e", Level.PEER);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      stepwell.send(connection, new ReviewsWithdrawn("e", "late"));
      connection.commit();
    }

    runs.awaitStatus(run, RunStatus.CANCELLED);
  }

  @Test
  void whatANewerProcessAsksIsLeftToThoseWhoUnderstandIt() {
    StoredFunction asksMore = new StoredFunction(
        "never",
        List.of("reviews/newer"),
        "event.data.key.matches('x')",
        List.of(),
        List.of(),
        false,
        List.of(),
        null,
        null,
        FunctionDescription.NONE);
    try (PostgresStore newer = new PostgresStore(database, new DatabaseClock(), new Json())) {
      newer.functions().publish(List.of(asksMore));
    }

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThatExceptionOfType(UnreadableConditionException.class)
            .isThrownBy(() -> stepwell.send(new ReviewsNewer("f")))
            .withMessageContaining("the condition of function never on its events"));
    UUID run = runs.started(new ReviewsNewerWanted("f"));

    runs.awaitStatus(run, RunStatus.WAITING);
    assertThat(stepwell.send(wanted("f", "IS", 10, Level.PEER)).runIds()).hasSize(1);
  }
}
