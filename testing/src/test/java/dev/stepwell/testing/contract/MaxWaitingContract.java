package dev.stepwell.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.BacklogFullException;
import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.Singleton.Mode;
import dev.stepwell.contract.BatchDefinition;
import dev.stepwell.contract.MaxWaitingDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.EventLog.Accepted;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bound on the runs that wait for their first attempt is never exceeded. */
abstract class MaxWaitingContract extends Contract {
  private static final String KEY = "[\"acme\"]";

  private UUID me;

  MaxWaitingContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @BeforeEach
  void register() {
    me = worker(ports, "a", "b");
  }

  private static NewRun bounded(int limit, WhenFull whenFull, String key) {
    return Given.bounded(
        "a", MaxWaitingDefinition.of(limit, whenFull, "event.data.tenant"), key, false);
  }

  private NewRun waiting(int limit, WhenFull whenFull) {
    NewRun run = bounded(limit, whenFull, KEY);
    start(run);
    return run;
  }

  private Accepted send(NewRun... runs) {
    return append(dispatch(Given.event("shop/placed", "{}"), runs));
  }

  private void assertSkipped(NewRun run, @Nullable UUID successor) {
    Run skipped = run(run.id());
    assertThat(skipped.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(ports.runs().reasons(run.id()))
        .containsExactly(new Reason.Skipped(Rule.MAX_WAITING, KEY, successor, skipped.endedAt()));
  }

  @Test
  void aFullBacklogAcceptsNoEvent() {
    waiting(2, WhenFull.REJECT);
    waiting(2, WhenFull.REJECT);
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun other = Given.run("b");
    NewRun refused = bounded(2, WhenFull.REJECT, KEY);

    Accepted accepted = append(dispatch(event, other, refused));

    Accepted.BacklogFull full = new Accepted.BacklogFull("a", 2, KEY);
    assertThat(accepted).isEqualTo(full);
    BacklogFullException exception = full.exception();
    assertThat(exception.functionId()).isEqualTo("a");
    assertThat(exception.limit()).isEqualTo(2);
    assertThat(exception.key()).isEqualTo(KEY);
    assertThat(ports.runs().event(event.id())).isEmpty();
    assertThat(ports.runs().run(other.id())).isEmpty();
    assertThat(ports.runs().run(refused.id())).isEmpty();
    assertThat(send(bounded(2, WhenFull.REJECT, "[\"other\"]")))
        .isInstanceOf(Accepted.Stored.class);
  }

  @Test
  void whatHasStartedOrEndedDoesNotCount() {
    NewRun first = waiting(2, WhenFull.REJECT);
    NewRun second = waiting(2, WhenFull.REJECT);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);

    ports.cancellations().cancel(first.id());
    NewRun third = waiting(2, WhenFull.REJECT);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);

    assertThat(ids(claim(ports, me, "a"))).containsExactlyInAnyOrder(second.id(), third.id());
    ports.queue().giveBack(me, Set.of(second.id(), third.id()));
    waiting(2, WhenFull.REJECT);
    waiting(2, WhenFull.REJECT);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);
  }

  @Test
  void anEventThatIsStoredIsADuplicateEvenIfTheBacklogIsFull() {
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun run = bounded(1, WhenFull.REJECT, KEY);
    store(dispatch(event, run));

    assertThat(append(dispatch(event, bounded(1, WhenFull.REJECT, KEY))))
        .isEqualTo(new Accepted.Duplicate(List.of(run.id())));
  }

  @Test
  void theOldestIsSkippedForTheNewest() {
    NewRun first = waiting(2, WhenFull.SKIP_OLDEST);
    NewRun second = waiting(2, WhenFull.SKIP_OLDEST);
    NewRun third = waiting(2, WhenFull.SKIP_OLDEST);

    assertSkipped(first, third.id());
    NewRun fourth = waiting(2, WhenFull.SKIP_OLDEST);
    assertSkipped(second, fourth.id());
    assertThat(ids(claim(ports, me, "a"))).containsExactlyInAnyOrder(third.id(), fourth.id());
  }

  private static NewRun single(Mode mode, int limit, WhenFull whenFull) {
    return Given.ruled(
        "a",
        new StartRules(
            null,
            null,
            null,
            null,
            new StartRules.Keyed<>(SingletonDefinition.of(mode, "event.data.id"), "[\"p1\"]"),
            new StartRules.Bounded(
                MaxWaitingDefinition.of(limit, whenFull, "event.data.tenant"), KEY, false)));
  }

  @ParameterizedTest
  @EnumSource(names = {"SKIP_NEWEST", "SKIP_OLDEST"})
  void aRunThatReplacesAnotherDoesNotAddToTheBacklog(WhenFull whenFull) {
    NewRun first = single(Mode.QUEUE_LATEST, 1, whenFull);
    start(first);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(first.id());
    for (int i = 0; i < 3; i++) {
      NewRun next = single(Mode.QUEUE_LATEST, 1, whenFull);
      NewRun last = single(Mode.QUEUE_LATEST, 1, whenFull);
      start(next);
      assertThat(run(next.id()).status()).isEqualTo(RunStatus.WAITING);
      send(single(Mode.QUEUE_LATEST, 1, whenFull), last);
      assertThat(run(last.id()).status()).isEqualTo(RunStatus.WAITING);
      assertThat(run(next.id()).status()).isEqualTo(RunStatus.SKIPPED);
    }
  }

  @Test
  void theRunThatTakesThePlaceOfAnotherIsNotSkippedItself() {
    start(single(Mode.CANCEL, 1, WhenFull.SKIP_NEWEST));
    NewRun second = single(Mode.CANCEL, 1, WhenFull.SKIP_NEWEST);
    start(second);

    assertThat(ids(claim(ports, me, "a"))).containsExactly(second.id());
  }

  private NewRun singleOf(String key, WhenFull whenFull) {
    return Given.ruled(
        "a",
        new StartRules(
            null,
            null,
            null,
            null,
            new StartRules.Keyed<>(SingletonDefinition.of(Mode.QUEUE_LATEST, "event.data.id"), key),
            new StartRules.Bounded(
                MaxWaitingDefinition.of(2, whenFull, "event.data.tenant"), KEY, false)));
  }

  private long countWaiting(NewRun... runs) {
    return Stream.of(runs)
        .filter(run -> run(run.id()).endedAt() == null)
        .filter(run -> run(run.id()).startedAt() == null)
        .count();
  }

  @Test
  void aReplacedRunIsNotSkippedAgainAsTheOldest() {
    NewRun current = singleOf("[\"k\"]", WhenFull.SKIP_OLDEST);
    start(current);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(current.id());
    NewRun next = singleOf("[\"k\"]", WhenFull.SKIP_OLDEST);
    NewRun other = singleOf("[\"z\"]", WhenFull.SKIP_OLDEST);
    start(next);
    start(other);
    NewRun replacing = singleOf("[\"k\"]", WhenFull.SKIP_OLDEST);
    NewRun further = singleOf("[\"y\"]", WhenFull.SKIP_OLDEST);
    send(replacing, further);

    assertThat(countWaiting(next, other, replacing, further)).isEqualTo(2);
  }

  @Test
  void aRunThatReplacesOneOfTheSameTransactionCountsAsThatOne() {
    NewRun current = singleOf("[\"k\"]", WhenFull.SKIP_NEWEST);
    start(current);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(current.id());
    NewRun one = singleOf("[\"x\"]", WhenFull.SKIP_NEWEST);
    NewRun two = singleOf("[\"y\"]", WhenFull.SKIP_NEWEST);
    start(one);
    start(two);
    NewRun first = singleOf("[\"k\"]", WhenFull.SKIP_NEWEST);
    NewRun second = singleOf("[\"k\"]", WhenFull.SKIP_NEWEST);
    send(first, second);

    assertThat(countWaiting(one, two, first, second)).isEqualTo(2);
  }

  @Test
  void batchesDoNotCountHoweverTheyAreSent() {
    StartRules rules = new StartRules(
        null,
        null,
        new StartRules.Gathering(BatchDefinition.of(2, Duration.ofMinutes(1)), "[]", true),
        null,
        null,
        new StartRules.Bounded(
            MaxWaitingDefinition.of(1, WhenFull.REJECT, "event.data.tenant"), KEY, false));
    List<Dispatch> sends = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sends.add(dispatch(Given.event("shop/placed", "{}"), Given.ruled("a", rules)));
    }
    sends.stream().map(ports.events()::append).toList().forEach(CompletableFuture::join);

    assertThat(claim(ports, me, "a")).hasSize(5);
  }

  @Test
  void theNewestIsSkipped() {
    NewRun first = waiting(1, WhenFull.SKIP_NEWEST);
    NewRun second = bounded(1, WhenFull.SKIP_NEWEST, KEY);
    NewRun other = Given.run("b");

    Accepted.Stored stored = (Accepted.Stored) send(second, other);

    assertThat(stored.started()).containsExactly(other.id());
    assertThat(stored.skipped()).hasSize(1);
    assertSkipped(second, null);
    assertThat(ids(claim(ports, me, "a"))).containsExactly(first.id());
    assertThat(run(waiting(1, WhenFull.SKIP_NEWEST).id()).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void exemptRunsCountAndAreCreatedAnyway() {
    MaxWaitingDefinition bound = MaxWaitingDefinition.of(1, WhenFull.REJECT, "event.data.tenant");
    start(Given.bounded("a", bound, KEY, true));
    assertThat(run(start(Given.bounded("a", bound, KEY, true))).status())
        .isEqualTo(RunStatus.QUEUED);
    assertThat(send(Given.bounded("a", bound, KEY, false)))
        .isInstanceOf(Accepted.BacklogFull.class);
  }

  @Test
  void aStepWhoseEventIsNotAcceptedIsNotRecorded() {
    UUID sender = startAndClaim(me, "b");
    waiting(1, WhenFull.REJECT);
    StoredEvent refused = Given.event("shop/placed", "{}");
    StepWrite write = new StepWrite(
        sender,
        Given.completed("send", "[]", now()),
        null,
        null,
        List.of(
            dispatch(Given.event("shop/placed", "{}"), Given.run("b")),
            dispatch(refused, bounded(1, WhenFull.REJECT, KEY))));

    assertThat(record(write)).isEqualTo(Recorded.BACKLOG_FULL);

    assertThat(step(sender, "send")).isNull();
    assertThat(ports.runs().event(refused.id())).isEmpty();
    assertThat(record(sender, Given.failed("send", 1, now()))).isEqualTo(Recorded.RECORDED);
  }

  private Recorded recordSends(Dispatch... sends) {
    UUID sender = startAndClaim(me, "b");
    return record(
        new StepWrite(sender, Given.completed("send", "[]", now()), null, null, List.of(sends)));
  }

  @Test
  void anEventThatIsStoredTakesNoPlaceOfOthersThatAreSentWithIt() {
    StoredEvent known = Given.event("shop/placed", "{}");
    store(dispatch(known, bounded(2, WhenFull.REJECT, KEY)));
    NewRun fits = bounded(2, WhenFull.REJECT, KEY);

    assertThat(recordSends(
            dispatch(known, bounded(2, WhenFull.REJECT, KEY)),
            dispatch(Given.event("shop/placed", "{}"), fits)))
        .isEqualTo(Recorded.RECORDED);

    assertThat(run(fits.id()).status()).isEqualTo(RunStatus.QUEUED);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);
  }

  @Test
  void anEventThatIsSentTwiceAtOnceTakesOnePlace() {
    StoredEvent event = Given.event("shop/placed", "{}");
    NewRun fits = bounded(1, WhenFull.REJECT, KEY);

    assertThat(
            recordSends(dispatch(event, fits), dispatch(event, bounded(1, WhenFull.REJECT, KEY))))
        .isEqualTo(Recorded.RECORDED);

    assertThat(run(fits.id()).status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void eventsThatAreSentTogetherCountTogether() {
    waiting(2, WhenFull.REJECT);
    StoredEvent fits = Given.event("shop/placed", "{}");
    StoredEvent exceeds = Given.event("shop/placed", "{}");

    assertThat(recordSends(
            dispatch(fits, bounded(2, WhenFull.REJECT, KEY)),
            dispatch(exceeds, bounded(2, WhenFull.REJECT, KEY)),
            dispatch(exceeds, bounded(2, WhenFull.REJECT, KEY))))
        .isEqualTo(Recorded.BACKLOG_FULL);

    assertThat(ports.runs().event(fits.id())).isEmpty();
    assertThat(ports.runs().event(exceeds.id())).isEmpty();
  }

  @Test
  void ofManySendersNoMoreWaitThanMay() {
    List<Ports> processes = List.of(ports, subject().openProcess());
    long version = version();
    for (WhenFull whenFull : WhenFull.values()) {
      List<CompletableFuture<Accepted>> sends = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        NewRun run = bounded(5, whenFull, "[\"" + whenFull + "\"]");
        sends.add(processes
            .get(i % 2)
            .events()
            .append(new Dispatch(
                Given.event("shop/placed", "{}"),
                List.of(run),
                List.of(),
                List.of(),
                version,
                null)));
      }
      long refused = sends.stream()
          .map(CompletableFuture::join)
          .filter(Accepted.BacklogFull.class::isInstance)
          .count();

      List<Run> runs = ports.runs().newest("a", 500);
      assertThat(runs.stream().filter(run -> run.status() == RunStatus.QUEUED)).hasSize(5);
      assertThat(refused).isEqualTo(whenFull == WhenFull.REJECT ? 55 : 0);
      assertThat(ids(claim(ports, me, "a"))).hasSize(5);
    }
  }

  @Test
  void retentionKeepsTheCountOfWhatWaits() {
    NewRun first = waiting(2, WhenFull.REJECT);
    waiting(2, WhenFull.REJECT);
    ports.retention().deleteEnded(now(), 100);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);

    ports.queue().claim(me, Set.of("a"), 1, Long.MAX_VALUE, now());
    ports.retention().deleteEnded(now(), 100);
    assertThat(run(first.id()).status()).isEqualTo(RunStatus.RUNNING);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.Stored.class);
    assertThat(send(bounded(2, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.BacklogFull.class);
    claim(ports, me, "a");
    ports.retention().deleteEnded(now(), 100);
    assertThat(send(bounded(1, WhenFull.REJECT, KEY))).isInstanceOf(Accepted.Stored.class);
  }
}
