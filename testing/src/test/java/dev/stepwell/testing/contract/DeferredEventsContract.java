package dev.stepwell.testing.contract;

import static dev.stepwell.testing.contract.ContractThreads.THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.DebounceDefinition;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.DeferredEvents.Matcher;
import dev.stepwell.runtime.store.DeferredEvents.Settled;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deferred effects of an event happen once, when they are due. */
abstract class DeferredEventsContract extends Contract {
  private static final MatchKey KEY = Given.key("shop/cancelled", "o1");

  private final Map<String, Effects> settled = new LinkedHashMap<>();

  DeferredEventsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private Settled settle(int max) {
    return ports.deferredEvents().settle(now(), max, version(), (event, effects) -> {
      settled.put(event.id(), effects);
      return dispatch(event);
    });
  }

  private StoredEvent defer(Effects effects, Instant dueAt) {
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    store(Given.deferred(dispatch(event), effects, dueAt));
    return event;
  }

  @Test
  void effectsAreSettledOnceTheEarliestDueFirst() {
    subject().advance(Duration.ofMinutes(10));
    StoredEvent second = defer(Effects.CANCELS, now().minus(Duration.ofMinutes(1)));
    StoredEvent first = defer(Effects.ALL, now().minus(Duration.ofMinutes(2)));
    StoredEvent third = defer(Effects.WAKES, now());
    StoredEvent future = defer(Effects.ALL, now().plus(LONG));

    assertThat(settle(2).events()).isEqualTo(2);
    assertThat(settled)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(first.id(), Effects.ALL, second.id(), Effects.CANCELS));
    settled.clear();
    assertThat(settle(2).events()).isEqualTo(1);
    assertThat(settled).isEqualTo(Map.of(third.id(), Effects.WAKES));
    assertThat(settle(2)).isEqualTo(Settled.NONE);

    subject().advance(LONG.plusMinutes(1));
    settled.clear();
    settle(2);
    assertThat(settled).isEqualTo(Map.of(future.id(), Effects.ALL));
  }

  @Test
  void theMatcherIsGivenTheWholeEvent() {
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    store(Given.deferred(dispatch(event), Effects.WAKES, now()));
    List<StoredEvent> given = new ArrayList<>();

    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> {
      given.add(due);
      return dispatch(due);
    });

    assertThat(given).hasSize(1);
    assertThat(given.get(0).name()).isEqualTo("shop/cancelled");
    assertThat(given.get(0).time()).isEqualTo(event.time());
    assertJson(given.get(0).data(), event.data());
  }

  @Test
  void nothingIsSettledByOtherFunctionsThanThoseThatHold() {
    StoredEvent event = defer(Effects.ALL, now());
    long old = version();
    ports.functions().publish(List.of(Given.function("new", "x/y")));

    Settled refused = ports
        .deferredEvents()
        .settle(
            now(),
            10,
            old,
            (due, effects) ->
                new Dispatch(due, List.of(Given.run("a")), List.of(), List.of(), old, null));

    assertThat(refused.functionsChanged()).isTrue();
    assertThat(refused.events()).isZero();
    assertThat(ports.runs().startedBy(event.id())).isEmpty();
    assertThat(settle(10).events()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Effects.class)
  void anEventWhoseEffectsCannotBeDeterminedDelaysNoOther(Effects effects) {
    StoredEvent first = defer(effects, now());
    StoredEvent second = defer(effects, now());
    StoredEvent other = defer(Effects.WAKES, now());
    Matcher matcher = (event, due) -> event.id().equals(other.id()) ? dispatch(event) : null;

    assertThat(ports.deferredEvents().settle(now(), 2, version(), matcher).events())
        .isEqualTo(1);
    assertThat(settle(10).events()).as("they are due later").isZero();

    subject().advance(Duration.ofMinutes(6));
    assertThat(settle(10).events()).isEqualTo(2);
    assertThat(settled).isEqualTo(Map.of(first.id(), effects, second.id(), effects));
    assertThat(settle(10).events()).isZero();
  }

  @Test
  void aScheduledEventWhoseEffectsCannotBeDeterminedIsStillCancelled() {
    StoredEvent event = defer(Effects.ALL, now().plus(LONG));
    store(cancelling(Given.event("shop/cancelled", "{\"key\":\"o1\"}"), KEY));
    subject().advance(LONG.plusMinutes(1));
    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> null);

    UUID run = fire(event, Given.cancellable("a", KEY));

    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void wakesAloneAreDeferred() {
    UUID before = start(Given.cancellable("a", KEY));
    NewRun starts = Given.run("b");
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");

    Accepted.Stored stored = store(Given.deferred(
        new Dispatch(event, List.of(starts), List.of(KEY), List.of(), version(), null),
        Effects.WAKES,
        now()));

    assertThat(stored.started()).containsExactly(starts.id());
    assertThat(stored.cancelled()).containsExactly(before);
    settle(100);
    assertThat(settled).containsEntry(event.id(), Effects.WAKES);
  }

  @Test
  void cancellationsThatAreDeferredComeLater() {
    UUID before = start(Given.cancellable("a", KEY));
    NewRun starts = Given.cancellable("a", KEY);
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");

    Accepted.Stored stored = store(Given.deferred(dispatch(event, starts), Effects.CANCELS, now()));
    assertThat(stored.started()).containsExactly(starts.id());
    assertThat(run(before).status()).isEqualTo(RunStatus.QUEUED);

    Settled done =
        ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> cancelling(due, KEY));

    assertThat(done.cancelled()).containsExactly(before);
    assertThat(run(before).cancelledBy()).isEqualTo(event.id());
    assertThat(run(starts.id()).status())
        .as("the runs that the event itself started")
        .isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void whatWasStartedAfterTheEventIsNotCancelledByIt() {
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    store(Given.deferred(dispatch(event), Effects.CANCELS, now()));
    subject().advance(Duration.ofSeconds(1));
    UUID after = start(Given.cancellable("a", KEY));

    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> cancelling(due, KEY));

    assertThat(run(after).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void anEventOfTheFutureStartsItsRunsThen() {
    StoredEvent event = Given.event("shop/later", "{}");
    Instant dueAt = now().plus(LONG);
    Accepted.Stored stored = store(Given.deferred(dispatch(event), Effects.ALL, dueAt));
    assertThat(stored.started()).isEmpty();
    assertThat(ports.runs().event(event.id())).isPresent();
    subject().advance(LONG.plusMinutes(1));
    UUID me = worker(ports, "a");
    NewRun starts = Given.taken("a");
    Instant before = now();

    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> dispatch(due, starts));

    assertThat(run(starts.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(starts.id()).eventId()).isEqualTo(event.id());
    assertThat(run(starts.id()).createdAt()).isAfterOrEqualTo(before);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(starts.id());
  }

  @Test
  void aScheduledEventIsWithdrawnOnce() {
    StoredEvent event = defer(Effects.ALL, now().plus(LONG));
    StoredEvent other = defer(Effects.ALL, now().plus(LONG));

    assertThat(ports.deferredEvents().withdraw(event.id())).isTrue();
    assertThat(ports.deferredEvents().withdraw(event.id())).isFalse();
    assertThat(ports.deferredEvents().withdraw("unknown")).isFalse();
    assertThat(ports.runs().event(event.id())).isEmpty();

    subject().advance(LONG.plusMinutes(1));
    settle(10);
    assertThat(settled).containsOnlyKeys(other.id());
    assertThat(ports.deferredEvents().withdraw(other.id())).as("it has fired").isFalse();
    assertThat(ports.runs().event(other.id())).isPresent();
    store(dispatch(event));
  }

  @ParameterizedTest
  @ValueSource(strings = {"o-\ud83d", "o-\ude00", "o-\0"})
  void textThatCannotBeStoredIsTheIdOfNoEvent(String id) {
    StoredEvent event = new StoredEvent("o-?", "shop/cancelled", "{}", now());
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(LONG)));

    assertThat(ports.deferredEvents().withdraw(id)).isFalse();
    assertThat(ports.deferredEvents().isStored(id)).isFalse();
    assertThat(ports.runs().event(id)).isEmpty();
    assertThat(ports.runs().eventView(id, 10)).isEmpty();
    assertThat(ports.runs().startedBy(id)).isEmpty();
    assertThat(ports.runs().lastEvent(id)).isEmpty();
    assertThat(
            ports.runs().events(new EventFilter(id, null, null, null), null, 10).events())
        .isEmpty();
    assertThat(
            ports.runs().events(new EventFilter(null, id, null, null), null, 10).events())
        .isEmpty();
    assertThat(ports.runs().list(RunFilter.function(id), null, 10).runs()).isEmpty();
    assertThat(ports.runs().stepView(Given.id(), id, 10)).isEmpty();
    assertThat(ports.deferredEvents().withdraw("o-?")).isTrue();
  }

  @Test
  void anEventThatIsNotScheduledIsNotWithdrawn() {
    StoredEvent event = defer(Effects.WAKES, now());

    assertThat(ports.deferredEvents().withdraw(event.id())).isFalse();
    settle(10);
    assertThat(settled).containsKey(event.id());
  }

  /** Sends an event that cancels by the key, fires the scheduled one, and returns the run that starts. */
  private UUID fire(StoredEvent scheduled, NewRun run) {
    subject().advance(LONG.plusMinutes(1));
    ports
        .deferredEvents()
        .settle(
            now(),
            10,
            version(),
            (due, effects) -> due.id().equals(scheduled.id()) ? dispatch(due, run) : dispatch(due));
    return run.id();
  }

  @Test
  void theRunOfAScheduledEventIsCancelledByAnEventThatComesBeforeItFires() {
    StoredEvent scheduled = defer(Effects.ALL, now().plus(LONG));
    subject().advance(Duration.ofSeconds(1));
    StoredEvent cancels = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    store(cancelling(cancels, KEY));

    UUID run = fire(scheduled, Given.cancellable("a", KEY));

    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(run(run).cancelledBy()).isEqualTo(cancels.id());
    assertThat(claim(ports, worker(ports, "a"), "a")).isEmpty();
  }

  @Test
  void theRunOfAScheduledEventIsCancelledEvenIfItWaitsWhenItIsCreated() {
    StartRules rules = new StartRules(
        null, new StartRules.Keyed<>(DebounceDefinition.of(LONG), "[]"), null, null, null, null);
    NewRun byCall = Given.ruled("a", rules);
    StoredEvent called = scheduled("{\"id\":\"o9\"}");
    assertThat(ports.cancellations().cancel("a", "{\"id\":\"o9\"}")).isEmpty();
    fire(Map.of(called.id(), List.of(byCall)));
    assertThat(run(byCall.id()).status()).isEqualTo(RunStatus.CANCELLED);

    StoredEvent scheduled = defer(Effects.ALL, now().plus(LONG));
    subject().advance(Duration.ofSeconds(1));
    store(cancelling(Given.event("shop/cancelled", "{\"key\":\"o1\"}"), KEY));
    UUID byEvent =
        fire(scheduled, Given.debounced("a", DebounceDefinition.of(LONG), "[\"o1\"]", KEY));

    assertThat(run(byEvent).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void whatWasSentBeforeTheScheduledEventOrByAnotherKeyDoesNotCancelItsRun() {
    defer(Effects.ALL, now().plus(LONG.multipliedBy(2)));
    store(cancelling(Given.event("shop/cancelled", "{\"key\":\"o1\"}"), KEY));
    subject().advance(Duration.ofSeconds(1));
    StoredEvent scheduled = defer(Effects.ALL, now().plus(LONG));
    store(cancelling(
        Given.event("shop/cancelled", "{\"key\":\"o2\"}"), Given.key("shop/cancelled", "o2")));

    UUID run = fire(scheduled, Given.cancellable("a", KEY));

    assertThat(run(run).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void idempotencyKeysHoldForWhatStartsLater() {
    start(Given.ordered("a", "{\"id\":\"o1\"}"));
    NewRun second = Given.ordered("a", "{\"id\":\"o1\"}");
    defer(Effects.ALL, now());

    ports.deferredEvents().settle(now(), 10, version(), (due, effects) -> dispatch(due, second));

    assertThat(ports.runs().run(second.id())).isEmpty();
  }

  @Test
  void eachEventIsSettledByOneProcess() {
    Ports others = subject().openProcess();
    for (int round = 0; round < 5; round++) {
      List<StoredEvent> events = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        events.add(defer(Effects.ALL, now()));
      }
      long version = version();
      List<CompletableFuture<Integer>> done = new ArrayList<>();
      for (Ports process : List.of(ports, others, ports, others)) {
        Supplier<Integer> settling = () -> process
            .deferredEvents()
            .settle(
                now(),
                15,
                version,
                (due, effects) ->
                    new Dispatch(due, List.of(Given.run("a")), List.of(), List.of(), version, null))
            .events();
        done.add(CompletableFuture.supplyAsync(settling, THREADS));
      }
      int taken = done.stream().mapToInt(CompletableFuture::join).sum();
      taken += ports
          .deferredEvents()
          .settle(now(), 100, version, (due, effects) -> dispatch(due, Given.run("a")))
          .events();

      assertThat(taken).isEqualTo(20);
      assertThat(events).allMatch(event -> ports.runs().startedBy(event.id()).size() == 1);
    }
  }

  @Test
  void theRunOfAScheduledEventIsCancelledByACallThatComesBeforeItFires() {
    NewRun wanted = Given.run("a");
    NewRun otherFunction = Given.run("b");
    NewRun otherData = Given.run("a");
    NewRun later = Given.run("a");
    StoredEvent event = scheduled("{\"id\":\"o1\",\"n\":1}");
    StoredEvent other = scheduled("{\"id\":\"o2\"}");

    assertThat(ports.cancellations().cancel("a", "{\"id\":\"o1\"}")).isEmpty();
    assertThat(ports.cancellations().cancel("a", "{\"id\":\"o1\"}")).isEmpty();
    StoredEvent sentAfterwards = scheduled("{\"id\":\"o1\"}");
    Map<String, List<NewRun>> starts = Map.of(
        event.id(), List.of(wanted, otherFunction),
        other.id(), List.of(otherData),
        sentAfterwards.id(), List.of(later));
    Settled settled = fire(starts);

    assertThat(settled.cancelled()).containsExactly(wanted.id());
    assertThat(run(wanted.id()).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(run(wanted.id()).cancelledBy()).isEqualTo(Run.BY_CALL);
    for (NewRun started : List.of(otherFunction, otherData, later)) {
      assertThat(run(started.id()).status()).isEqualTo(RunStatus.QUEUED);
    }
  }

  @Test
  void aCancelledStartIsForgottenWithItsEvent() {
    StoredEvent event = scheduled("{\"id\":\"o1\"}");
    ports.cancellations().cancel("a", "{\"id\":\"o1\"}");
    assertThat(ports.deferredEvents().withdraw(event.id())).isTrue();
    assertThat(ports.deferredEvents().isStored(event.id())).isFalse();
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(LONG)));
    assertThat(ports.deferredEvents().isStored(event.id())).isTrue();

    NewRun run = Given.run("a");
    assertThat(fire(Map.of(event.id(), List.of(run))).cancelled()).isEmpty();

    assertThat(run(run.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(ports.deferredEvents().isStored(event.id())).isTrue();
  }

  private StoredEvent scheduled(String data) {
    StoredEvent event = Given.event("shop/placed", data);
    store(Given.deferred(dispatch(event), Effects.ALL, now().plus(LONG)));
    return event;
  }

  /** Fires all scheduled events, which start these runs. */
  private Settled fire(Map<String, List<NewRun>> starts) {
    subject().advance(LONG.plus(LONG));
    return ports
        .deferredEvents()
        .settle(
            now(),
            10,
            version(),
            (event, effects) ->
                dispatch(event, starts.getOrDefault(event.id(), List.of()).toArray(new NewRun[0])));
  }
}
