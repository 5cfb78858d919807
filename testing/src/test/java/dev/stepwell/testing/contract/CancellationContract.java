package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and calls cancel runs in every state. */
abstract class CancellationContract extends Contract {
  private static final MatchKey KEY = Given.key("shop/cancelled", "o1");

  CancellationContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private StoredEvent cancel() {
    return Given.event("shop/cancelled", "{\"key\":\"o1\"}");
  }

  @Test
  void anEventCancelsTheLiveRunsOfItsKey() {
    UUID me = worker(ports, "a");
    UUID running = startAndClaim(me, Given.cancellable("a", KEY));
    UUID parked = startAndClaim(me, Given.cancellable("a", KEY));
    end(new RunEnd.Parked(parked, null));
    UUID queued = start(Given.cancellable("b", Given.key("other", "o1"), KEY));
    StoredEvent event = cancel();
    Instant before = now();

    Accepted.Stored stored = store(cancelling(event, KEY));

    assertThat(stored.cancelled()).containsExactlyInAnyOrder(running, parked, queued);
    for (UUID id : List.of(running, parked, queued)) {
      Run run = run(id);
      assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(run.cancelledBy()).isEqualTo(event.id());
      assertThat(run.endedAt()).isBetween(before, now());
      assertThat(run.dueAt()).isNull();
      assertThat(run.error()).isNull();
    }
    assertThat(ports.queue().lost(me, Set.of(running))).containsExactly(running);
    assertThat(claim(ports, me, "a", "b")).isEmpty();
  }

  @Test
  void runsOfOtherKeysAndEndedRunsStayAsTheyAre() {
    UUID me = worker(ports, "a");
    UUID other = start(Given.cancellable("b", Given.key("shop/cancelled", "o2")));
    UUID otherName = start(Given.cancellable("b", Given.key("shop/paid", "o1")));
    UUID ended = startAndClaim(me, Given.cancellable("a", KEY));
    end(new RunEnd.Completed(ended, "1", true, null));

    assertThat(store(cancelling(cancel(), KEY)).cancelled()).isEmpty();
    assertThat(run(other).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(otherName).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(ended).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void anEventCancelsWhatWasThereAndNotWhatItStarts() {
    UUID before = start(Given.cancellable("a", KEY));
    NewRun started = Given.cancellable("a", KEY);

    Accepted.Stored stored =
        store(new Dispatch(cancel(), List.of(started), List.of(KEY), List.of(), version(), null));

    assertThat(stored.cancelled()).containsExactly(before);
    assertThat(run(started.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(store(cancelling(cancel(), KEY)).cancelled()).containsExactly(started.id());
  }

  @Test
  void whatIsSentInOneGoIsAppliedInItsOrder() {
    NewRun before = Given.cancellable("a", KEY);
    NewRun after = Given.cancellable("a", KEY);
    Dispatch starts = dispatch(Given.event("test/started", "{}"), before);
    Dispatch cancels = cancelling(cancel(), KEY);
    Dispatch startsAgain = dispatch(Given.event("test/started", "{}"), after);

    CompletableFuture<Accepted> first = ports.events().append(starts);
    CompletableFuture<Accepted> second = ports.events().append(cancels);
    CompletableFuture<Accepted> third = ports.events().append(startsAgain);

    assertThat(first.join()).isInstanceOf(Accepted.Stored.class);
    assertThat(((Accepted.Stored) second.join()).cancelled()).containsExactly(before.id());
    assertThat(third.join()).isInstanceOf(Accepted.Stored.class);
    assertThat(run(after.id()).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void aRunThatCancelsItselfIsHeldNoMore() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, Given.cancellable("a", KEY));
    StepWrite write = new StepWrite(
        run, Given.completed("send", "[]", now()), null, null, List.of(cancelling(cancel(), KEY)));

    assertThat(record(write)).isEqualTo(Recorded.NOT_HELD);

    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(step(run, "send")).isNotNull();
    assertThat(record(run, Given.completed("charge", "1", now()))).isEqualTo(Recorded.NOT_HELD);
  }

  @Test
  void aCancelledRunIsToldOf() {
    StoredEvent startedBy = Given.event("shop/placed", "{\"id\":\"\\u00e9\\\"1\"}");
    NewRun cancelled = Given.cancellable("a", KEY);
    store(dispatch(startedBy, cancelled));
    StoredEvent event = cancel();
    store(cancelling(event, KEY));

    StoredEvent told = ports.runs().event(cancelled.id() + ":cancelled").orElseThrow();
    assertThat(told.name()).isEqualTo("stepwell/function.cancelled");
    assertJson(
        told.data(),
        "{\"functionId\":\"a\",\"runId\":\"" + cancelled.id() + "\",\"cancelledBy\":\"" + event.id()
            + "\",\"event\":{\"id\":\"" + startedBy.id()
            + "\",\"name\":\"shop/placed\",\"data\":{\"id\":\"\\u00e9\\\"1\"}}}");
    NewRun tells = Given.run("teller");
    ports.deferredEvents().settle(now(), 100, version(), (due, effects) -> {
      assertThat(due.id()).isEqualTo(told.id());
      assertThat(effects).isEqualTo(Effects.ALL);
      return dispatch(due, tells);
    });
    assertThat(run(tells.id()).eventId()).isEqualTo(told.id());
  }

  @Test
  void aCancelledRunThatAnEndHasStartedIsNotToldOf() {
    for (String end : List.of("completed", "failed", "cancelled")) {
      NewRun run = Given.run("a");
      store(dispatch(Given.event("stepwell/function." + end, "{}"), run));
      ports.cancellations().cancel(run.id());

      assertThat(ports.runs().event(run.id() + ":cancelled")).isEmpty();
    }
  }

  @Test
  void aCallCancelsARunOnce() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");

    assertThat(ports.cancellations().cancel(run)).containsExactly(run);
    assertThat(run(run).cancelledBy()).isEqualTo(Run.BY_CALL);
    assertThat(ports.cancellations().cancel(run)).isEmpty();
    assertThat(ports.cancellations().cancel(Given.id())).isEmpty();
    assertThat(ports.runs().event(run + ":cancelled")).isPresent();
    assertThat(end(new RunEnd.Completed(run, "1", false, null))).isEqualTo(Recorded.NOT_HELD);
    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void aCallCancelsTheRunsOfAFunctionWhoseEventContainsTheData() {
    Set<UUID> wanted = new HashSet<>();
    wanted.add(startOn("a", "{\"id\":\"o1\",\"n\":1}"));
    wanted.add(startOn("a", "{\"n\":1.0,\"id\":\"o1\",\"items\":[1,2]}"));
    UUID otherFunction = startOn("b", "{\"id\":\"o1\",\"n\":1}");
    UUID otherData = startOn("a", "{\"id\":\"o2\",\"n\":1}");
    UUID missing = startOn("a", "{\"id\":\"o1\"}");

    assertThat(ports.cancellations().cancel("a", "{\"id\":\"o1\",\"n\":1}")).isEqualTo(wanted);

    for (UUID id : wanted) {
      assertThat(run(id).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(run(id).cancelledBy()).isEqualTo(Run.BY_CALL);
      assertThat(ports.runs().event(id + ":cancelled")).isPresent();
    }
    for (UUID id : List.of(otherFunction, otherData, missing)) {
      assertThat(run(id).status()).isEqualTo(RunStatus.QUEUED);
    }
    assertThat(ports.cancellations().cancel("a", "{}"))
        .containsExactlyInAnyOrder(otherData, missing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u0000",
        "a\\\\u0000b",
        "\\\\ud800",
        "\\ud800",
        "\\u0041-1",
        "\ud83d\ude00",
        "\\ud83d\\ude00",
        "a\\/b"
      })
  void noTextIsInTheWay(String text) {
    UUID itself = startOn("a", "{\"id\":\"" + text + "\"}");
    UUID beside = startOn("a", "{\"id\":\"o1\",\"more\":[\"" + text + "\"]}");

    assertThat(ports.cancellations().cancel("a", "{\"id\":\"o1\"}")).containsExactly(beside);
    assertThat(run(itself).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(ports.cancellations().cancel("a", "{\"id\":\"" + text + "\"}"))
        .containsExactly(itself);
  }

  @Test
  void equalDataIsFoundHoweverItIsWritten() {
    UUID escaped = startOn("a", "{\"id\":\"\\u0041-1\",\"n\":1e2}");
    UUID plain = startOn("a", "{\"id\":\"A-1\",\"n\":100.0}");
    UUID longer = startOn("a", "{\"id\":\"A-1\",\"n\":1000}");

    assertThat(ports.cancellations().cancel("a", "{\"id\":\"A-1\",\"n\":100}"))
        .containsExactlyInAnyOrder(escaped, plain);
    assertThat(run(longer).status()).isEqualTo(RunStatus.QUEUED);
  }

  private UUID startOn(String functionId, String data) {
    NewRun run = Given.run(functionId);
    store(dispatch(Given.event("shop/placed", data), run));
    return run.id();
  }

  @Test
  void aRunWhoseTimeIsUpIsCancelledByItsWorker() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, Given.cancellable("a", KEY));

    assertThat(end(new RunEnd.Cancelled(run, Run.BY_TIMEOUT))).isEqualTo(Recorded.RECORDED);

    assertThat(run(run).status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(run(run).cancelledBy()).isEqualTo(Run.BY_TIMEOUT);
    assertThat(run(run).endedAt()).isNotNull();
    assertThat(ports.runs().event(run + ":cancelled")).isPresent();
    assertThat(store(cancelling(cancel(), KEY)).cancelled()).isEmpty();
    assertThat(end(new RunEnd.Cancelled(run, Run.BY_TIMEOUT))).isEqualTo(Recorded.NOT_HELD);
  }

  @Test
  void theRunsOfARetiredFunctionAreCancelledInBatches() {
    UUID me = worker(ports, "a");
    UUID running = startAndClaim(me, Given.cancellable("a", KEY));
    UUID parked = startAndClaim(me, Given.cancellable("a", KEY));
    end(new RunEnd.Parked(parked, null));
    UUID callee = invokeAndPark(startAndClaim(me, Given.run("a")));
    UUID queued = start(Given.cancellable("a", KEY));
    UUID other = start("b");

    Set<UUID> cancelled = new HashSet<>();
    for (int batch = 0; batch < 4; batch++) {
      Set<UUID> some = ports.cancellations().cancelRetired("a", 1);
      assertThat(some).isNotEmpty();
      cancelled.addAll(some);
    }

    assertThat(ports.cancellations().cancelRetired("a", 1)).isEmpty();
    assertThat(cancelled).hasSize(5).contains(running, parked, callee, queued);
    for (UUID id : cancelled) {
      assertThat(run(id).status()).isEqualTo(RunStatus.CANCELLED);
      assertThat(run(id).cancelledBy())
          .isEqualTo(id.equals(callee) ? Run.BY_CALLER : Run.BY_RETIREMENT);
    }
    assertThat(run(other).status()).isEqualTo(RunStatus.QUEUED);
  }
}
