package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.runtime.model.Deferral.Effects;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Reruns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A rate limit accepts no more runs in any period than it allows, and records the others as skipped. */
abstract class RateLimitContract extends Contract {
  private static final String KEY = "[\"acme\"]";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  RateLimitContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  private static NewRun limited(int limit, String key) {
    return Given.limited("a", RateLimitDefinition.of(limit, LONG), key);
  }

  private boolean accepts(NewRun run) {
    Accepted.Stored stored = store(dispatch(Given.event("shop/placed", "{}"), run));
    boolean accepted = stored.started().contains(run.id());
    assertThat(stored.skipped().stream().map(SkippedRun::runId).toList())
        .isEqualTo(accepted ? List.of() : List.of(run.id()));
    assertThat(run(run.id()).status()).isEqualTo(accepted ? RunStatus.QUEUED : RunStatus.SKIPPED);
    return accepted;
  }

  @Test
  void thePeriodBeginsAnywhere() {
    assertThat(accepts(limited(3, KEY))).isTrue();
    subject().advance(MINUTE.multipliedBy(40));
    assertThat(accepts(limited(3, KEY))).isTrue();
    assertThat(accepts(limited(3, KEY))).isTrue();
    assertThat(accepts(limited(3, KEY))).isFalse();

    subject().advance(MINUTE.multipliedBy(15));
    assertThat(accepts(limited(3, KEY))).as("after 55 minutes").isFalse();

    subject().advance(MINUTE.multipliedBy(10));
    assertThat(accepts(limited(3, KEY))).as("after 65 minutes").isTrue();
    assertThat(accepts(limited(3, KEY))).as("two of 40 minutes, one of 65").isFalse();

    subject().advance(MINUTE.multipliedBy(40));
    assertThat(accepts(limited(3, KEY))).as("after 105 minutes").isTrue();
    assertThat(accepts(limited(3, KEY))).isTrue();
    assertThat(accepts(limited(3, KEY))).as("one of 65 minutes, two of 105").isFalse();
  }

  @Test
  void whatIsSkippedDoesNotCount() {
    assertThat(accepts(limited(1, KEY))).isTrue();
    subject().advance(MINUTE.multipliedBy(50));
    assertThat(accepts(limited(1, KEY))).isFalse();
    subject().advance(MINUTE.multipliedBy(15));
    assertThat(accepts(limited(1, KEY))).isTrue();
  }

  @Test
  void aSkippedRunIsRecordedWithItsReason() {
    UUID me = worker(ports, "a");
    start(limited(1, KEY));
    NewRun skipped = limited(1, KEY);
    Instant before = now();

    Accepted.Stored stored = store(dispatch(Given.event("shop/placed", "{}"), skipped));

    SkippedRun expected = new SkippedRun(skipped.id(), "a", Rule.RATE_LIMIT, KEY, null);
    assertThat(stored.skipped()).containsExactly(expected);
    assertThat(stored.started()).isEmpty();
    Run run = run(skipped.id());
    assertThat(run.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(run.dueAt()).isNull();
    assertThat(run.startedAt()).isNull();
    assertThat(run.endedAt()).isBetween(before, now());
    assertThat(ports.runs().event(run.eventId())).isPresent();
    assertThat(ports.runs().reasons(run.id()))
        .containsExactly(new Reason.Skipped(Rule.RATE_LIMIT, KEY, null, run.endedAt()));
    assertThat(ids(claim(ports, me, "a"))).doesNotContain(run.id());
    assertThat(ports.cancellations().cancel(run.id())).isEmpty();
  }

  @Test
  void skippedRunsAreListedAndCounted() {
    Instant from = now().minus(MINUTE);
    start(limited(1, KEY));
    UUID first = start(limited(1, KEY));
    UUID second = start(limited(1, KEY));
    RunFilter filter = new RunFilter("a", Set.of(RunStatus.SKIPPED), null, null, null, null);

    assertThat(ports.runs().list(filter, null, 9).runs().stream().map(Run::id))
        .containsExactly(second, first);
    assertThat(ports.insights().counts(from, now().plus(MINUTE), LONG).functions())
        .singleElement()
        .satisfies(counts -> {
          assertThat(counts.skipped()).isEqualTo(2);
          assertThat(counts.live()).isEqualTo(1);
          assertThat(counts.buckets().stream()
                  .mapToLong(bucket -> bucket.skipped())
                  .sum())
              .isEqualTo(2);
        });
  }

  @Test
  void keysAndFunctionsHaveLimitsOfTheirOwn() {
    assertThat(accepts(limited(1, KEY))).isTrue();
    assertThat(accepts(limited(1, "[\"1\"]"))).isTrue();
    assertThat(accepts(limited(1, "[1]"))).isTrue();
    assertThat(accepts(limited(1, "[null]"))).isTrue();
    assertThat(accepts(limited(1, "[]"))).isTrue();
    assertThat(accepts(limited(1, "[null]"))).isFalse();
    NewRun other = Given.limited("b", RateLimitDefinition.of(1, LONG), KEY);
    assertThat(accepts(other)).isTrue();
  }

  @Test
  void aChangedLimitHoldsAtOnce() {
    for (int i = 0; i < 4; i++) {
      assertThat(accepts(limited(4, KEY))).isTrue();
    }
    assertThat(accepts(limited(2, KEY))).as("lowered").isFalse();
    assertThat(accepts(limited(5, KEY))).as("raised").isTrue();
    assertThat(accepts(limited(5, KEY))).isFalse();
  }

  @Test
  void aSkippedRunCanBeStartedByHand() {
    UUID me = worker(ports, "a");
    start(limited(1, KEY));
    UUID skipped = start(limited(1, KEY));
    NewRun rerun = Given.run("a");

    assertThat(ports.reruns().rerun(rerun, skipped, null, version()))
        .isEqualTo(Reruns.Result.STARTED);

    assertThat(ids(claim(ports, me, "a"))).contains(rerun.id());
    assertThat(run(rerun.id()).rerunOf()).isEqualTo(skipped);
  }

  @Test
  void scheduledEventsCountWhenTheyFire() {
    assertThat(accepts(limited(2, KEY))).isTrue();
    Dispatch later = Given.deferred(
        dispatch(Given.event("shop/placed", "{}")), Effects.ALL, now().plus(MINUTE));
    store(later);
    subject().advance(MINUTE.multipliedBy(2));
    NewRun fired = limited(2, KEY);

    ports.deferredEvents().settle(now(), 9, version(), (event, effects) -> dispatch(event, fired));

    assertThat(run(fired.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(accepts(limited(2, KEY))).isFalse();
  }

  @Test
  void ofManySendersExactlyTheLimitIsAccepted() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    long version = version();
    List<CompletableFuture<Accepted>> sends = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Dispatch dispatch = new Dispatch(
          Given.event("shop/placed", "{}"),
          List.of(limited(7, "[\"k" + i % 3 + "\"]"), limited(11, "[\"all\"]")),
          List.of(),
          List.of(),
          version,
          null);
      sends.add(processes.get(i % 2).events().append(dispatch));
    }

    List<Accepted.Stored> stored =
        sends.stream().map(send -> (Accepted.Stored) send.join()).toList();

    assertThat(stored.stream().mapToInt(one -> one.started().size()).sum()).isEqualTo(3 * 7 + 11);
    assertThat(stored.stream().mapToInt(one -> one.skipped().size()).sum())
        .isEqualTo(240 - 3 * 7 - 11);
    assertThat(ports.runs().newest("a", 500)).hasSize(240);
  }
}
