package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.WaitShape;
import dev.stepwell.runtime.postgres.PostgresStore;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events sent in a caller's transaction are accepted when it commits, and no wait misses one. Postgres only. */
class CallerTransactionTest extends Contract {
  private static final WaitShape SHAPE = new WaitShape("shop/paid", List.of("key"));
  private static final MatchKey KEY = Given.key("shop/paid", "o1");
  private static final String DATA = "{\"key\":\"o1\"}";

  private Connection transaction;
  private PostgresStore store;

  CallerTransactionTest() {
    super(PostgresSubject::new);
  }

  @BeforeEach
  void begin() throws SQLException {
    store = ((PostgresSubject) subject()).openStore();
    transaction = subject().dataSource().getConnection();
    transaction.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    transaction.rollback();
    transaction.close();
  }

  private Accepted appendIn(Dispatch dispatch) {
    CompletableFuture<Accepted> accepted = store.eventsIn(transaction).append(dispatch);
    assertThat(accepted).isDone();
    return accepted.join();
  }

  @Test
  void itIsAcceptedWhenTheTransactionCommits() throws SQLException {
    UUID me = worker(ports, "a");
    StoredEvent event = Given.event("shop/placed", DATA);
    NewRun run = Given.taken("a");

    Accepted accepted = appendIn(dispatch(event, run));

    assertThat(((Accepted.Stored) accepted).started()).containsExactly(run.id());
    assertThat(((Accepted.Stored) accepted).taken()).isEmpty();
    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(claim(ports, me, "a")).isEmpty();
    transaction.commit();
    assertThat(ports.runs().event(event.id())).isPresent();
    assertThat(ids(claim(ports, me, "a"))).containsExactly(run.id());
  }

  @Test
  void itIsGoneWhenTheTransactionRollsBack() throws SQLException {
    StoredEvent event = Given.event("shop/placed", DATA);
    NewRun run = Given.ordered("a", "{\"id\":\"o1\"}");
    appendIn(Given.deferred(dispatch(event, run), Effects.CANCELS, now()));

    transaction.rollback();

    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(ports.runs().run(run.id())).isEmpty();
    assertThat(ports
            .deferredEvents()
            .settle(now(), 10, version(), (due, effects) -> dispatch(due))
            .events())
        .isZero();
    NewRun again = Given.ordered("a", "{\"id\":\"o1\"}");
    assertThat(store(dispatch(event, again)).started()).containsExactly(again.id());
  }

  @Test
  void thereHasToBeATransaction() throws SQLException {
    transaction.setAutoCommit(true);

    assertThatThrownBy(
            () -> store.eventsIn(transaction).append(dispatch(Given.event("shop/placed", DATA))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("setAutoCommit(false)");
    transaction.setAutoCommit(false);
  }

  @Test
  void anIdIsTheSameEventInAnyTransaction() throws SQLException {
    StoredEvent before = Given.event("shop/placed", DATA);
    NewRun first = Given.run("a");
    store(dispatch(before, first));
    StoredEvent inside = Given.event("shop/placed", DATA);
    NewRun second = Given.run("a");

    assertThat(appendIn(dispatch(before, Given.run("a"))))
        .isEqualTo(new Accepted.Duplicate(idsOf(first)));
    assertThat(appendIn(dispatch(inside, second))).isInstanceOf(Accepted.Stored.class);
    assertThat(appendIn(dispatch(inside, Given.run("a"))))
        .isEqualTo(new Accepted.Duplicate(idsOf(second)));
    transaction.commit();
    assertThat(append(dispatch(inside, Given.run("a"))))
        .isEqualTo(new Accepted.Duplicate(idsOf(second)));
  }

  @Test
  void cancellationsThatAreDeferredComeAfterTheCommit() throws SQLException {
    MatchKey key = Given.key("shop/cancelled", "o1");
    UUID run = start(Given.cancellable("a", key));
    StoredEvent event = Given.event("shop/cancelled", DATA);
    appendIn(Given.deferred(dispatch(event), Effects.CANCELS, now()));
    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> cancelling(due, key));
    assertThat(run(run).status()).isEqualTo(RunStatus.QUEUED);

    transaction.commit();
    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> cancelling(due, key));

    assertThat(run(run).cancelledBy()).isEqualTo(event.id());
  }

  private StepWrite waitsFor(UUID run, @Nullable WaitShape unsettled) {
    return new StepWrite(
        run,
        Given.waiting("wait", StepKind.WAIT, now().plus(LONG), now()),
        null,
        new EventWait(KEY, null, unsettled),
        List.of());
  }

  private void settle() {
    ports
        .deferredEvents()
        .settle(
            now(),
            10,
            version(),
            (due, effects) ->
                new Dispatch(due, List.of(), List.of(), List.of(KEY), version(), null));
  }

  @Test
  void aWaitOfAKnownShapeIsEndedOnceTheTransactionCommits() throws SQLException {
    UUID me = worker(ports, "a");
    assertThat(ports.waits().listen(SHAPE, now())).isTrue();
    UUID run = startAndClaim(me, "a");
    appendIn(Given.waking(Given.event("shop/paid", DATA), version(), KEY));
    record(waitsFor(run, null));
    assertThat(ports.waits().take(run, List.of("wait"))).isEmpty();

    transaction.commit();
    settle();

    assertThat(requireNonNull(step(run, "wait")).status()).isEqualTo(StepStatus.COMPLETED);
  }

  /** However late its wake is processed. */
  @Test
  void anEventThatWasCommittedBeforeTheWaitBeganIsNotForIt() throws SQLException {
    UUID me = worker(ports, "a");
    ports.waits().listen(SHAPE, now());
    UUID run = startAndClaim(me, "a");
    appendIn(Given.waking(Given.event("shop/paid", DATA), version(), KEY));
    transaction.commit();
    record(waitsFor(run, null));

    settle();

    assertThat(ports.waits().take(run, List.of("wait"))).isEmpty();
    assertThat(requireNonNull(step(run, "wait")).status()).isEqualTo(StepStatus.WAITING);
  }

  @Test
  void aWaitOfANewShapeTakesWhatATransactionSendsThatDoesNotKnowTheShape() throws SQLException {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");
    StoredEvent event = Given.event("shop/paid", DATA);
    appendIn(dispatch(event));

    assertThat(ports.waits().listen(SHAPE, now())).isFalse();
    record(waitsFor(run, SHAPE));
    assertThat(ports.waits().take(run, List.of("wait"))).isEmpty();
    Instant again = requireNonNull(ports.waits().settle(now()));
    assertThat(again).isBefore(now().plusSeconds(10));
    transaction.commit();

    subject().advance(LONG.dividedBy(2));
    ports.waits().settle(now());

    assertThat(requireNonNull(step(run, "wait")).result()).contains(event.id());
    assertThat(ports.waits().listen(SHAPE, now())).isTrue();
    assertThat(ports.waits().settle(now())).as("nothing to settle").isNull();
  }

  @Test
  void whatOthersSendMeanwhileIsTakenWhileTheTransactionIsOpen() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");
    appendIn(dispatch(Given.event("shop/other", DATA)));
    long old = version();
    assertThat(ports.waits().listen(SHAPE, now())).isFalse();
    record(waitsFor(run, SHAPE));
    assertThat(old).isLessThan(version());
    StoredEvent event = Given.event("shop/paid", DATA);
    store(dispatch(event));

    subject().advance(LONG.dividedBy(2));
    ports.waits().settle(now());

    assertThat(requireNonNull(step(run, "wait")).result()).contains(event.id());
  }

  @Test
  void anUnsettledWaitLooksOnceMoreWhenItsTimeIsUp() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");
    appendIn(dispatch(Given.event("shop/other", DATA)));
    assertThat(ports.waits().listen(SHAPE, now())).isFalse();
    record(waitsFor(run, SHAPE));
    StoredEvent event = Given.event("shop/paid", DATA);
    store(dispatch(event));

    assertThat(ports.waits().take(run, List.of("wait")).get("wait")).contains(event.id());
  }

  @Test
  void aTransactionInAnotherDatabaseHoldsNoShapeUp() throws SQLException {
    try (HikariDataSource other = ContractPostgres.freshDatabase();
        Connection open = other.getConnection()) {
      open.setAutoCommit(false);
      try (Statement statement = open.createStatement()) {
        statement.execute("select pg_current_xact_id()");
      }

      assertThat(ports.waits().listen(SHAPE, now())).isTrue();
      open.rollback();
    }
  }

  @Test
  void aTransactionThatBeganBeforeTheShapeIsTold() throws SQLException {
    read();
    Dispatch old = dispatch(Given.event("shop/paid", DATA));
    assertThat(ports.waits().listen(SHAPE, now())).isTrue();

    assertThat(appendIn(old)).isInstanceOf(Accepted.FunctionsChanged.class);
  }

  /** Its snapshot is older than the shape, so it does not know the shape. */
  @Test
  void aTransactionWithAnOldSnapshotIsRefused() throws SQLException {
    transaction.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    read();
    Dispatch old = dispatch(Given.event("shop/paid", DATA));
    assertThat(ports.waits().listen(SHAPE, now()))
        .as("no open transaction is known")
        .isTrue();

    assertThatThrownBy(() -> appendIn(old))
        .hasMessageContaining("could not send")
        .hasMessageContaining("roll it back and retry it");

    transaction.rollback();
    assertThat(appendIn(dispatch(Given.event("shop/paid", DATA))))
        .isInstanceOf(Accepted.Stored.class);
  }

  private void read() throws SQLException {
    try (Statement select = transaction.createStatement();
        ResultSet row = select.executeQuery("select count(*) from stepwell.event")) {
      row.next();
    }
  }

  @Test
  void anOpenTransactionHoldsNobodyUp() throws Exception {
    UUID me = worker(ports, "b");
    UUID run = startAndClaim(me, "b");
    StoredEvent event = Given.event("shop/placed", DATA);
    appendIn(dispatch(event, Given.ordered("a", "{\"id\":\"o1\"}")));

    CompletableFuture<Accepted> sameId = ports.events().append(dispatch(event));
    CompletableFuture<Accepted> sameKey = ports
        .events()
        .append(dispatch(Given.event("shop/placed", DATA), Given.ordered("a", "{\"id\":\"o1\"}")));
    CompletableFuture<?> others =
        ports.journal().record(StepWrite.of(run, Given.completed("s", "1", now())));

    @Nullable Exception late = null;
    try {
      others.get(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      late = e;
    }
    transaction.commit();
    assertThat(sameId.join()).isInstanceOf(Accepted.Duplicate.class);
    assertThat(((Accepted.Stored) sameKey.join()).started()).isEmpty();
    assertThat(late).as("the step of another run was not recorded meanwhile").isNull();
  }
}
