package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event ends a step that waits for it, whatever the state of its run. */
abstract class WaitContract extends Contract {
  private static final MatchKey KEY = Given.key("shop/paid", "o1");

  private UUID me;

  WaitContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  private StepWrite waitsFor(UUID run, String stepId, MatchKey key) {
    return new StepWrite(
        run,
        Given.waiting(stepId, StepKind.WAIT, now().plus(LONG), now()).withInput("{\"n\":1}"),
        null,
        EventWait.of(key),
        List.of());
  }

  private UUID waiting(MatchKey key) {
    UUID run = startAndClaim(me, "a");
    assertThat(record(waitsFor(run, "wait", key))).isEqualTo(Recorded.RECORDED);
    return run;
  }

  /** Accepts the event, whose wakes come later. */
  private StoredEvent accept(MatchKey key) {
    StoredEvent event =
        Given.event(key.event(), "{\"key\":\"o1\",\"n\":[1,2.50],\"text\":\"\\\"\\u00e9\"}");
    store(Given.waking(event, version(), key));
    return event;
  }

  private int settle(Ports process, MatchKey... wakes) {
    return process
        .deferredEvents()
        .settle(
            now(),
            100,
            version(),
            (event, effects) ->
                new Dispatch(event, List.of(), List.of(), List.of(wakes), version(), null))
        .events();
  }

  private StepWrite waitsForAny(UUID run, String stepId, MatchKey... keys) {
    List<EventWait> all = Stream.of(keys).map(EventWait::of).toList();
    return new StepWrite(
        run,
        Given.waiting(stepId, StepKind.WAIT, now().plus(LONG), now()),
        null,
        all.get(0).or(all.subList(1, all.size())),
        List.of());
  }

  @Test
  void theFirstOfSeveralEventsEndsTheWaitForThem() {
    MatchKey other = Given.key("shop/refused", "o1");
    UUID run = startAndClaim(me, "a");
    record(waitsForAny(run, "first", KEY, other));
    end(new RunEnd.Parked(run, now().plus(LONG)));
    assertThat(ports.runs().reasons(run))
        .extracting(reason -> ((Reason.AwaitingEvent) reason).event())
        .containsExactly("shop/paid", "shop/refused");

    StoredEvent event = accept(other);
    settle(ports, other);

    assertThat(requireNonNull(step(run, "first")).result()).contains(event.id());
    assertThat(run(run).status()).isEqualTo(RunStatus.QUEUED);
    claim(ports, me, "a");
    record(waitsFor(run, "other", KEY));
    end(new RunEnd.Parked(run, now().plus(LONG)));
    StoredEvent later = accept(KEY);
    settle(ports, KEY);
    assertThat(requireNonNull(step(run, "first")).result()).contains(event.id());
    assertThat(requireNonNull(step(run, "other")).result()).contains(later.id());
  }

  @Test
  void theOldestOfSeveralEventsIsTakenWhicheverIsSettledFirst() {
    MatchKey other = Given.key("shop/refused", "o1");
    UUID run = startAndClaim(me, "a");
    record(waitsForAny(run, "first", other, KEY));
    StoredEvent oldest = accept(KEY);
    subject().advance(Duration.ofMillis(1));
    accept(other);

    assertThat(ports.waits().take(run, List.of("first")).get("first")).contains(oldest.id());
    settle(ports, KEY);
    settle(ports, other);

    assertThat(requireNonNull(step(run, "first")).result()).contains(oldest.id());
    assertThat(requireNonNull(step(run, "first")).status()).isEqualTo(StepStatus.COMPLETED);
  }

  @Test
  void aWaitForSeveralEventsThatIsOverTakesNone() {
    MatchKey other = Given.key("shop/refused", "o1");
    UUID run = startAndClaim(me, "a");
    record(waitsForAny(run, "first", KEY, other));
    record(run, completedWait("first"));
    end(new RunEnd.Parked(run, now().plus(LONG)));

    accept(KEY);
    accept(other);
    settle(ports, KEY, other);

    assertThat(requireNonNull(step(run, "first")).result()).isEqualTo("null");
    assertThat(run(run).status()).isEqualTo(RunStatus.WAITING);
  }

  private StepRecord completedWait(String stepId) {
    return new StepRecord(
        stepId,
        StepKind.WAIT,
        StepStatus.COMPLETED,
        1,
        null,
        "null",
        null,
        now(),
        now(),
        now(),
        null);
  }

  @Test
  void aWaitEndedWhenItsEventWasAccepted() {
    UUID run = waiting(KEY);
    end(new RunEnd.Parked(run, now().plus(LONG)));
    subject().advance(Duration.ofSeconds(1));
    Instant before = now();
    accept(KEY);
    Instant after = now();
    subject().advance(Duration.ofMinutes(1));

    settle(ports, KEY);

    assertThat(requireNonNull(step(run, "wait")).endedAt()).isBetween(before, after);
    assertThat(ports.waits().ended(run, List.of("wait", "none")))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.id()).isEqualTo("wait");
          assertThat(step.endedAt()).isBetween(before, after);
        });
  }

  @Test
  void aParkedRunGoesOnWithTheEvent() {
    UUID run = waiting(KEY);
    end(new RunEnd.Parked(run, now().plus(LONG)));
    StoredEvent event = accept(KEY);
    Instant before = now();

    assertThat(settle(ports, KEY)).isEqualTo(1);

    StepRecord step = requireNonNull(step(run, "wait"));
    assertThat(step.status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(step.kind()).isEqualTo(StepKind.WAIT);
    assertThat(step.dueAt()).isNull();
    assertThat(step.input()).isEqualTo("{\"n\":1}");
    assertThat(step.endedAt()).isBetween(step.startedAt(), before);
    assertJson(
        step.result(),
        "{\"id\":\"" + event.id() + "\",\"name\":\"shop/paid\",\"data\":" + event.data() + "}");
    assertThat(run(run).dueAt()).isBetween(before, now());
    assertThat(ids(claim(ports, me, "a"))).containsExactly(run);
  }

  @Test
  void aRunThatIsParkedForEverGoesOnToo() {
    UUID run = waiting(KEY);
    end(new RunEnd.Parked(run, null));
    accept(KEY);

    settle(ports, KEY);

    assertThat(ids(claim(ports, me, "a"))).containsExactly(run);
  }

  @Test
  void aRunThatRunsIsDueAtOnceWhenItParks() {
    UUID run = waiting(KEY);
    accept(KEY);
    settle(ports, KEY);
    assertThat(run(run).status()).isEqualTo(RunStatus.RUNNING);
    Instant before = now();

    end(new RunEnd.Parked(run, now().plus(LONG)));

    assertThat(run(run).dueAt()).isBetween(before, now());
    assertThat(ids(claim(ports, me, "a"))).containsExactly(run);
    end(new RunEnd.Parked(run, null));
    assertThat(run(run).dueAt()).as("claiming uses the wake up").isNull();
  }

  @Test
  void allWaitsOfTheKeyAreEndedAndNoOthers() {
    UUID one = waiting(KEY);
    UUID two = waiting(KEY);
    record(waitsFor(two, "wait:1", Given.key("shop/paid", "o2")));
    record(waitsFor(two, "wait:2", KEY));
    UUID otherName = waiting(Given.key("shop/sent", "o1"));
    accept(KEY);

    settle(ports, KEY);

    assertThat(requireNonNull(step(one, "wait")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(requireNonNull(step(two, "wait")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(requireNonNull(step(two, "wait:1")).status()).isEqualTo(StepStatus.WAITING);
    assertThat(requireNonNull(step(two, "wait:2")).status()).isEqualTo(StepStatus.COMPLETED);
    assertThat(requireNonNull(step(otherName, "wait")).status()).isEqualTo(StepStatus.WAITING);
  }

  @Test
  void anEventThatAnEarlierWaitOfARunTookEndsNoLaterOne() {
    UUID run = waiting(KEY);
    UUID other = waiting(KEY);
    StoredEvent event = accept(KEY);
    assertThat(ports.waits().take(run, List.of("wait")).get("wait")).contains(event.id());
    record(waitsFor(run, "wait:1", KEY));

    settle(ports, KEY);

    assertThat(requireNonNull(step(run, "wait:1")).status()).isEqualTo(StepStatus.WAITING);
    assertThat(requireNonNull(step(other, "wait")).status()).isEqualTo(StepStatus.COMPLETED);
  }

  private StepRecord ended(String stepId, String result) {
    return new StepRecord(
        stepId,
        StepKind.WAIT,
        StepStatus.COMPLETED,
        1,
        null,
        result,
        null,
        null,
        now(),
        now(),
        null);
  }

  @Test
  void theFirstEventEndsTheWaitForGood() {
    UUID run = waiting(KEY);
    StoredEvent first = accept(KEY);
    settle(ports, KEY);
    accept(KEY);
    settle(ports, KEY);

    assertThat(requireNonNull(step(run, "wait")).result()).contains(first.id());
    assertThat(record(run, ended("wait", "null"))).isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(requireNonNull(step(run, "wait")).result()).contains(first.id());
  }

  @Test
  void aWaitThatWasRecordedAsEndedIsOver() {
    UUID run = waiting(KEY);
    StepRecord over = ended("wait", "null");
    assertThat(record(run, over)).isEqualTo(Recorded.RECORDED);
    accept(KEY);

    settle(ports, KEY);

    assertThat(requireNonNull(step(run, "wait")).result()).isEqualTo("null");
    end(new RunEnd.Parked(run, null));
    assertThat(run(run).dueAt()).as("nothing has woken the run").isNull();
  }

  @Test
  void aRunThatHasEndedIsNotWoken() {
    UUID completed = waiting(KEY);
    end(new RunEnd.Completed(completed, "1", true, null));
    UUID cancelled = waiting(KEY);
    ports.cancellations().cancel(cancelled);
    accept(KEY);

    settle(ports, KEY);

    assertThat(run(completed).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run(cancelled).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(claim(ports, me, "a")).isEmpty();
  }

  @Test
  void noWakeIsLostWhileTheRunParks() {
    Ports others = subject().openProcess();
    for (int round = 0; round < 20; round++) {
      MatchKey key = Given.key("shop/paid", "r" + round);
      UUID run = waiting(key);
      accept(key);

      CompletableFuture<Recorded> parks =
          ports.journal().end(new RunEnd.Parked(run, now().plus(LONG)));
      settle(others, key);

      assertThat(parks.join()).isEqualTo(Recorded.RECORDED);
      assertThat(requireNonNull(step(run, "wait")).status()).isEqualTo(StepStatus.COMPLETED);
      assertThat(ids(claim(ports, me, "a"))).containsExactly(run);
    }
  }
}
