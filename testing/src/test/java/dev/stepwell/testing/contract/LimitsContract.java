package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.MaxWaiting;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.Caller;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits are decided at the claim, all or nothing; slots are released whenever a run leaves its worker, however it does. */
abstract class LimitsContract extends Contract {
  private static final String BY_TENANT = "event.data.tenant";
  private static final FlowControl TWO_PER_TENANT =
      flow(ConcurrencyDefinition.of(2).withKey(BY_TENANT));
  private static final FlowControl ONE_RUN = flow(ConcurrencyDefinition.of(1).perRun());

  LimitsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private static FlowControl flow(ConcurrencyDefinition... limits) {
    return throttled(null, limits);
  }

  private static FlowControl throttled(
      @Nullable ThrottleDefinition throttle, ConcurrencyDefinition... limits) {
    return new FlowControl(
        List.of(limits), throttle, null, null, null, null, null, null, List.of());
  }

  private void publish(String functionId, FlowControl flow) {
    ports
        .functions()
        .publish(List.of(
            Given.function(functionId, "test/started").controlled(Duration.ofHours(24), flow)));
  }

  /** A run of this function as a sender makes it whose event has this tenant. */
  private static NewRun run(String functionId, FlowControl flow, String tenant) {
    List<RunLimits.Use> uses = new ArrayList<>();
    flow.concurrency()
        .forEach(
            limit -> uses.add(use(limit.name(functionId), limit.key().isEmpty() ? "[]" : tenant)));
    ThrottleDefinition throttle = flow.throttle();
    if (throttle != null) {
      uses.add(use(throttle.name(functionId), throttle.key().isEmpty() ? "[]" : tenant));
    }
    return new NewRun(
        Given.id(), functionId, List.of(), false, null, null, null, new RunLimits(tenant, uses));
  }

  private static RunLimits.Use use(String limit, String key) {
    return new RunLimits.Use(new LimitKey(limit, key), 1);
  }

  private UUID started(String functionId, FlowControl flow, String tenant) {
    return start(run(functionId, flow, tenant));
  }

  private LimitedClaim claim(UUID worker, int max, String... functionIds) {
    return ports
        .queue()
        .claimLimited(
            worker, Set.of(functionIds), new RunAdmission.Room(max, Long.MAX_VALUE), now(), TURNS);
  }

  private List<UUID> claimed(UUID worker, String... functionIds) {
    List<UUID> claimed = new ArrayList<>();
    LimitedClaim claim;
    do {
      claim = claim(worker, 100, functionIds);
      claimed.addAll(ids(claim.runs()));
    } while (claim.more() || claim.runs().size() == 100);
    return claimed;
  }

  private void complete(UUID run) {
    end(new RunEnd.Completed(run, "1", false, null));
  }

  @Test
  void aKeyAdmitsSoManyAndTheRestWaitInOrder() {
    publish("f", TWO_PER_TENANT);
    UUID me = worker(ports, "f");
    UUID a1 = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID a2 = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID a3 = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID b1 = started("f", TWO_PER_TENANT, "[\"b\"]");
    UUID none = started("f", TWO_PER_TENANT, "[null]");

    assertThat(claimed(me, "f")).containsExactlyInAnyOrder(a1, a2, b1, none);
    assertThat(claimed(me, "f")).isEmpty();
    assertThat(claim(ports, me, "f")).as("of those without limits").isEmpty();
    assertThat(run(a3).status()).isEqualTo(RunStatus.QUEUED);

    complete(a1);
    assertThat(claimed(me, "f")).containsExactly(a3);
  }

  @Test
  void theLimitsOfAFunctionThatIsForgottenAreNoMoreInForce() {
    FlowControl two = flow(ConcurrencyDefinition.of(2).withScope("openai"));
    publish("f", two);
    publish("gone", flow(ConcurrencyDefinition.of(1).withScope("openai")));
    UUID me = worker(ports, "f");
    UUID first = started("f", two, "[]");
    UUID second = started("f", two, "[]");
    assertThat(claimed(me, "f")).containsExactly(first);

    assertThat(ports.functions().forget("gone")).isEmpty();

    assertThat(claimed(me, "f")).containsExactly(second);
  }

  @Test
  void aRerunDoesNotWaitBehindRunsThatWaitForTokens() {
    FlowControl throttled = throttled(ThrottleDefinition.of(1, LONG));
    publish("f", throttled);
    UUID me = worker(ports, "f");
    UUID first = started("f", throttled, "[]");
    UUID second = started("f", throttled, "[]");
    assertThat(claimed(me, "f")).containsExactly(first);
    complete(first);
    NewRun again = run("f", throttled, "[]");

    ports.reruns().rerun(again, first, null, version());

    assertThat(claimed(me, "f")).containsExactly(again.id());
    complete(again.id());
    assertThat(run(second).status()).isEqualTo(RunStatus.QUEUED);
    subject().advance(LONG);
    assertThat(claimed(me, "f")).as("the rerun took no token").containsExactly(second);
  }

  @Test
  void aRerunOfAThrottledFunctionNeedsItsSlots() {
    FlowControl limited =
        throttled(ThrottleDefinition.of(1, LONG), ConcurrencyDefinition.of(1).perRun());
    publish("f", limited);
    UUID me = worker(ports, "f");
    UUID first = started("f", limited, "[]");
    assertThat(claimed(me, "f")).containsExactly(first);
    complete(first);
    List<NewRun> again = List.of(run("f", limited, "[]"), run("f", limited, "[]"));
    again.forEach(run -> ports.reruns().rerun(run, first, null, version()));

    List<UUID> running = claimed(me, "f");
    assertThat(running).hasSize(1);
    complete(running.get(0));
    running.addAll(claimed(me, "f"));
    assertThat(running)
        .containsExactlyInAnyOrder(again.get(0).id(), again.get(1).id());
  }

  @Test
  void aRunThatWaitsHoldsNothingAndWaitsForItsTurnWhenItIsWoken() {
    FlowControl one = flow(ConcurrencyDefinition.of(1));
    publish("f", one);
    UUID me = worker(ports, "f");
    UUID sleeps = started("f", one, "[]");
    UUID other = started("f", one, "[]");
    assertThat(claimed(me, "f")).containsExactly(sleeps);

    end(new RunEnd.Parked(sleeps, now().plusSeconds(60)));
    assertThat(claimed(me, "f")).containsExactly(other);
    subject().advance(Duration.ofMinutes(2));
    assertThat(claimed(me, "f")).isEmpty();
    complete(other);
    assertThat(claimed(me, "f")).containsExactly(sleeps);
  }

  @Test
  void aRunSaysWhichLimitItWaitsForAndWhoHoldsIt() {
    publish("f", TWO_PER_TENANT);
    UUID me = worker(ports, "f");
    UUID a1 = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID a2 = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID a3 = started("f", TWO_PER_TENANT, "[\"a\"]");
    claimed(me, "f");

    List<Reason> reasons = ports.runs().reasons(a3);

    assertThat(reasons).hasSize(1);
    assertThat(reasons.get(0)).isInstanceOfSatisfying(Reason.AwaitingLimit.class, waits -> {
      assertThat(waits.limit()).isEqualTo("concurrency f by event.data.tenant");
      assertThat(waits.key()).isEqualTo("[\"a\"]");
      assertThat(waits.amount()).isEqualTo(2);
      assertThat(waits.holders()).containsExactlyInAnyOrder(a1, a2);
      assertThat(waits.startsAt()).isNull();
    });
  }

  @Test
  void allLimitsOfARunMustAdmitIt() {
    FlowControl both = flow(
        ConcurrencyDefinition.of(2).withKey(BY_TENANT),
        ConcurrencyDefinition.of(3).withScope("openai"));
    FlowControl shared = flow(ConcurrencyDefinition.of(3).withScope("openai"));
    publish("f", both);
    publish("g", shared);
    UUID me = worker(ports, "f", "g");
    List<UUID> ofG = List.of(started("g", shared, "[]"), started("g", shared, "[]"));
    assertThat(claimed(me, "g")).containsExactlyInAnyOrderElementsOf(ofG);
    UUID a1 = started("f", both, "[\"a\"]");
    UUID b1 = started("f", both, "[\"b\"]");

    List<UUID> first = claimed(me, "f", "g");
    assertThat(first).hasSize(1).isSubsetOf(a1, b1);
    complete(ofG.get(0));
    assertThat(claimed(me, "f", "g")).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  @Test
  void aSlotPerRunIsHeldOverWaitsToTheEndOfTheRun() {
    publish("f", ONE_RUN);
    UUID me = worker(ports, "f");
    UUID first = started("f", ONE_RUN, "[]");
    UUID second = started("f", ONE_RUN, "[]");
    assertThat(claimed(me, "f")).containsExactly(first);

    end(new RunEnd.Parked(first, now().plusSeconds(60)));
    assertThat(claimed(me, "f")).isEmpty();
    subject().advance(Duration.ofMinutes(2));
    assertThat(claimed(me, "f")).containsExactly(first);
    end(new RunEnd.Failed(
        first, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    assertThat(claimed(me, "f")).containsExactly(second);
    end(new RunEnd.Cancelled(second, "timeout"));
    UUID third = started("f", ONE_RUN, "[]");
    assertThat(claimed(me, "f")).containsExactly(third);
  }

  @Test
  void aParkedRunThatIsCancelledReleasesItsSlotPerRun() {
    publish("f", ONE_RUN);
    UUID me = worker(ports, "f");
    UUID first = started("f", ONE_RUN, "[]");
    claimed(me, "f");
    end(new RunEnd.Parked(first, null));
    UUID second = started("f", ONE_RUN, "[]");
    assertThat(claimed(me, "f")).isEmpty();

    ports.cancellations().cancel(first);
    ports.queue().releaseCancelled(me, Set.of());
    assertThat(claimed(me, "f")).containsExactly(second);
    ports.queue().releaseCancelled(me, Set.of());
    UUID third = started("f", ONE_RUN, "[]");
    assertThat(claimed(me, "f")).isEmpty();
    complete(second);
    assertThat(claimed(me, "f")).containsExactly(third);
  }

  @Test
  void manyParkedRunsThatAreCancelledAtOnceReleaseAllTheirSlots() {
    int count = 1_003;
    MatchKey key = Given.key("shop/cancelled", "o1");
    FlowControl many = flow(ConcurrencyDefinition.of(count).perRun());
    publish("f", many);
    UUID me = worker(ports, "f");
    NewRun[] runs = new NewRun[count];
    Arrays.setAll(runs, i -> {
      NewRun run = run("f", many, "[]");
      return new NewRun(run.id(), "f", List.of(key), false, null, null, null, run.limits());
    });
    store(dispatch(Given.event("test/started", "{}"), runs));
    List<UUID> claimed = claimed(me, "f");
    assertThat(claimed).hasSize(count);
    claimed.stream()
        .map(run -> ports.journal().end(new RunEnd.Parked(run, null)))
        .toList()
        .forEach(CompletableFuture::join);

    store(cancelling(Given.event("shop/cancelled", "{}"), key));
    int rounds = 1;
    while (ports.queue().releaseCancelled(me, Set.of())) {
      assertThat(rounds++).isLessThan(10);
    }

    assertThat(ports.limitControl().limits(10))
        .allSatisfy(limit -> assertThat(limit.keys()).allMatch(one -> one.running() == 0));
  }

  @Test
  void aCancelledRunKeepsItsSlotsUntilItsWorkerHasLeftIt() {
    for (FlowControl limits : List.of(ONE_RUN, flow(ConcurrencyDefinition.of(1)))) {
      publish("f", limits);
      UUID me = worker(ports, "f");
      UUID first = started("f", limits, "[]");
      assertThat(claimed(me, "f")).containsExactly(first);
      UUID second = started("f", limits, "[]");

      ports.cancellations().cancel(first);
      ports.queue().releaseCancelled(me, Set.of());
      assertThat(claimed(me, "f")).isEmpty();
      ports.queue().releaseCancelled(me, Set.of(first));
      ports.queue().releaseCancelled(me, Set.of(first));
      assertThat(claimed(me, "f")).containsExactly(second);
      started("f", limits, "[]");
      assertThat(claimed(me, "f")).isEmpty();
      ports.queue().leave(me);
      UUID next = worker(ports, "f");
      claimed(next, "f").forEach(this::complete);
      claimed(next, "f").forEach(this::complete);
    }
  }

  @Test
  void parallelBranchesTakeSlotsOfTheirOwn() {
    FlowControl five = flow(ConcurrencyDefinition.of(5));
    publish("f", five);
    UUID me = worker(ports, "f");
    UUID run = started("f", five, "[]");
    claimed(me, "f");
    assertThat(ports.slots().take(run, 3)).isEqualTo(3);
    assertThat(ports.slots().take(run, 3)).isEqualTo(1);
    assertThat(ports.slots().take(run, 3)).isZero();
    UUID second = started("f", five, "[]");
    assertThat(claimed(me, "f")).isEmpty();

    ports.slots().release(run, 1);
    assertThat(claimed(me, "f")).containsExactly(second);
    started("f", five, "[]");
    assertThat(claimed(me, "f")).isEmpty();
    end(new RunEnd.Parked(run, null));
    ports.slots().release(run, 1);
    assertThat(ports.slots().take(run, 1)).as("of a run that has left").isZero();
    for (int i = 0; i < 5; i++) {
      started("f", five, "[]");
    }
    assertThat(claimed(me, "f")).as("with one that waited").hasSize(4);
  }

  @Test
  void aWorkerThatDiesOrLeavesHoldsNoSlotAnyMore() {
    publish("f", TWO_PER_TENANT);
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "f");
    UUID dead = worker(ports, "f");
    UUID cancelled = started("f", TWO_PER_TENANT, "[\"a\"]");
    UUID held = started("f", TWO_PER_TENANT, "[\"a\"]");
    assertThat(claimed(dead, "f")).containsExactly(cancelled, held);
    ports.cancellations().cancel(cancelled);
    started("f", TWO_PER_TENANT, "[\"a\"]");

    subject().endLease(dead);
    sweep(others, sweeper);
    UUID successor = worker(ports, "f");
    assertThat(claimed(successor, "f")).hasSize(2).contains(held);
    started("f", TWO_PER_TENANT, "[\"a\"]");
    assertThat(claimed(successor, "f")).isEmpty();
    ports.queue().leave(successor);
    UUID third = worker(ports, "f");
    assertThat(claimed(third, "f")).hasSize(2);
    ports.queue().giveBack(third, Set.copyOf(ports.queue().held(third)));
    assertThat(claimed(third, "f")).hasSize(2);
  }

  @Test
  void theAmountInForceIsThatOfTheNewestCode() {
    FlowControl one = flow(ConcurrencyDefinition.of(1));
    FlowControl three = flow(ConcurrencyDefinition.of(3));
    publish("f", three);
    UUID me = worker(ports, "f");
    for (int i = 0; i < 5; i++) {
      started("f", three, "[]");
    }
    assertThat(claimed(me, "f")).hasSize(3);

    publish("f", one);
    complete(ports.queue().held(me).iterator().next());
    complete(ports.queue().held(me).iterator().next());
    assertThat(claimed(me, "f")).isEmpty();
    publish("f", three);
    assertThat(claimed(me, "f")).hasSize(2);
  }

  @Test
  void runsAdaptToLimitsThatAreAddedAndRemoved() {
    FlowControl one = flow(ConcurrencyDefinition.of(1));
    publish("f", FlowControl.NONE);
    UUID me = worker(ports, "f");
    List<UUID> before = List.of(start("f"), start("f"));
    publish("f", one);

    List<UUID> first = claimed(me, "f");
    assertThat(first).hasSize(1).isSubsetOf(before);
    publish("f", FlowControl.NONE);
    List<UUID> rest = ids(claim(ports, me, "f"));
    assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first);
    complete(first.get(0));
    complete(rest.get(0));
    publish("f", one);
    started("f", one, "[]");
    started("f", one, "[]");
    assertThat(claimed(me, "f")).as("nothing is left of what was held").hasSize(1);
  }

  @Test
  void startsAreSpreadOverTimeAndContinuingIsNone() {
    FlowControl flow = throttled(ThrottleDefinition.of(2, Duration.ofMinutes(2)).withBurst(2));
    publish("f", flow);
    UUID me = worker(ports, "f");
    UUID first = started("f", flow, "[]");
    started("f", flow, "[]");
    UUID third = started("f", flow, "[]");
    Instant before = now();

    LimitedClaim burst = claim(me, 100, "f");
    assertThat(burst.runs()).hasSize(2);
    assertThat(burst.nextStart()).isBetween(before.plusSeconds(60), now().plusSeconds(60));
    assertThat(ports.runs().reasons(third))
        .singleElement()
        .isInstanceOfSatisfying(Reason.AwaitingLimit.class, waits -> {
          assertThat(waits.limit()).isEqualTo("throttle f");
          assertThat(waits.startsAt()).isEqualTo(burst.nextStart());
        });
    end(new RunEnd.Parked(first, now()));
    subject().advance(Duration.ofSeconds(1));
    assertThat(claimed(me, "f")).containsExactly(first);
    subject().advance(Duration.ofSeconds(60));
    assertThat(claimed(me, "f")).containsExactly(third);
  }

  @Test
  void noTokenIsLostWhileAnotherLimitIsExhausted() {
    FlowControl slots = flow(ConcurrencyDefinition.of(1).withScope("x"));
    FlowControl both = throttled(
        ThrottleDefinition.of(1, Duration.ofMinutes(10)),
        ConcurrencyDefinition.of(1).withScope("x"));
    publish("g", slots);
    publish("f", both);
    UUID me = worker(ports, "f", "g");
    UUID holder = started("g", slots, "[]");
    assertThat(claimed(me, "g")).containsExactly(holder);
    UUID waits = started("f", both, "[]");

    assertThat(claimed(me, "f")).isEmpty();
    complete(holder);
    assertThat(claimed(me, "f")).containsExactly(waits);
  }

  @Test
  void aKeyWithManyRunsDoesNotHoldUpOthers() {
    FlowControl flow = flow(ConcurrencyDefinition.of(100).withKey(BY_TENANT));
    publish("f", flow);
    UUID me = worker(ports, "f");
    NewRun[] many = new NewRun[300];
    Arrays.setAll(many, i -> run("f", flow, "[\"many\"]"));
    store(dispatch(Given.event("test/started", "{}"), many));
    List<UUID> few = List.of(
        started("f", flow, "[\"x\"]"), started("f", flow, "[\"y\"]"), started("f", flow, "[1]"));

    List<ClaimedRun> first = new ArrayList<>(claim(me, 2, "f").runs());
    first.addAll(claim(me, 2, "f").runs());
    assertThat(ids(first)).hasSize(4).containsAll(few);
  }

  @Test
  void moreKeysThanOneClaimLooksAtAreAllServed() {
    FlowControl flow = flow(ConcurrencyDefinition.of(1).withKey(BY_TENANT));
    publish("f", flow);
    UUID me = worker(ports, "f");
    NewRun[] runs = new NewRun[450];
    Arrays.setAll(runs, i -> run("f", flow, "[\"t" + i % 225 + "\"]"));
    store(dispatch(Given.event("test/started", "{}"), runs));

    assertThat(claimed(me, "f")).hasSize(225);
    assertThat(claimed(me, "f")).isEmpty();
    UUID last = ports.queue().held(me).stream().reduce((one, other) -> other).orElseThrow();
    complete(last);
    assertThat(claimed(me, "f")).hasSize(1);
  }

  @Test
  void severalWorkersTogetherExceedNoLimit() {
    FlowControl flow = flow(
        ConcurrencyDefinition.of(3).withKey(BY_TENANT),
        ConcurrencyDefinition.of(5).withScope("all"));
    publish("f", flow);
    NewRun[] runs = new NewRun[200];
    Arrays.setAll(runs, i -> run("f", flow, "[" + i % 4 + "]"));
    store(dispatch(Given.event("test/started", "{}"), runs));
    List<CompletableFuture<List<UUID>>> claims = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Ports process = subject().openProcess();
      UUID worker = worker(process, "f");
      claims.add(CompletableFuture.supplyAsync(
          () -> ids(process
              .queue()
              .claimLimited(
                  worker, Set.of("f"), new RunAdmission.Room(10, Long.MAX_VALUE), now(), TURNS)
              .runs()),
          ContractThreads.THREADS));
    }

    assertThat(claims.stream().mapToInt(claim -> claim.join().size()).sum()).isEqualTo(5);
  }

  private static Stream<StartRules> rules() {
    Duration minute = Duration.ofMinutes(1);
    return Stream.of(
        new StartRules(
            null,
            new StartRules.Keyed<>(DebounceDefinition.of(minute), "k"),
            null,
            null,
            null,
            null),
        new StartRules(
            null,
            null,
            new StartRules.Gathering(BatchDefinition.of(10, minute), "k", true),
            null,
            null,
            null),
        new StartRules(
            null,
            null,
            null,
            new StartRules.Keyed<>(RateLimitDefinition.of(10, minute), "k"),
            null,
            null),
        new StartRules(
            null,
            null,
            null,
            null,
            null,
            new StartRules.Bounded(
                MaxWaitingDefinition.of(10, MaxWaiting.WhenFull.REJECT), "k", false)),
        new StartRules(null, null, null, null, null, null, 60),
        new StartRules(null, null, null, null, null, null, -60));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRunToWhichRulesOnStartsApplyIsClaimedUnderItsLimits(StartRules rules) {
    FlowControl one = flow(ConcurrencyDefinition.of(1).withKey(BY_TENANT));
    publish("f", one);
    UUID me = worker(ports, "f");
    UUID first = started("f", one, "[\"a\"]");
    assertThat(claimed(me, "f")).containsExactly(first);

    NewRun made = run("f", one, "[\"a\"]");
    UUID ruled =
        start(new NewRun(made.id(), "f", List.of(), false, null, null, rules, made.limits()));
    subject().advance(Duration.ofMinutes(2));

    assertThat(claim(ports, me, "f")).as("of those without limits").isEmpty();
    assertThat(claimed(me, "f")).isEmpty();
    complete(first);
    assertThat(claimed(me, "f")).containsExactly(ruled);
  }

  @Test
  void aRunThatContinuesKeepsItsPriorityUnderALimit() {
    FlowControl one = flow(ConcurrencyDefinition.of(1));
    publish("f", one);
    UUID me = worker(ports, "f");
    NewRun made = run("f", one, "[]");
    StartRules urgently = new StartRules(null, null, null, null, null, null, 3600);
    UUID urgent =
        start(new NewRun(made.id(), "f", List.of(), false, null, null, urgently, made.limits()));
    assertThat(claimed(me, "f")).containsExactly(urgent);
    end(new RunEnd.Parked(urgent, now().plusSeconds(60)));
    UUID holder = started("f", one, "[]");
    assertThat(claimed(me, "f")).containsExactly(holder);
    UUID plain = started("f", one, "[]");
    subject().advance(Duration.ofMinutes(2));
    assertThat(claimed(me, "f")).isEmpty();

    complete(holder);
    assertThat(claimed(me, "f")).containsExactly(urgent);
    complete(urgent);
    assertThat(claimed(me, "f")).containsExactly(plain);
  }

  @Test
  void retentionForgetsOnlyWhatLimitsDoNotNeed() {
    FlowControl flow = throttled(
        ThrottleDefinition.of(1, Duration.ofMinutes(30)),
        ConcurrencyDefinition.of(1).withScope("x"));
    publish("f", flow);
    UUID me = worker(ports, "f");
    UUID first = started("f", flow, "[]");
    UUID second = started("f", flow, "[]");
    assertThat(claimed(me, "f")).containsExactly(first);

    ports.retention().deleteEnded(now(), 100);
    subject().advance(Duration.ofMinutes(40));
    ports.retention().deleteEnded(now().minus(LONG), 100);
    assertThat(claimed(me, "f")).as("the slot is still taken").isEmpty();
    complete(first);
    assertThat(claimed(me, "f")).containsExactly(second);
    complete(second);
    ports.retention().deleteEnded(now().minus(LONG), 100);
    UUID third = started("f", flow, "[]");
    assertThat(claimed(me, "f")).as("the token is still taken").isEmpty();
    subject().advance(Duration.ofMinutes(40));
    ports.retention().deleteEnded(now().minus(LONG), 100);
    assertThat(claimed(me, "f")).containsExactly(third);
  }

  @Test
  void aRunNamesTheCallersThatHoldTheSlotItNeeds() {
    publish("f", ONE_RUN);
    publish("callee", ONE_RUN);
    UUID me = worker(ports, "f", "callee");
    UUID parent = started("f", ONE_RUN, "[]");
    assertThat(claimed(me, "f")).containsExactly(parent);
    NewRun made = run("f", ONE_RUN, "[]");
    NewRun child = new NewRun(
        made.id(), "f", List.of(), false, null, new Caller(parent, "call"), null, made.limits());
    record(new StepWrite(
        parent,
        Given.waiting("call", StepKind.INVOKE, null, now()),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), child))));
    end(new RunEnd.Parked(parent, null));
    assertThat(claimed(me, "f")).isEmpty();
    UUID other = started("f", ONE_RUN, "[]");

    assertThat(ports.runs().reasons(child.id()))
        .singleElement()
        .isInstanceOfSatisfying(Reason.AwaitingLimit.class, waits -> {
          assertThat(waits.holders()).containsExactly(parent);
          assertThat(waits.callers()).containsExactly(parent);
        });
    assertThat(ports.runs().reasons(other))
        .singleElement()
        .isInstanceOfSatisfying(
            Reason.AwaitingLimit.class, waits -> assertThat(waits.callers()).isEmpty());
  }
}
