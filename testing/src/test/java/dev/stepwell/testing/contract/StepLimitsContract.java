package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.ConcurrencyDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.StepLimits;
import dev.stepwell.contract.ThrottleDefinition;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.LimitInfo;
import dev.stepwell.runtime.model.LimitKey;
import dev.stepwell.runtime.model.LimitOverride;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import dev.stepwell.runtime.store.LimitedClaim;
import dev.stepwell.runtime.store.RunAdmission;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.store.Slots.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Attempts of steps hold slots of their limits while they execute; a run whose step gets none is parked, and holds nothing. */
abstract class StepLimitsContract extends Contract {
  private static final String OWN = "concurrency f > ask";
  private static final String SHARED = "shared concurrency openai";
  private static final String STARTS = "shared throttle openai";

  StepLimitsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private static FlowControl onStep(ConcurrencyDefinition... limits) {
    return new FlowControl(
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(new StepLimits("ask", List.of(limits), null)));
  }

  private static FlowControl throttled(ThrottleDefinition throttle) {
    return new FlowControl(
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(new StepLimits("ask", List.of(), throttle)));
  }

  private void publish(String functionId, FlowControl flow) {
    ports
        .functions()
        .publish(List.of(Given.function(functionId, "test/started").controlled(LONG, flow)));
  }

  /** A run of a function of which only steps have limits, as a sender makes it. */
  private static NewRun run(String functionId, LimitKey... limits) {
    List<RunLimits.Use> uses =
        Arrays.stream(limits).map(key -> new RunLimits.Use(key, 1)).toList();
    return new NewRun(
        Given.id(),
        functionId,
        List.of(),
        false,
        null,
        null,
        null,
        new RunLimits(uses.toString(), uses));
  }

  private UUID started(String functionId, LimitKey... limits) {
    return start(run(functionId, limits));
  }

  private List<UUID> claimed(Ports process, UUID worker, String... functionIds) {
    return ids(process
        .queue()
        .claimLimited(worker, Set.of(functionIds), room(), now(), TURNS)
        .runs());
  }

  private static RunAdmission.Room room() {
    return new RunAdmission.Room(100, Long.MAX_VALUE);
  }

  private UUID executing(UUID worker, String functionId, LimitKey... limits) {
    UUID run = started(functionId, limits);
    assertThat(claimed(ports, worker, functionId)).containsExactly(run);
    return run;
  }

  private LimitedClaim claimForSteps(UUID worker, String... functionIds) {
    return ports.queue().claimForSteps(worker, Set.of(functionIds), room(), now(), TURNS);
  }

  private List<UUID> woken(UUID worker, String... functionIds) {
    return ids(claimForSteps(worker, functionIds).runs());
  }

  private static StepNeeds needs(UUID run, String step, String limit, String key) {
    return new StepNeeds(run, step, List.of(new RunLimits.Use(new LimitKey(limit, key), 1)));
  }

  private static StepNeeds ask(UUID run) {
    return needs(run, "ask", OWN, "[]");
  }

  private Taken take(StepNeeds needs) {
    return ports.slots().takeFor(needs).join().taken();
  }

  /** Takes slots that are not free, and parks the run, which waits for them. */
  private void parkFor(StepNeeds needs, @Nullable Instant until) {
    StepAnswer answer = ports.slots().takeFor(needs).join();
    assertThat(answer.taken()).isEqualTo(Taken.FULL);
    assertThat(end(new RunEnd.Parked(needs.runId(), until, List.of(answer.needs()))))
        .isEqualTo(Recorded.RECORDED);
  }

  private void parkFor(StepNeeds needs) {
    parkFor(needs, null);
  }

  private Recorded done(UUID run, @Nullable Instant startsHeldUntil) {
    return record(StepWrite.of(run, Given.completed("ask", "1", now()))
        .releasing(new SlotRelease(startsHeldUntil)));
  }

  private void complete(UUID run) {
    assertThat(end(new RunEnd.Completed(run, "1", false, null))).isEqualTo(Recorded.RECORDED);
  }

  private LimitInfo.@Nullable Key info(String limit, String key) {
    return ports.limitControl().limits(100).stream()
        .filter(info -> info.limit().name().equals(limit))
        .flatMap(info -> info.keys().stream())
        .filter(info -> info.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  @Test
  void stepsThatGetNoSlotWaitInOrderAndSayForWhat() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID first = executing(me, "f");
    UUID second = executing(me, "f");
    UUID third = executing(me, "f");
    assertThat(take(ask(first))).isEqualTo(Taken.GRANTED);
    assertThat(take(ask(first))).as("again").isEqualTo(Taken.GRANTED);

    Instant before = now();
    parkFor(ask(second));
    parkFor(ask(third));
    Instant after = now();
    assertThat(woken(me, "f")).isEmpty();
    assertThat(claimed(ports, me, "f")).as("as due runs").isEmpty();
    assertThat(run(second).status()).isEqualTo(RunStatus.WAITING);
    assertThat(ports.runs().reasons(second))
        .singleElement()
        .isInstanceOfSatisfying(Reason.AwaitingLimit.class, reason -> {
          assertThat(reason.limit()).isEqualTo(OWN);
          assertThat(reason.key()).isEqualTo("[]");
          assertThat(reason.stepId()).isEqualTo("ask");
          assertThat(reason.amount()).isEqualTo(1);
          assertThat(reason.holders()).containsExactly(first);
          assertThat(reason.startsAt()).isNull();
          assertThat(reason.since()).isBetween(before, after);
        });
    assertThat(info(OWN, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 2, false, null));

    assertThat(done(first, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).containsExactly(second);
    assertThat(take(ask(second))).as("what the claim has taken").isEqualTo(Taken.GRANTED);
    assertThat(take(ask(first))).as("who has not waited").isEqualTo(Taken.FULL);
    complete(second);
    assertThat(woken(me, "f")).containsExactly(third);
    complete(third);
    complete(first);
    assertThat(info(OWN, "[]")).isNull();
  }

  @Test
  void aRunThatIsNotParkedIsNotClaimedAndNoReleaseIsMissed() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID first = executing(me, "f");
    UUID second = executing(me, "f");
    assertThat(take(ask(first))).isEqualTo(Taken.GRANTED);
    StepAnswer refused = ports.slots().takeFor(ask(second)).join();
    assertThat(refused.taken()).isEqualTo(Taken.FULL);

    ports.slots().releaseOf(first, "ask");
    assertThat(woken(me, "f")).isEmpty();
    assertThat(end(new RunEnd.Parked(second, null, List.of(refused.needs()))))
        .isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).containsExactly(second);
  }

  @Test
  void aStepThatWaitsWhileItsRunExecutesSaysForWhatAndSinceWhen() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID holds = executing(me, "f");
    UUID waits = executing(me, "f");
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    StepNeeds refused = ports.slots().takeFor(ask(waits)).join().needs();
    DelayedStep delayed = new DelayedStep(refused, now());

    ports.queue().delayed(me, List.of(delayed));

    assertThat(ports.runs().reasons(holds)).singleElement().isInstanceOf(Reason.Executing.class);
    assertThat(ports.runs().reasons(waits))
        .hasSize(2)
        .element(1)
        .isEqualTo(new Reason.AwaitingLimit(
            OWN, "[]", 1, List.of(holds), List.of(), null, "ask", delayed.since()));
    assertThat(info(OWN, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 1, false, null));

    assertThat(done(holds, null)).isEqualTo(Recorded.RECORDED);
    assertThat(ports.runs().reasons(waits)).as("a free slot").hasSize(1);
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    assertThat(ports.runs().reasons(waits)).hasSize(2);
    ports.queue().delayed(me, List.of());
    assertThat(ports.runs().reasons(waits)).as("after a later report").hasSize(1);
    ports.queue().delayed(me, List.of(delayed));
    ports.queue().giveBack(me, Set.of(waits));
    assertThat(ports.runs().reasons(waits))
        .as("in no worker")
        .noneMatch(Reason.AwaitingLimit.class::isInstance);
    ports.queue().leave(me);
    ports.queue().delayed(me, List.of(delayed));
    assertThat(ports.runs().reasons(waits)).noneMatch(Reason.AwaitingLimit.class::isInstance);
  }

  @Test
  void eachKeyHasItsOwnSlotsAndNullIsAKey() {
    publish("f", onStep(ConcurrencyDefinition.of(1).withKey("event.data.tenant")));
    String limit = "concurrency f > ask by event.data.tenant";
    UUID me = worker(ports, "f");
    UUID a = executing(me, "f");
    UUID none = executing(me, "f");
    UUID otherNone = executing(me, "f");
    assertThat(take(needs(a, "ask", limit, "[\"a\"]"))).isEqualTo(Taken.GRANTED);
    assertThat(take(needs(none, "ask", limit, "[null]"))).isEqualTo(Taken.GRANTED);
    parkFor(needs(otherNone, "ask", limit, "[null]"));

    assertThat(done(a, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).isEmpty();
    assertThat(done(none, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).containsExactly(otherNone);
  }

  @Test
  void functionsShareAScopeAndAStepGetsAllOfItsLimitsOrNone() {
    publish(
        "f", onStep(ConcurrencyDefinition.of(1), ConcurrencyDefinition.of(1).withScope("openai")));
    publish("g", onStep(ConcurrencyDefinition.of(1).withScope("openai")));
    UUID me = worker(ports, "f", "g");
    UUID ofG = executing(me, "g");
    UUID ofF = executing(me, "f");
    UUID other = executing(me, "f");
    assertThat(take(needs(ofG, "ask", SHARED, "[]"))).isEqualTo(Taken.GRANTED);
    StepNeeds both = new StepNeeds(
        ofF,
        "ask",
        List.of(
            new RunLimits.Use(new LimitKey(OWN, "[]"), 1),
            new RunLimits.Use(new LimitKey(SHARED, "[]"), 1)));
    parkFor(both);
    assertThat(take(ask(other))).as("nothing of the other limit is held").isEqualTo(Taken.GRANTED);
    assertThat(done(ofG, null)).isEqualTo(Recorded.RECORDED);

    assertThat(woken(me, "f", "g")).isEmpty();
    assertThat(done(other, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f", "g")).containsExactly(ofF);
    assertThat(info(SHARED, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 0, false, null));
  }

  @Test
  void aStepNeedsNoSecondSlotOfALimitOfItsRun() {
    FlowControl flow = new FlowControl(
        List.of(ConcurrencyDefinition.of(1).withScope("openai")),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(
            new StepLimits("ask", List.of(ConcurrencyDefinition.of(1).withScope("openai")), null)));
    publish("f", flow);
    UUID me = worker(ports, "f");
    UUID run = executing(me, "f", new LimitKey(SHARED, "[]"));

    assertThat(take(needs(run, "ask", SHARED, "[]"))).isEqualTo(Taken.GRANTED);
    assertThat(info(SHARED, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 0, false, null));
    complete(run);
    assertThat(info(SHARED, "[]")).isNull();
  }

  @Test
  void aRunWhoseStepHasWaitedAlsoNeedsASlotOfItsOwn() {
    FlowControl flow = new FlowControl(
        List.of(ConcurrencyDefinition.of(2)),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(new StepLimits("ask", List.of(ConcurrencyDefinition.of(1)), null)));
    publish("f", flow);
    LimitKey attempts = new LimitKey("concurrency f", "[]");
    UUID me = worker(ports, "f");
    UUID first = executing(me, "f", attempts);
    UUID second = executing(me, "f", attempts);
    UUID third = started("f", attempts);
    assertThat(claimed(ports, me, "f")).isEmpty();
    assertThat(take(ask(first))).isEqualTo(Taken.GRANTED);
    parkFor(ask(second));
    assertThat(claimed(ports, me, "f")).as("the parked run holds nothing").containsExactly(third);

    assertThat(done(first, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).isEmpty();
    complete(third);
    assertThat(woken(me, "f")).containsExactly(second);
    assertThat(info("concurrency f", "[]")).isEqualTo(new LimitInfo.Key("[]", 2, 0, false, null));
  }

  @Test
  void aWorkerThatDiesOrLeavesHoldsNoSlotAnyMore() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    Ports others = subject().openProcess();
    UUID sweeper = worker(others, "f");
    UUID waits = started("f");
    UUID holds = started("f");
    UUID dead = worker(ports, "f");
    assertThat(claimed(ports, dead, "f")).containsExactlyInAnyOrder(waits, holds);
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    parkFor(ask(waits));

    subject().endLease(dead);
    others.queue().beat(sweeper, LEASE);
    sweep(others, sweeper);
    assertThat(take(ask(holds))).as("of the dead worker").isEqualTo(Taken.NOT_HELD);
    UUID next = worker(ports, "f");
    assertThat(woken(next, "f")).containsExactly(waits);
    assertThat(claimed(ports, next, "f")).containsExactly(holds);
    parkFor(ask(holds));
    ports.queue().giveBack(next, Set.of(waits));
    assertThat(woken(next, "f")).containsExactly(holds);
    ports.queue().leave(next);
    UUID last = worker(ports, "f");
    assertThat(claimed(ports, last, "f")).containsExactlyInAnyOrder(waits, holds);
    if (take(ask(waits)) == Taken.FULL) {
      parkFor(ask(waits));
      assertThat(woken(last, "f")).as("who waits in its turn").containsExactly(waits);
    }
    assertThat(info(OWN, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 0, false, null));
  }

  @Test
  void aLoweredLimitLetsStepsEndAndARaisedOneIsFeltAtOnce() {
    publish("f", onStep(ConcurrencyDefinition.of(2)));
    UUID me = worker(ports, "f");
    List<UUID> runs =
        List.of(executing(me, "f"), executing(me, "f"), executing(me, "f"), executing(me, "f"));
    assertThat(take(ask(runs.get(0)))).isEqualTo(Taken.GRANTED);
    assertThat(take(ask(runs.get(1)))).isEqualTo(Taken.GRANTED);
    parkFor(ask(runs.get(2)));
    parkFor(ask(runs.get(3)));

    publish("f", onStep(ConcurrencyDefinition.of(1)));
    assertThat(done(runs.get(0), null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).isEmpty();
    ports.limitControl().override(OWN, new LimitOverride(3, now().plus(LONG), null));
    assertThat(woken(me, "f")).containsExactly(runs.get(2), runs.get(3));
    assertThat(info(OWN, "[]")).isEqualTo(new LimitInfo.Key("[]", 3, 0, false, null));
    assertThat(ports.limitControl().release(new LimitKey(OWN, "[]"), "ada")).isTrue();
    assertThat(info(OWN, "[]"))
        .as("counted anew")
        .isEqualTo(new LimitInfo.Key("[]", 3, 0, false, null));
  }

  @Test
  void runsWaitForNoLimitThatIsRemoved() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID holds = executing(me, "f");
    UUID waits = executing(me, "f");
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    parkFor(ask(waits));

    publish("f", FlowControl.NONE);
    assertThat(ids(claim(ports, me, "f"))).containsExactly(waits);
    assertThat(take(ask(waits))).isEqualTo(Taken.GRANTED);
    complete(waits);
    complete(holds);
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    assertThat(info(OWN, "[]")).isNull();
  }

  @Test
  void aRunInFlightWhenItsFunctionGetsALimitIsClaimedAgain() {
    publish("f", FlowControl.NONE);
    UUID me = worker(ports, "f");
    UUID run = startAndClaim(me, "f");
    assertThat(take(ask(run))).as("a limit that is not in force").isEqualTo(Taken.GRANTED);
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    assertThat(take(ask(run))).isEqualTo(Taken.UNBOUND);

    end(new RunEnd.Parked(run, now()));
    assertThat(claimed(ports, me, "f")).containsExactly(run);
    assertThat(take(ask(run))).isEqualTo(Taken.GRANTED);
  }

  @Test
  void aCancelledRunWaitsNoMoreAndHoldsItsSlotUntilItsWorkerHasLeftIt() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID holds = executing(me, "f");
    UUID waits = executing(me, "f");
    UUID next = executing(me, "f");
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    parkFor(ask(waits));
    parkFor(ask(next));
    ports.cancellations().cancel(waits);
    ports.cancellations().cancel(holds);
    assertThat(info(OWN, "[]")).isEqualTo(new LimitInfo.Key("[]", 1, 1, false, null));

    ports.queue().releaseCancelled(me, Set.of());
    assertThat(woken(me, "f")).isEmpty();
    ports.queue().releaseCancelled(me, Set.of(holds));
    assertThat(woken(me, "f")).containsExactly(next);
  }

  @Test
  void anotherWaitOfTheRunEndsItsRestAndTheStepKeepsItsPlace() {
    publish("f", onStep(ConcurrencyDefinition.of(1)));
    UUID me = worker(ports, "f");
    UUID holds = executing(me, "f");
    UUID first = executing(me, "f");
    UUID second = executing(me, "f");
    assertThat(take(ask(holds))).isEqualTo(Taken.GRANTED);
    parkFor(ask(first), now().plusSeconds(30));
    parkFor(ask(second));

    subject().advance(Duration.ofSeconds(40));
    assertThat(claimed(ports, me, "f")).containsExactly(first);
    parkFor(ask(first));
    assertThat(done(holds, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f")).containsExactly(first);
  }

  @Test
  void aPausedFunctionHoldsUpNobody() {
    publish("f", onStep(ConcurrencyDefinition.of(1).withScope("openai")));
    publish("g", onStep(ConcurrencyDefinition.of(1).withScope("openai")));
    UUID me = worker(ports, "f", "g");
    UUID holds = executing(me, "f");
    UUID paused = executing(me, "f");
    UUID other = executing(me, "g");
    assertThat(take(needs(holds, "ask", SHARED, "[]"))).isEqualTo(Taken.GRANTED);
    parkFor(needs(paused, "ask", SHARED, "[]"));
    parkFor(needs(other, "ask", SHARED, "[]"));
    ports.functions().pause("f", now());

    assertThat(done(holds, null)).isEqualTo(Recorded.RECORDED);
    assertThat(woken(me, "f", "g")).containsExactly(other);
    assertThat(ports.runs().reasons(paused)).singleElement().isInstanceOf(Reason.Paused.class);
  }

  @Test
  void attemptsAreSpreadOverTimeAndAProviderCanHoldBackAllOfThem() {
    publish(
        "f",
        throttled(
            ThrottleDefinition.of(2, Duration.ofMinutes(2)).withBurst(2).withScope("openai")));
    UUID me = worker(ports, "f");
    UUID first = executing(me, "f");
    UUID second = executing(me, "f");
    UUID third = executing(me, "f");
    Instant before = now();
    assertThat(take(needs(first, "ask", STARTS, "[]"))).isEqualTo(Taken.GRANTED);
    assertThat(take(needs(second, "ask", STARTS, "[]"))).isEqualTo(Taken.GRANTED);
    parkFor(needs(third, "ask", STARTS, "[]"));
    LimitedClaim early = claimForSteps(me, "f");
    assertThat(early.runs()).isEmpty();
    assertThat(early.nextStart()).isBetween(before.plusSeconds(60), now().plusSeconds(60));
    assertThat(ports.runs().reasons(third))
        .singleElement()
        .isInstanceOfSatisfying(Reason.AwaitingLimit.class, reason -> {
          assertThat(reason.limit()).isEqualTo(STARTS);
          assertThat(reason.startsAt()).isEqualTo(early.nextStart());
        });

    Instant until = now().plusSeconds(300);
    assertThat(done(first, until)).isEqualTo(Recorded.RECORDED);
    assertThat(done(second, null)).isEqualTo(Recorded.RECORDED);
    subject().advance(Duration.ofSeconds(290));
    assertThat(claimForSteps(me, "f").nextStart()).isEqualTo(until);
    subject().advance(Duration.ofSeconds(20));
    assertThat(woken(me, "f")).containsExactly(third);
  }

  @Test
  void manyKeysAreEachServedOnTheirOwn() {
    publish("f", onStep(ConcurrencyDefinition.of(1).withKey("event.data.tenant")));
    String limit = "concurrency f > ask by event.data.tenant";
    UUID me = worker(ports, "f");
    int count = 205;
    NewRun[] all = new NewRun[2 * count];
    Arrays.setAll(all, i -> run("f"));
    store(dispatch(Given.event("test/started", "{}"), all));
    Set<UUID> executing = new HashSet<>();
    while (executing.size() < all.length) {
      executing.addAll(claimed(ports, me, "f"));
    }
    for (int i = 0; i < count; i++) {
      assertThat(take(needs(all[i].id(), "ask", limit, "[" + i + "]"))).isEqualTo(Taken.GRANTED);
    }
    List<CompletableFuture<Recorded>> parked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StepNeeds needs = needs(all[count + i].id(), "ask", limit, "[" + i + "]");
      parked.add(ports.journal().end(new RunEnd.Parked(needs.runId(), null, List.of(needs))));
    }
    parked.forEach(CompletableFuture::join);
    complete(all[count - 1].id());
    complete(all[0].id());

    Set<UUID> woken = new HashSet<>();
    LimitedClaim claim;
    do {
      claim = claimForSteps(me, "f");
      woken.addAll(ids(claim.runs()));
    } while (claim.more());
    assertThat(woken).containsExactlyInAnyOrder(all[count].id(), all[2 * count - 1].id());
  }
}
