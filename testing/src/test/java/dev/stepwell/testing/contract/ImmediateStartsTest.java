package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.RunAdmission;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that get their slots in the transaction that stores their event. Postgres only. */
class ImmediateStartsTest extends Contract {
  private static final ConcurrencyDefinition TWO =
      ConcurrencyDefinition.of(2).withKey("event.data.tenant");
  private static final ConcurrencyDefinition ONE_SHARED =
      ConcurrencyDefinition.of(1).withScope("provider");
  private static final ConcurrencyDefinition ONE_RUN =
      ConcurrencyDefinition.of(1).perRun();
  private static final ThrottleDefinition THROTTLE =
      ThrottleDefinition.of(1, Duration.ofMinutes(1));
  private static final FlowControl THROTTLED = flow(THROTTLE);

  private UUID me = Given.id();

  ImmediateStartsTest() {
    super(PostgresSubject::new);
  }

  private static FlowControl flow(
      @Nullable ThrottleDefinition throttle, ConcurrencyDefinition... limits) {
    return new FlowControl(
        List.of(limits), throttle, null, null, null, null, null, null, List.of());
  }

  @BeforeEach
  void register() {
    ports
        .functions()
        .publish(Stream.of(
                function("keyed", flow(null, TWO)),
                function("shared", flow(null, ONE_SHARED)),
                function("also", flow(null, ONE_SHARED)),
                function("whole", flow(null, ONE_RUN)),
                function("throttled", THROTTLED),
                function("spread", flow(THROTTLE, TWO)),
                function("paced", flow(THROTTLE.withScope("provider"))),
                function("both", flow(null, TWO, ONE_SHARED)))
            .toList());
    me = worker(ports, "keyed", "shared", "also", "whole", "throttled", "spread", "paced", "both");
  }

  private static StoredFunction function(String id, FlowControl flow) {
    return Given.function(id, "test/started").controlled(Duration.ofHours(24), flow);
  }

  private static NewRun run(String functionId, boolean take, String key, String... limits) {
    List<RunLimits.Use> uses = Stream.of(limits)
        .map(limit ->
            new RunLimits.Use(new LimitKey(limit, limit.startsWith("shared ") ? "[]" : key), 1))
        .toList();
    return new NewRun(
        Given.id(), functionId, List.of(), take, null, null, null, new RunLimits(key, uses));
  }

  private static NewRun keyed(String key) {
    return run("keyed", true, key, TWO.name("keyed"));
  }

  private static NewRun shared(String functionId) {
    return run(functionId, true, "[]", ONE_SHARED.name(functionId));
  }

  private static NewRun whole() {
    return run("whole", true, "[]", ONE_RUN.name("whole"));
  }

  private static StoredEvent event() {
    return Given.event("test/started", "{}");
  }

  private boolean taken(NewRun run) {
    return store(dispatch(event(), run)).taken().contains(run.id());
  }

  private List<UUID> claimed(String functionId) {
    return ids(ports
        .queue()
        .claimLimited(
            me, Set.of(functionId), new RunAdmission.Room(100, Long.MAX_VALUE), now(), TURNS)
        .runs());
  }

  private void complete(UUID run) {
    end(new RunEnd.Completed(run, "1", false, null));
  }

  private int running(String limit) {
    return ports.limitControl().limits(100).stream()
        .filter(info -> info.limit().name().equals(limit))
        .flatMap(info -> info.keys().stream())
        .mapToInt(key -> key.running())
        .sum();
  }

  @Test
  void aKeyIsTakenUntilItIsFullAndThenRunsWaitInOrder() {
    NewRun first = keyed("[1]");
    NewRun second = keyed("[1]");
    NewRun third = keyed("[1]");
    NewRun other = keyed("[2]");
    Accepted.Stored stored = store(dispatch(event(), first, other, second, third));

    assertThat(stored.taken()).containsExactlyInAnyOrder(first.id(), second.id(), other.id());
    assertThat(run(first.id()).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(run(first.id()).startedAt()).isEqualTo(stored.at());
    assertThat(run(third.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(running(TWO.name("keyed"))).isEqualTo(3);
    assertThat(claimed("keyed")).isEmpty();
    complete(second.id());
    assertThat(taken(keyed("[1]"))).as("one waits before it").isFalse();
    assertThat(claimed("keyed")).containsExactly(third.id());
  }

  @Test
  void aRunThatItsWorkerHasNoRoomForIsNotOvertaken() {
    NewRun unwanted = run("keyed", false, "[1]", TWO.name("keyed"));
    NewRun wanted = keyed("[1]");

    assertThat(store(dispatch(event(), unwanted, wanted)).taken()).isEmpty();
    assertThat(claimed("keyed")).containsExactlyInAnyOrder(unwanted.id(), wanted.id());
  }

  @Test
  void aRunOfAnotherFunctionThatWaitsForTheSameLimitIsNotOvertaken() {
    NewRun holder = shared("shared");
    NewRun waits = shared("also");
    assertThat(taken(holder)).isTrue();
    assertThat(taken(waits)).isFalse();
    complete(holder.id());

    NewRun late = shared("shared");
    assertThat(taken(late)).isFalse();
    assertThat(claimed("also")).containsExactly(waits.id());
    assertThat(claimed("shared")).isEmpty();
    complete(waits.id());
    assertThat(claimed("shared")).containsExactly(late.id());
  }

  @Test
  void allLimitsOfARunMustAdmitIt() {
    assertThat(taken(shared("shared"))).isTrue();
    NewRun both = run("both", true, "[1]", TWO.name("both"), ONE_SHARED.name("both"));

    assertThat(taken(both)).isFalse();
    assertThat(running(TWO.name("both"))).isZero();
  }

  @Test
  void aSlotPerRunIsHeldToTheEndOfTheRun() {
    NewRun first = whole();
    NewRun second = whole();
    assertThat(taken(first)).isTrue();
    assertThat(taken(second)).isFalse();

    end(new RunEnd.Parked(first.id(), now()));
    assertThat(claimed("whole")).as("it continues").containsExactly(first.id());
    complete(first.id());
    assertThat(claimed("whole")).containsExactly(second.id());
    complete(second.id());
    assertThat(running(ONE_RUN.name("whole"))).isZero();
    subject().advance(Duration.ofSeconds(3));
    assertThat(taken(whole())).as("once those that waited had their turns").isTrue();
  }

  @Test
  void aStartTakesATokenAndContinuingTakesNone() {
    NewRun first = run("throttled", true, "[]", "throttle throttled");
    NewRun second = run("throttled", true, "[]", "throttle throttled");
    assertThat(taken(first)).isTrue();
    assertThat(taken(second)).isFalse();

    end(new RunEnd.Parked(first.id(), now()));
    assertThat(claimed("throttled")).containsExactly(first.id());
    assertThat(claimed("throttled")).isEmpty();
    subject().advance(Duration.ofSeconds(61));
    ports.queue().beat(me, LEASE);
    assertThat(claimed("throttled")).containsExactly(second.id());
    subject().advance(Duration.ofSeconds(61));
    ports.queue().beat(me, LEASE);
    assertThat(taken(run("throttled", true, "[]", "throttle throttled"))).isTrue();
  }

  /** A run that waits for a token leaves no trace at the limit, so that one of another line could overtake it for ever. */
  @Test
  void runsOfOtherLinesThatMayWaitForATokenAreNotOvertaken() {
    NewRun spread = run("spread", true, "[1]", TWO.name("spread"), THROTTLE.name("spread"));
    NewRun paced = run("paced", true, "[]", THROTTLE.withScope("provider").name("paced"));

    assertThat(taken(spread)).isFalse();
    assertThat(taken(paced)).isFalse();
    assertThat(claimed("spread")).containsExactly(spread.id());
    assertThat(claimed("paced")).containsExactly(paced.id());
  }

  @Test
  void aSendDoesNotWaitForALimitThatAnotherTransactionHasLocked() throws Exception {
    NewRun first = keyed("[1]");
    assertThat(taken(first)).isTrue();
    NewRun second = keyed("[1]");
    try (Connection other = subject().dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select from stepwell.limit_key for update");

      assertThat(taken(second)).isFalse();
      assertThat(taken(keyed("[2]"))).as("of a key that is not locked").isTrue();
      other.rollback();
    }
    assertThat(claimed("keyed")).containsExactly(second.id());
  }

  @Test
  void whatItHoldsIsReleasedWhenItsWorkerDies() {
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "keyed");
    assertThat(taken(keyed("[1]"))).isTrue();
    assertThat(taken(keyed("[1]"))).isTrue();

    subject().endLease(me);
    sweep(others, sweeper);
    assertThat(running(TWO.name("keyed"))).isZero();
    assertThat(taken(keyed("[1]"))).as("by a worker without a lease").isFalse();
  }

  @Test
  void anEventThatCancelsTakesNoRun() {
    NewRun run = keyed("[1]");
    MatchKey stop = new MatchKey("test/started", "[1]");
    Accepted.Stored stored =
        store(new Dispatch(event(), List.of(run), List.of(stop), List.of(), version(), null));

    assertThat(stored.taken()).isEmpty();
    assertThat(claimed("keyed")).containsExactly(run.id());
  }

  /** Groups of several lanes and processes that take and release the same keys, beside claims. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void manyAtOnceNeverExceedALimitAndNoneIsLost(int processes) throws Exception {
    List<Ports> all = new ArrayList<>(List.of(ports));
    List<UUID> workers = new ArrayList<>(List.of(me));
    while (all.size() < processes) {
      Ports process = subject().openProcess();
      all.add(process);
      workers.add(worker(process, "keyed", "both"));
    }
    List<CompletableFuture<Accepted>> sends = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String key = "[" + i % 7 + "]";
      NewRun run = i % 3 == 0
          ? run("both", true, key, TWO.name("both"), ONE_SHARED.name("both"))
          : keyed(key);
      sends.add(all.get(i % processes).events().append(dispatch(event(), run)));
    }
    int ended = 0;
    for (int i = 0; ended < 300; i++) {
      assertThat(i).as("rounds until all have ended").isLessThan(2_000);
      int which = i % processes;
      UUID worker = workers.get(which);
      all.get(which)
          .queue()
          .claimLimited(
              worker,
              Set.of("keyed", "both"),
              new RunAdmission.Room(100, Long.MAX_VALUE),
              now(),
              TURNS);
      assertThat(running(ONE_SHARED.name("both"))).isLessThanOrEqualTo(1);
      assertThat(running(TWO.name("keyed"))).isLessThanOrEqualTo(14);
      List<CompletableFuture<?>> ends = new ArrayList<>();
      for (UUID run : all.get(which).queue().held(worker)) {
        ends.add(all.get(which).journal().end(new RunEnd.Completed(run, "1", false, null)));
        ended++;
      }
      CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).join();
    }
    CompletableFuture.allOf(sends.toArray(new CompletableFuture<?>[0])).join();
    assertThat(running(TWO.name("keyed")) + running(ONE_SHARED.name("both"))).isZero();
  }
}
