package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.store.EventLog.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runs of a paused function neither start nor resume, and nothing is lost. */
abstract class PauseContract extends Contract {
  private static final StoredFunction A = Given.function("a", "x/y");
  private static final StoredFunction B = Given.function("b", "x/y");

  PauseContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void publish() {
    ports.functions().publish(List.of(A, B));
  }

  @Test
  void aPauseIsKnownToAllUntilItIsOver() {
    Ports others = subject().openProcess();
    Instant since = millis();

    assertThat(ports.functions().pause("a", since)).isTrue();
    assertThat(others.functions().load().functions()).containsExactly(A.pausedAt(since), B);
    assertThat(others.functions().describe()).containsExactly(A.pausedAt(since), B);

    assertThat(others.functions().resume("a", now())).isTrue();
    assertThat(ports.functions().load().functions()).containsExactly(A, B);
  }

  private Instant millis() {
    return now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Test
  void onlyAChangeMakesANewVersion() {
    long before = version();
    assertThat(ports.functions().resume("a", now())).isFalse();
    assertThat(ports.functions().pause("unknown", now())).isFalse();
    assertThat(ports.functions().resume("unknown", now())).isFalse();
    assertThat(version()).isEqualTo(before);

    Instant since = millis();
    ports.functions().pause("a", since);
    long paused = version();
    assertThat(paused).isGreaterThan(before);
    assertThat(ports.functions().pause("a", since.plusSeconds(1))).isFalse();
    assertThat(version()).isEqualTo(paused);
    assertThat(ports.functions().load().functions()).containsExactly(A.pausedAt(since), B);

    ports.functions().resume("a", now());
    assertThat(version()).isGreaterThan(paused);
  }

  @Test
  void theTimeOfPausesIsKnownWhileTheyLastAndAfterwards() {
    Duration hour = Duration.ofHours(1);
    Instant first = millis();
    ports.functions().pause("a", first);
    assertThat(ports.functions().paused("a", first.minus(hour), first.plus(hour)))
        .isEqualTo(hour);
    ports.functions().resume("a", first.plus(hour));
    Instant second = first.plus(hour.multipliedBy(3));
    ports.functions().pause("a", second);

    for (Ports process : List.of(ports, subject().openProcess())) {
      assertThat(process.functions().paused("a", first.minus(hour), second.plus(hour)))
          .isEqualTo(hour.multipliedBy(2));
      assertThat(process.functions().paused("a", first.plusSeconds(600), second))
          .isEqualTo(hour.minusMinutes(10));
      assertThat(process.functions().paused("a", first, first.plusSeconds(600)))
          .isEqualTo(Duration.ofMinutes(10));
      assertThat(process.functions().paused("a", first.plus(hour), second)).isZero();
      assertThat(process.functions().paused("b", first.minus(hour), second.plus(hour)))
          .isZero();
    }
  }

  @Test
  void toPublishAFunctionAgainKeepsItPaused() {
    Instant since = millis();
    ports.functions().pause("a", since);
    long paused = version();

    ports.functions().publish(List.of(A));
    assertThat(version()).isEqualTo(paused);
    StoredFunction changed = Given.function("a", "x/z");
    ports.functions().publish(List.of(changed));

    assertThat(ports.functions().load().functions()).containsExactly(changed.pausedAt(since), B);
  }

  @Test
  void noRunOfItIsClaimedUntilItIsResumed() {
    UUID me = worker(ports, "a", "a:on-failure", "b");
    UUID paused = start("a");
    UUID failure = start("a:on-failure");
    UUID other = start("b");
    ports.functions().pause("a", now());

    assertThat(ids(claim(ports, me, "a", "a:on-failure", "b")))
        .containsExactlyInAnyOrder(failure, other);
    UUID later = start("a");
    assertThat(claim(ports, me, "a", "b")).isEmpty();

    ports.functions().resume("a", now());
    assertThat(ids(claim(ports, me, "a", "b"))).containsExactlyInAnyOrder(paused, later);
  }

  @Test
  void aRunThatIsExecutedGoesOnUntilItWaits() {
    UUID me = worker(ports, "a");
    UUID parks = startAndClaim(me, "a");
    UUID ends = startAndClaim(me, "a");
    ports.functions().pause("a", now());

    record(ends, Given.completed("s", "1", now()));
    end(new RunEnd.Completed(ends, "1", false, null));
    record(parks, Given.waiting("nap", StepKind.SLEEP, now(), now()));
    end(new RunEnd.Parked(parks, now()));
    subject().advance(LONG);

    assertThat(run(ends).status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(claim(ports, me, "a")).isEmpty();
    ports.functions().resume("a", now());
    assertThat(ids(claim(ports, me, "a"))).containsExactly(parks);
  }

  @Test
  void noSendThatWasMatchedBeforeHandsARunToTheWorker() {
    UUID me = worker(ports, "a");
    Dispatch matchedBefore = dispatch(Given.event("x/y", "{}"), Given.taken("a"));
    ports.functions().pause("a", now());

    assertThat(append(matchedBefore)).isInstanceOf(Accepted.FunctionsChanged.class);
    assertThat(ports.queue().held(me)).isEmpty();
  }

  @Test
  void aBeatDoesNotTellOfRunsThatArePaused() {
    UUID me = worker(ports, "a", "b");
    start("a");
    ports.functions().pause("a", now());

    assertThat(requireNonNull(ports.queue().beat(me, LEASE)).nextDue()).isNull();
    UUID other = start("b");
    assertThat(requireNonNull(ports.queue().beat(me, LEASE)).nextDue())
        .isEqualTo(run(other).dueAt());
    ports.functions().resume("a", now());
    assertThat(requireNonNull(ports.queue().beat(me, LEASE)).nextDue())
        .isBefore(now().plusSeconds(1));
  }

  @Test
  void aRunThatIsDueSaysThatItIsPaused() {
    UUID run = start("a");
    UUID failure = start("a:on-failure");
    Instant since = millis();
    ports.functions().pause("a", since);

    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.Paused("a", since));
    assertThat(ports.runs().reasons(failure)).containsExactly(new Reason.NoWorker("a:on-failure"));
    ports.functions().resume("a", now());
    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.NoWorker("a"));
  }
}
