package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of a step are sent if and when the step is recorded. */
abstract class SendContract extends Contract {
  private UUID me;

  SendContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a");
  }

  @Test
  void eventsAreSentWithTheStep() {
    UUID run = startAndClaim(me, "a");
    StoredEvent event = Given.event("shop/paid", "{}");
    NewRun starts = Given.run("b");

    assertThat(record(sending(run, "s", dispatch(event, starts)))).isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().event(event.id())).isPresent();
    assertThat(run(starts.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(run(starts.id()).eventId()).isEqualTo(event.id());
    assertThat(run(starts.id()).dueAt()).isNotNull();
    assertThat(step(run, "s")).isNotNull();
  }

  private StepWrite sending(UUID run, String stepId, Dispatch... sends) {
    return new StepWrite(run, Given.completed(stepId, "1", now()), null, null, List.of(sends));
  }

  @Test
  void anEventThatWasSentBeforeIsNoFault() {
    UUID run = startAndClaim(me, "a");
    StoredEvent event = Given.event("shop/paid", "{}");
    store(dispatch(event));
    StoredEvent fresh = Given.event("shop/paid", "{}");
    NewRun never = Given.run("b");

    assertThat(record(sending(run, "s", dispatch(event, never), dispatch(fresh))))
        .isEqualTo(Recorded.RECORDED);

    assertThat(ports.runs().run(never.id())).isEmpty();
    assertThat(ports.runs().event(fresh.id())).isPresent();
  }

  @Test
  void nothingIsSentWhenTheStepIsRefused() {
    UUID run = startAndClaim(me, "a");
    record(run, Given.completed("ended", "1", now()));
    StoredEvent event = Given.event("shop/paid", "{}");
    Dispatch current = dispatch(event, Given.run("b"));
    Dispatch old = new Dispatch(event, List.of(), List.of(), List.of(), version() - 1, null);

    assertThat(record(sending(run, "ended", current))).isEqualTo(Recorded.ENDED_OTHERWISE);
    assertThat(record(sending(Given.id(), "s", current))).isEqualTo(Recorded.NOT_HELD);
    assertThat(record(sending(run, "s", old))).isEqualTo(Recorded.FUNCTIONS_CHANGED);
    assertThat(step(run, "s")).isNull();
    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(ports.runs().startedBy(event.id())).isEmpty();

    assertThat(record(sending(run, "s", current))).isEqualTo(Recorded.RECORDED);
    assertThat(ports.runs().startedBy(event.id())).hasSize(1);
  }

  @Test
  void whatASentEventCancelsIsCancelled() {
    UUID run = startAndClaim(me, "a");
    MatchKey key = Given.key("shop/cancelled", "o1");
    UUID now = start(Given.cancellable("b", key));
    StoredEvent event = Given.event("shop/cancelled", "{\"key\":\"o1\"}");

    record(sending(run, "s", cancelling(event, key)));
    assertThat(run(now).status()).isEqualTo(RunStatus.CANCELLED);

    UUID later = start(Given.cancellable("b", key));
    StoredEvent delayed = Given.event("shop/cancelled", "{\"key\":\"o1\"}");
    Instant dueAt = now().plus(Duration.ofMinutes(5));
    record(sending(run, "t", Given.deferred(dispatch(delayed), Effects.ALL, dueAt)));
    assertThat(run(later).status()).isEqualTo(RunStatus.QUEUED);
    subject().advance(Duration.ofMinutes(6));
    ports
        .deferredEvents()
        .settle(
            now(),
            100,
            version(),
            (due, effects) -> due.id().equals(delayed.id()) ? cancelling(due, key) : dispatch(due));
    assertThat(run(later).cancelledBy()).isEqualTo(delayed.id());
  }
}
