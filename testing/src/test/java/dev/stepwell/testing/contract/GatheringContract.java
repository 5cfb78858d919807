package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.Singleton.Mode;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.contract.FlowControl;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.ClaimedRun;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventView;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.ConnectedRuns.BatchedEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs gather events before they start: the last of several, or up to a maximum number. */
abstract class GatheringContract extends Contract {
  private static final String KEY = "[\"d1\"]";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final DebounceDefinition DEBOUNCE =
      DebounceDefinition.of(MINUTE.multipliedBy(10)).withTimeout(MINUTE.multipliedBy(25));

  private UUID me;

  GatheringContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  private Accepted.Stored send(StoredEvent event, NewRun run) {
    return store(dispatch(event, run));
  }

  private StoredEvent event(Instant time, String data) {
    return new StoredEvent(Given.id().toString(), "docs/changed", data, time);
  }

  private static NewRun debounced(MatchKey... cancelledBy) {
    return Given.debounced("a", DEBOUNCE, KEY, cancelledBy);
  }

  private UUID debounce(StoredEvent event) {
    return send(event, debounced()).started().get(0);
  }

  private void assertDue(UUID run, Instant after, Duration duration) {
    assertThat(run(run).status()).isEqualTo(RunStatus.WAITING);
    assertThat(run(run).dueAt()).isBetween(after.plus(duration), now().plus(duration));
  }

  @Test
  void theLastEventWins() {
    StoredEvent first = event(now(), "{\"n\":1}");
    Instant at = now();
    UUID run = debounce(first);
    assertDue(run, at, MINUTE.multipliedBy(10));
    assertThat(claim(ports, me, "a")).isEmpty();

    subject().advance(MINUTE.multipliedBy(9));
    StoredEvent second = event(now(), "{\"n\":2}");
    NewRun joining = debounced();
    Instant again = now();
    Accepted.Stored stored = send(second, joining);

    assertThat(stored.started()).containsExactly(run);
    assertThat(stored.joined()).containsExactly(run);
    assertThat(ports.runs().run(joining.id())).isEmpty();
    assertDue(run, again, MINUTE.multipliedBy(10));
    subject().advance(MINUTE.multipliedBy(9));
    assertThat(claim(ports, me, "a")).isEmpty();
    subject().advance(MINUTE.multipliedBy(2));
    List<ClaimedRun> claimed = claim(ports, me, "a");
    assertThat(claimed).singleElement().satisfies(one -> {
      assertThat(one.id()).isEqualTo(run);
      assertThat(one.event().id()).isEqualTo(second.id());
      assertThat(one.first()).isTrue();
    });
    assertThat(ports.runs().startedBy(List.of(first.id())).stream().map(Run::id))
        .containsExactly(run);
    assertThat(ports.runs().startedBy(List.of(second.id())).stream().map(Run::id))
        .containsExactly(run);
  }

  /** Stores these in one transaction. */
  private void sendTogether(Dispatch... sends) {
    UUID sender = startAndClaim(worker(ports, "b"), "b");
    assertThat(record(new StepWrite(
            sender, Given.completed("send", "[]", now()), null, null, List.of(sends))))
        .isEqualTo(Recorded.RECORDED);
  }

  private Dispatch cancelling(String key) {
    return cancelling(Given.event("docs/closed", "{}"), Given.key("docs/closed", key));
  }

  private Dispatch changed(NewRun run) {
    return dispatch(event(now(), "{}"), run);
  }

  @Test
  void anEventCancelsARunByTheLastOfTheEventsThatAreStoredWithIt() {
    NewRun byLast = debounced(Given.key("docs/closed", "one"));
    sendTogether(
        changed(byLast), changed(debounced(Given.key("docs/closed", "two"))), cancelling("two"));
    assertThat(run(byLast.id()).status()).isEqualTo(RunStatus.CANCELLED);

    NewRun byFormer = debounced(Given.key("docs/closed", "one"));
    sendTogether(
        changed(byFormer), changed(debounced(Given.key("docs/closed", "two"))), cancelling("one"));
    assertThat(run(byFormer.id()).status()).isEqualTo(RunStatus.WAITING);

    sendTogether(changed(debounced(Given.key("docs/closed", "three"))), cancelling("three"));
    assertThat(run(byFormer.id()).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void aDuplicateOfAnEventThatJoinedReportsTheRun() {
    StoredEvent first = event(now(), "{}");
    UUID run = debounce(first);
    StoredEvent second = event(now(), "{}");
    debounce(second);

    for (StoredEvent event : List.of(first, second)) {
      assertThat(append(dispatch(event, debounced())))
          .isEqualTo(new Accepted.Duplicate(List.of(run)));
    }
  }

  @Test
  void aRunThatWaitsForItsSingletonStillGathersUntilItsPeriodIsOver() {
    StartRules rules = new StartRules(
        null,
        new StartRules.Keyed<>(DEBOUNCE, KEY),
        null,
        null,
        new StartRules.Keyed<>(SingletonDefinition.of(Mode.QUEUE_LATEST), "[]"),
        null);
    UUID first = start(Given.single("a", SingletonDefinition.of(Mode.QUEUE_LATEST), "[]"));
    assertThat(ids(claim(ports, me, "a"))).containsExactly(first);
    Instant at = now();
    UUID second = send(event(at, "{}"), Given.ruled("a", rules)).started().get(0);
    subject().advance(MINUTE);
    end(new RunEnd.Completed(first, "1", false, null));
    ports.singletons().settle(now(), 100);

    assertThat(run(second).status()).isEqualTo(RunStatus.WAITING);
    assertThat(run(second).dueAt())
        .isBetween(at.plus(MINUTE.multipliedBy(10)), now().plus(MINUTE.multipliedBy(9)));
    subject().advance(MINUTE.multipliedBy(8));
    assertThat(send(event(now(), "{}"), Given.ruled("a", rules)).joined()).containsExactly(second);
    subject().advance(MINUTE.multipliedBy(9));
    assertThat(claim(ports, me, "a")).isEmpty();
    subject().advance(MINUTE.multipliedBy(2));
    assertThat(ids(claim(ports, me, "a"))).containsExactly(second);
  }

  @Test
  void noRunWaitsLongerThanTheTimeout() {
    Instant first = now();
    UUID run = debounce(event(first, "{}"));
    Instant accepted = run(run).createdAt();
    subject().advance(MINUTE.multipliedBy(8));
    debounce(event(now(), "{}"));
    subject().advance(MINUTE.multipliedBy(9));
    debounce(event(now(), "{}"));

    assertThat(run(run).dueAt())
        .isBetween(
            accepted.plus(MINUTE.multipliedBy(25)).minusMillis(1),
            accepted.plus(MINUTE.multipliedBy(25)).plusMillis(1));
  }

  @Test
  void anOlderEventDoesNotReplaceANewerOne() {
    StoredEvent newer = event(now(), "{\"n\":2}");
    UUID run = debounce(newer);
    debounce(event(now().minus(LONG), "{\"n\":1}"));

    assertThat(run(run).eventId()).isEqualTo(newer.id());
    subject().advance(MINUTE.multipliedBy(11));
    assertThat(claim(ports, me, "a"))
        .singleElement()
        .satisfies(one -> assertThat(one.event().id()).isEqualTo(newer.id()));
  }

  @Test
  void anEventAfterTheStartBeginsAnew() {
    UUID run = debounce(event(now(), "{}"));
    subject().advance(MINUTE.multipliedBy(11));
    claim(ports, me, "a");

    UUID next = debounce(event(now().minus(LONG), "{}"));

    assertThat(next).isNotEqualTo(run);
    assertThat(run(next).status()).isEqualTo(RunStatus.WAITING);
    ports.cancellations().cancel(next);
    assertThat(debounce(event(now(), "{}"))).isNotEqualTo(next);
  }

  @Test
  void aWaitingRunSaysUntilWhen() {
    UUID run = debounce(event(now(), "{}"));
    debounce(event(now(), "{}"));

    assertThat(ports.runs().reasons(run))
        .containsExactly(
            new Reason.GatheringEvents(KEY, 2, requireNonNull(run(run).dueAt())));
  }

  @Test
  void theKeysOfTheLastEventCancel() {
    MatchKey one = Given.key("docs/dropped", "1");
    MatchKey two = Given.key("docs/dropped", "2");
    UUID run = send(event(now(), "{}"), debounced(one)).started().get(0);
    send(event(now(), "{}"), debounced(two));

    store(cancelling(Given.event("docs/dropped", "{\"key\":\"1\"}"), one));
    assertThat(run(run).status()).isEqualTo(RunStatus.WAITING);
    store(cancelling(Given.event("docs/dropped", "{\"key\":\"2\"}"), two));
    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
  }

  private static NewRun batched(BatchDefinition batch) {
    return Given.batched("a", batch, KEY, true);
  }

  @Test
  void aFullBatchStartsAtOnce() {
    BatchDefinition three = BatchDefinition.of(3, MINUTE);
    StoredEvent first = event(now(), "{\"n\":1}");
    UUID run = send(first, batched(three)).started().get(0);
    assertDue(run, now().minus(MINUTE), MINUTE);
    StoredEvent second = event(now().minus(LONG), "{\"n\":2}");
    assertThat(send(second, batched(three)).joined()).containsExactly(run);
    assertThat(claim(ports, me, "a")).isEmpty();
    StoredEvent third = event(now(), "{\"n\":3}");
    send(third, batched(three));
    UUID next = send(event(now(), "{\"n\":4}"), batched(three)).started().get(0);

    assertThat(next).isNotEqualTo(run);
    assertThat(claim(ports, me, "a")).singleElement().satisfies(one -> {
      assertThat(one.id()).isEqualTo(run);
      assertThat(one.events().stream().map(StoredEvent::id))
          .containsExactly(first.id(), second.id(), third.id());
    });
    assertThat(ports.runs().countGathered(run)).isEqualTo(3);
    assertThat(ports.runs().gatheredEvents(run, 0, 10, 3).stream().map(EventView::id))
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(ports.runs().gatheredEvents(run, 1, 1, 3)).singleElement().satisfies(event -> {
      assertThat(event.id()).isEqualTo(second.id());
      assertThat(event.data().text()).isEqualTo("{\"n");
    });
    assertThat(ports.runs().gatheredEvents(run, 3, 10, 3)).isEmpty();
    assertThat(ports.runs().connected().gatheredEvents(List.of(Given.id(), run), 10))
        .extracting(BatchedEvent::runId, BatchedEvent::eventId)
        .containsExactlyInAnyOrder(
            tuple(run, first.id()), tuple(run, second.id()), tuple(run, third.id()));
    assertThat(ports.runs().connected().gatheredEvents(List.of(run), 2)).hasSize(2);
    assertThat(ports.runs().gatheredEvents(Given.id(), 0, 10, 3)).isEmpty();
    assertThat(ports.runs().countGathered(Given.id())).isZero();
    subject().advance(MINUTE.multipliedBy(2));
    assertThat(claim(ports, me, "a")).singleElement().satisfies(one -> {
      assertThat(one.id()).isEqualTo(next);
      assertThat(one.events()).hasSize(1);
    });
  }

  @Test
  void anEventThatDoesNotFitBeginsTheNextBatch() {
    BatchDefinition small = BatchDefinition.of(100, MINUTE).withMaxBytes(20);
    UUID first = send(event(now(), "{\"n\":\"aaa\"}"), batched(small)).started().get(0);
    UUID second =
        send(event(now(), "{\"n\":\"bbb\"}"), batched(small)).started().get(0);

    assertThat(second).isNotEqualTo(first);
    assertThat(run(first).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(second).status()).isEqualTo(RunStatus.WAITING);
    UUID large = send(event(now(), "{\"n\":\"ccccccccccccccccccccccc\"}"), batched(small))
        .started()
        .get(0);
    assertThat(run(second).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(claim(ports, me, "a"))
        .extracting(ClaimedRun::id)
        .containsExactlyInAnyOrder(first, second, large);
  }

  @Test
  void anEventThatDoesNotJoinIsABatchOfOne() {
    BatchDefinition three = BatchDefinition.of(3, MINUTE);
    send(event(now(), "{}"), batched(three));
    UUID alone = send(event(now(), "{}"), Given.batched("a", three, KEY, false))
        .started()
        .get(0);

    assertThat(claim(ports, me, "a")).singleElement().satisfies(one -> {
      assertThat(one.id()).isEqualTo(alone);
      assertThat(one.events()).hasSize(1);
    });
  }

  @Test
  void ofManySendersEveryEventIsInOneBatch() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    long version = version();
    BatchDefinition seven = BatchDefinition.of(7, MINUTE);
    List<CompletableFuture<Accepted>> sends = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      StoredEvent event = event(now(), "{}");
      events.add(event.id());
      sends.add(processes
          .get(i % 2)
          .events()
          .append(
              new Dispatch(event, List.of(batched(seven)), List.of(), List.of(), version, null)));
    }
    sends.forEach(CompletableFuture::join);
    subject().advance(MINUTE.multipliedBy(2));

    List<ClaimedRun> runs = claim(ports, me, "a");
    assertThat(runs).hasSize(15);
    assertThat(runs.stream().flatMap(run -> run.events().stream()).map(StoredEvent::id))
        .containsExactlyInAnyOrderElementsOf(events);
    assertThat(runs).allSatisfy(run -> assertThat(run.events()).hasSizeBetween(1, 7));
  }

  @Test
  void theTimeToStartCountsFromWhenTheEventsWereGathered() {
    UUID debounced = debounce(event(now(), "{}"));
    subject().advance(MINUTE.multipliedBy(9));
    debounce(event(now(), "{}"));
    Instant due = requireNonNull(run(debounced).dueAt());
    BatchDefinition two = BatchDefinition.of(2, MINUTE.multipliedBy(5));
    Instant before = now();
    UUID waits =
        send(event(now(), "{}"), Given.batched("a", two, "[1]", true)).started().get(0);
    UUID full =
        send(event(now(), "{}"), Given.batched("a", two, "[2]", true)).started().get(0);
    subject().advance(MINUTE.multipliedBy(2));
    Instant filled = now();
    send(event(now(), "{}"), Given.batched("a", two, "[2]", true));
    UUID plain = start("a");
    subject().advance(MINUTE.multipliedBy(20));

    Map<UUID, Instant> since = new HashMap<>();
    claim(ports, me, "a").forEach(run -> since.put(run.id(), run.dueSince()));
    assertThat(since.get(debounced)).isEqualTo(due);
    assertThat(since.get(waits)).isBetween(before.plus(MINUTE.multipliedBy(5)), now());
    assertThat(since.get(full)).isBetween(filled, filled.plus(MINUTE));
    assertThat(since.get(plain)).isEqualTo(run(plain).createdAt());
  }

  private static NewRun other(BatchDefinition batch) {
    return Given.batched("a", batch, "[2]", true);
  }

  @Test
  void retentionKeepsWhatGathers() {
    UUID debounced = debounce(event(now(), "{}"));
    BatchDefinition three = BatchDefinition.of(3, MINUTE.multipliedBy(10));
    UUID batched = send(event(now(), "{}"), other(three)).started().get(0);
    subject().advance(MINUTE);
    while (ports.retention().deleteEnded(now(), 1)) {
      assertThat(run(debounced).status()).isEqualTo(RunStatus.WAITING);
    }

    assertThat(debounce(event(now(), "{}"))).isEqualTo(debounced);
    assertThat(send(event(now(), "{}"), other(three)).joined()).containsExactly(batched);
    subject().advance(LONG);
    assertThat(claim(ports, me, "a")).hasSize(2);
    while (ports.retention().deleteEnded(now().minus(LONG), 1)) {
      assertThat(run(debounced).status()).isEqualTo(RunStatus.RUNNING);
    }
    assertThat(debounce(event(now(), "{}"))).isNotEqualTo(debounced);
    assertThat(send(event(now(), "{}"), other(three)).joined()).isEmpty();
  }

  @Test
  void aCancelledBatchIsToldOfWithAllItsEvents() {
    BatchDefinition three = BatchDefinition.of(3, MINUTE);
    ports
        .functions()
        .publish(List.of(Given.function("a", "docs/changed")
            .controlled(
                LONG,
                new FlowControl(List.of(), null, null, null, three, null, null, null, List.of()))));
    StoredEvent first = event(now(), "{\"n\":1}");
    StoredEvent second = event(now(), "{\"n\":2}");
    UUID run = send(first, batched(three)).started().get(0);
    send(second, batched(three));
    UUID alone = send(event(now(), "{\"n\":3}"), Given.batched("a", three, KEY, false))
        .started()
        .get(0);
    ports.cancellations().cancel(run);
    ports.cancellations().cancel(alone);

    assertJson(
        ports.runs().event(run + ":cancelled").orElseThrow().data(),
        "{\"functionId\":\"a\",\"runId\":\"" + run + "\",\"cancelledBy\":\"call\",\"event\":"
            + told(first) + ",\"events\":[" + told(first) + "," + told(second) + "]}");
    assertThat(ports.runs().event(alone + ":cancelled").orElseThrow().data())
        .doesNotContain("\"events\"");
  }

  private static String told(StoredEvent event) {
    return "{\"id\":\"" + event.id() + "\",\"name\":\"" + event.name() + "\",\"data\":"
        + event.data() + "}";
  }
}
