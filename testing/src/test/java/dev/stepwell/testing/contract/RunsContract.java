package dev.stepwell.testing.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.EventCursor;
import dev.stepwell.runtime.model.EventFilter;
import dev.stepwell.runtime.model.EventWait;
import dev.stepwell.runtime.model.FailedAttempt;
import dev.stepwell.runtime.model.MatchKey;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.Payload;
import dev.stepwell.runtime.model.Reason;
import dev.stepwell.runtime.model.Retry;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunEnd;
import dev.stepwell.runtime.model.RunFilter;
import dev.stepwell.runtime.model.RunPage;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.RunView;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepView;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.model.StoredEvent;
import dev.stepwell.runtime.store.Runs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads return what is stored, and why a run does not progress. */
abstract class RunsContract extends Contract {
  RunsContract(Supplier<? extends Subject> kind) {
    super(kind);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    UUID unknown = Given.id();

    assertThat(ports.runs().run(unknown)).isEmpty();
    assertThat(ports.runs().steps(unknown)).isEmpty();
    assertThat(ports.runs().failedAttempts(unknown)).isEmpty();
    assertThat(ports.runs().event("unknown")).isEmpty();
    assertThat(ports.runs().reasons(unknown)).isEmpty();
    assertThat(ports.runs().invokedBy(unknown)).isEmpty();
    assertThat(ports.runs().startedBy("unknown")).isEmpty();
    assertThat(ports.runs().newest(null, 10)).isEmpty();
  }

  @Test
  void runsAreListedNewestFirst() {
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      NewRun run = new NewRun(
          new UUID((0x0190_0000_0000_7000L + ((long) i << 20)), 1L << 63),
          i % 2 == 0 ? "a" : "b",
          List.of(),
          false,
          null,
          null);
      all.add(0, start(run));
      subject().advance(Duration.ofSeconds(1));
    }

    assertThat(ports.runs().newest(null, 3).stream().map(Run::id))
        .containsExactlyElementsOf(all.subList(0, 3));
    assertThat(ports.runs().newest("b", 10).stream().map(Run::id))
        .containsExactly(all.get(1), all.get(3));
    assertThat(ports.runs().newest("c", 10)).isEmpty();
  }

  @Test
  void runsAreListedByPages() {
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(0, start(Given.run("a")));
    }

    List<UUID> listed = new ArrayList<>();
    UUID before = null;
    do {
      RunPage page = ports.runs().list(RunFilter.ALL, before, 2);
      assertThat(page.runs()).hasSizeLessThanOrEqualTo(2);
      page.runs().forEach(run -> listed.add(run.id()));
      before = page.next();
    } while (before != null);
    assertThat(listed).containsExactlyElementsOf(all);
  }

  /** Each read that has a bound, with a maximum number and with a maximum length. */
  private List<BiConsumer<Integer, Integer>> boundedReads() {
    Runs runs = ports.runs();
    UUID id = start(Given.run("a"));
    String event = run(id).eventId();
    return List.of(
        (max, length) -> runs.list(RunFilter.ALL, null, max),
        (max, length) -> runs.list(admitting("a", Set.of(RunStatus.FAILED), "x"), id, max),
        (max, length) -> runs.newest("a", max),
        (max, length) -> runs.events(EventFilter.ALL, null, max),
        (max, length) -> runs.recentEventNames(max),
        (max, length) -> runs.invokedViews(id, max),
        (max, length) -> runs.runViews(RunFilter.ALL, null, max, length),
        (max, length) -> runs.eventViews(EventFilter.ALL, null, max, length),
        (max, length) -> runs.latestFailedAttempts(id, null, max, length),
        (max, length) -> runs.stepViews(id, max, length),
        (max, length) -> runs.gatheredEvents(id, 0, max, length),
        (max, length) -> runs.stepView(id, "pack", length),
        (max, length) -> runs.retries(List.of(id), length),
        (max, length) -> runs.eventView(event, length),
        (max, length) -> runs.runView(id, length));
  }

  @Test
  void boundsThatAdmitNothingAreRejected() {
    List<BiConsumer<Integer, Integer>> reads = boundedReads();

    for (int max : new int[] {0, -1, Integer.MIN_VALUE}) {
      reads
          .subList(0, 11)
          .forEach(read -> assertThatThrownBy(() -> read.accept(max, 10))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must be at least 1, but is " + max));
    }
    for (int length : new int[] {-1, Integer.MIN_VALUE}) {
      reads
          .subList(6, 15)
          .forEach(read -> assertThatThrownBy(() -> read.accept(1, length))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must not be negative, but is " + length));
    }
    reads.forEach(read -> read.accept(1, 0));
    reads.forEach(read -> read.accept(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void aCursorIsThePlaceOfAnEventThatCanExist() {
    for (String id : List.of("\u0000", "a\u0000b", "\ud800", "x\udfff")) {
      assertThatThrownBy(() -> new EventCursor(Instant.EPOCH, id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor of a previous page");
    }
    for (Instant at : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
      ports.runs().events(EventFilter.ALL, new EventCursor(at, "\ud83d\ude00"), 1);
    }
    for (UUID id : List.of(new UUID(0, 0), new UUID(-1, -1))) {
      ports.runs().list(RunFilter.ALL, id, 1);
    }
  }

  @Test
  void runsAreListedByWhatTheyAre() {
    UUID me = worker(ports, "a");
    UUID failed = startAndClaim(me, "a");
    end(new RunEnd.Failed(
        failed, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    UUID queued = start(Given.run("a"));
    UUID other = start(Given.run("b"));

    assertThat(listed(admitting("a", Set.of(), null))).containsExactly(queued, failed);
    assertThat(listed(admitting(null, Set.of(RunStatus.QUEUED), null)))
        .containsExactly(other, queued);
    assertThat(listed(admitting("a", Set.of(RunStatus.FAILED, RunStatus.QUEUED), null)))
        .containsExactly(queued, failed);
    assertThat(listed(admitting("b", Set.of(RunStatus.FAILED), null))).isEmpty();
    String message = String.valueOf(Given.ERROR.message()).toUpperCase(Locale.ROOT);
    assertThat(listed(admitting(null, Set.of(), message))).containsExactly(failed);
    assertThat(listed(admitting(null, Set.of(), other.toString().substring(9))))
        .containsExactly(other);
    assertThat(listed(admitting(null, Set.of(), run(queued).eventId()))).containsExactly(queued);
    assertThat(listed(admitting(null, Set.of(), "100% _sure_"))).isEmpty();
    UUID tried = startAndClaim(me, "a");
    retry(tried, "pack", 1);
    assertThat(listed(admitting(null, Set.of(), "100% _sure_").withAnyError()))
        .containsExactly(tried, failed);
    assertThat(listed(admitting("a", Set.of(RunStatus.FAILED), "no").withAnyError()))
        .containsExactly(failed);
    assertThat(listed(admitting(null, Set.of(), other.toString().substring(9)).withAnyError()))
        .containsExactly(tried, other, failed);
  }

  @Test
  void runsAreListedByTheTimeOfTheirCreation() {
    List<UUID> all = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      subject().advance(Duration.ofSeconds(10));
      times.add(now());
      all.add(start(Given.runAt(now(), "a")));
    }

    assertThat(listed(between(times.get(1), times.get(3)))).containsExactly(all.get(2), all.get(1));
    assertThat(listed(between(times.get(2), null))).containsExactly(all.get(3), all.get(2));
    assertThat(listed(between(null, times.get(1)))).containsExactly(all.get(0));
    RunPage page = ports.runs().list(between(times.get(0), times.get(2)), all.get(1), 10);
    assertThat(page.runs()).extracting(Run::id).containsExactly(all.get(0));
    assertThat(page.next()).isNull();
    assertThat(listed(between(Instant.MIN, Instant.MAX))).hasSize(4);
  }

  private static RunFilter between(@Nullable Instant from, @Nullable Instant to) {
    return new RunFilter(null, Set.of(), null, null, from, to);
  }

  @Test
  void runsAreListedByTheEventThatStartedThem() {
    NewRun placed = Given.run("a");
    store(dispatch(Given.event("shop/placed", "{}"), placed));
    store(dispatch(Given.event("shop/paid", "{}"), Given.run("a")));

    assertThat(listed(new RunFilter(null, Set.of(), null, "shop/placed", null, null)))
        .containsExactly(placed.id());
    assertThat(listed(new RunFilter("b", Set.of(), null, "shop/placed", null, null)))
        .isEmpty();
    assertThat(listed(new RunFilter(null, Set.of(), null, "shop/other", null, null)))
        .isEmpty();
  }

  private static RunFilter admitting(
      @Nullable String functionId, Set<RunStatus> statuses, @Nullable String text) {
    return new RunFilter(functionId, statuses, text, null, null, null);
  }

  private List<UUID> listed(RunFilter filter) {
    return ports.runs().list(filter, null, 10).runs().stream().map(Run::id).toList();
  }

  /** Fails an attempt of a step of a run that its worker keeps. Returns the time of the next attempt. */
  private Instant retry(UUID run, String step, int attempts) {
    Instant due = now().plus(LONG).truncatedTo(ChronoUnit.MILLIS);
    FailedAttempt failed = new FailedAttempt(step, attempts, Given.ERROR, now(), now(), due);
    record(new StepWrite(run, Given.retrying(step, attempts, due, now()), failed, null, List.of()));
    return due;
  }

  private static RunFilter retrying(@Nullable String functionId, RunStatus... others) {
    return new RunFilter(functionId, Set.of(others), null, null, null, null, true);
  }

  @Test
  void runsThatAttemptAStepAgainAreListed() {
    UUID me = worker(ports, "a", "b");
    UUID parked = startAndClaim(me, "a");
    retry(parked, "pack", 7);
    end(new RunEnd.Parked(parked, now().plus(LONG)));
    UUID executed = startAndClaim(me, "b");
    retry(executed, "send", 1);
    UUID failed = startAndClaim(me, "a");
    retry(failed, "pack", 1);
    end(new RunEnd.Failed(
        failed, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    UUID recovered = startAndClaim(me, "a");
    retry(recovered, "pack", 1);
    record(recovered, Given.completed("pack", "1", now()));
    UUID asleep = startAndClaim(me, "a");
    end(new RunEnd.Parked(asleep, now().plus(LONG)));

    assertThat(listed(retrying(null))).containsExactly(executed, parked);
    assertThat(listed(retrying("a"))).containsExactly(parked);
    assertThat(listed(retrying("c"))).isEmpty();
    assertThat(listed(retrying(null, RunStatus.FAILED))).containsExactly(failed, executed, parked);
    assertThat(listed(retrying(null, RunStatus.WAITING))).containsExactly(asleep, executed, parked);
    assertThat(listed(retrying(null, RunStatus.COMPLETED))).containsExactly(executed, parked);
  }

  /** The newest failed attempts, as many as a page has runs, belong to a run that has ended. */
  @Test
  void aRunThatAttemptsAStepAgainIsListedBelowOthersThatHaveFailed() {
    UUID me = worker(ports, "a", "b");
    UUID parked = startAndClaim(me, "a");
    retry(parked, "pack", 1);
    end(new RunEnd.Parked(parked, now().plus(LONG)));
    UUID failed = startAndClaim(me, "b");
    for (int attempt = 1; attempt <= 7; attempt++) {
      retry(failed, "send", attempt);
    }
    end(new RunEnd.Failed(
        failed, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));

    assertThat(byPages(retrying(null))).containsExactly(parked);
    assertThat(byPages(retrying("a"))).containsExactly(parked);
    assertThat(byPages(retrying(null, RunStatus.FAILED))).containsExactly(failed, parked);
  }

  @Test
  void theLatestFailedAttemptsAreRead() {
    UUID id = startAndClaim(worker(ports, "a"), "a");
    for (int attempt = 1; attempt <= 4; attempt++) {
      retry(id, "pack", attempt);
      subject().advance(Duration.ofSeconds(1));
    }

    List<FailedAttempt> all = ports.runs().failedAttempts(id);
    assertThat(all).hasSize(4);
    assertThat(ports.runs().latestFailedAttempts(id, null, 9, 1_000_000)).isEqualTo(all);
    assertThat(ports.runs().latestFailedAttempts(id, "pack", 9, 1_000_000)).isEqualTo(all);
    assertThat(ports.runs().latestFailedAttempts(id, "other", 9, 1_000_000)).isEmpty();
    assertThat(ports.runs().latestFailedAttempts(id, null, 2, 1_000_000))
        .isEqualTo(all.subList(2, 4));
    assertThat(ports.runs().latestFailedAttempts(id, null, 3, 0))
        .isEqualTo(all.subList(1, 4).stream()
            .map(attempt -> attempt.withError(attempt.error().shortened()))
            .toList());
  }

  @Test
  void aRunThatAttemptsStepsAgainSaysWhichFailedLast() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");
    retry(run, "pack:1", 1);
    subject().advance(Duration.ofSeconds(1));
    Instant due = retry(run, "pack:2", 3);
    UUID other = startAndClaim(me, "a");

    assertThat(ports.runs().retries(List.of(run, other, Given.id()), 300))
        .containsExactly(new Retry(run, "pack:2", 3, Given.ERROR.shortened(), due));
    assertThat(ports.runs().retries(List.of(), 300)).isEmpty();
    ports.cancellations().cancel(run);
    assertThat(ports.runs().retries(List.of(run), 300)).isEmpty();
  }

  @Test
  void runsAreReadByTheirIds() {
    UUID first = start("a");
    UUID second = start("b");
    start("c");

    assertThat(ports.runs().runs(List.of(first, Given.id(), second)))
        .extracting(Run::id)
        .containsExactlyInAnyOrder(first, second);
    assertThat(ports.runs().runs(List.of())).isEmpty();
  }

  @Test
  void pagesOfSeveralStatusesSkipAndRepeatNothing() {
    UUID me = worker(ports, "a");
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      UUID run = startAndClaim(me, "a");
      if (i % 3 == 0) {
        end(new RunEnd.Failed(
            run, Given.ERROR, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
      } else if (i % 3 == 1) {
        retry(run, "pack", 1);
        end(new RunEnd.Parked(run, now().plus(LONG)));
      }
      all.add(0, run);
    }

    assertThat(byPages(retrying(null, RunStatus.FAILED, RunStatus.WAITING, RunStatus.RUNNING)))
        .containsExactlyElementsOf(all);
  }

  private List<UUID> byPages(RunFilter filter) {
    List<UUID> listed = new ArrayList<>();
    UUID before = null;
    do {
      RunPage page = ports.runs().list(filter, before, 3);
      page.runs().forEach(run -> listed.add(run.id()));
      before = page.next();
    } while (before != null);
    return listed;
  }

  @Test
  void theRunsOfAnEventAreListedByFunction() {
    StoredEvent event = Given.event("shop/placed", "{}");
    List<NewRun> runs = new ArrayList<>(List.of(Given.run("c"), Given.run("a"), Given.run("b")));
    store(dispatch(event, runs.toArray(NewRun[]::new)));
    runs.sort(Comparator.comparing(NewRun::functionId));

    assertThat(ports.runs().startedBy(event.id()).stream().map(Run::id))
        .containsExactlyElementsOf(runs.stream().map(NewRun::id).toList());
  }

  @Test
  void aRunThatNobodyKnowsSaysSo() {
    UUID run = start("a");

    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.NoWorker("a"));

    worker(ports, "a", "b");
    Ports others = subject().openProcess();
    UUID dead = worker(others, "a");
    worker(subject().openProcess(), "b");
    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.Queued(dueAt(run), 2));
    others.queue().leave(dead);
    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.Queued(dueAt(run), 1));
  }

  private Instant dueAt(UUID run) {
    return requireNonNull(run(run).dueAt());
  }

  @Test
  void aRunThatRunsSaysWhere() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");

    assertThat(ports.runs().reasons(run))
        .singleElement()
        .isInstanceOfSatisfying(
            Reason.Executing.class,
            executing -> assertThat(executing.worker()).isEqualTo("worker " + me));
  }

  @Test
  void aRunThatHasEndedSaysHow() {
    UUID me = worker(ports, "a");
    UUID completed = startAndClaim(me, "a");
    end(new RunEnd.Completed(completed, "1", false, null));
    UUID cancelled = start("a");
    ports.cancellations().cancel(cancelled);

    assertThat(ports.runs().reasons(completed))
        .containsExactly(new Reason.Ended(RunStatus.COMPLETED, run(completed).endedAt()));
    assertThat(ports.runs().reasons(cancelled))
        .containsExactly(new Reason.Ended(RunStatus.CANCELLED, run(cancelled).endedAt()));
  }

  @Test
  void aRunThatWaitsSaysForWhatInEachBranch() {
    UUID me = worker(ports, "a", "b");
    UUID run = startAndClaim(me, "a");
    Instant until = now().plus(LONG).truncatedTo(ChronoUnit.MILLIS);
    Instant time = now();
    NewRun callee = Given.invoked("b", run, "call");
    record(run, Given.completed("done", "1", time));
    record(run, Given.waiting("nap", StepKind.SLEEP, until, time.plusMillis(1)));
    record(new StepWrite(
        run,
        Given.waiting("wait", StepKind.WAIT, until.plusSeconds(1), time.plusMillis(2)),
        null,
        EventWait.of(new MatchKey("shop/paid", "{\"id\":\"o1\"}")),
        List.of()));
    record(new StepWrite(
        run,
        Given.waiting("call", StepKind.INVOKE, null, time.plusMillis(3)),
        null,
        null,
        List.of(dispatch(Given.event("stepwell/function.invoked", "{}"), callee))));
    record(run, Given.retrying("try", 2, until.plusSeconds(2), time.plusMillis(4)));
    end(new RunEnd.Parked(run, until));

    assertThat(ports.runs().reasons(run))
        .containsExactlyInAnyOrder(
            new Reason.Sleeping("nap", until),
            new Reason.AwaitingEvent("wait", "shop/paid", "{\"id\":\"o1\"}", until.plusSeconds(1)),
            new Reason.AwaitingRun("call", callee.id(), "b", RunStatus.QUEUED),
            new Reason.AwaitingAttempt("try", 3, until.plusSeconds(2), Given.ERROR));
  }

  @Test
  void aRunThatIsParkedForNoStepSaysWhenItGoesOn() {
    UUID me = worker(ports, "a");
    UUID run = startAndClaim(me, "a");
    Instant until = now().plus(LONG).truncatedTo(ChronoUnit.MILLIS);
    end(new RunEnd.Parked(run, until));

    assertThat(ports.runs().reasons(run)).containsExactly(new Reason.Scheduled(until));
  }

  /** Texts for people are truncated when read; a character outside the basic plane counts as one. */
  @Test
  void whatPeopleLookAtIsCut() {
    String text = "\"0123456789😀\"";
    UUID id = startAndClaim(worker(ports, "a"), "a");
    record(id, Given.completed("first", text, now()));
    subject().advance(Duration.ofSeconds(1));
    record(id, Given.completed("second", "1", now()));
    end(new RunEnd.Completed(id, text, true, null));

    assertThat(ports.runs().countSteps(id)).isEqualTo(2);
    List<StepView> steps = ports.runs().stepViews(id, 1, 5);
    assertThat(steps).hasSize(1);
    assertThat(steps.get(0).step().id()).isEqualTo("first");
    assertThat(steps.get(0).step().result()).isNull();
    assertThat(steps.get(0).result()).isEqualTo(new Payload("\"0123", 13));
    StepView whole = ports.runs().stepView(id, "first", 13).orElseThrow();
    assertThat(whole.result()).isEqualTo(new Payload(text, 13));
    assertThat(requireNonNull(whole.result()).isWhole()).isTrue();
    assertThat(ports.runs().stepView(id, "third", 13)).isEmpty();
    RunView run = ports.runs().runView(id, 2).orElseThrow();
    assertThat(run.output()).isEqualTo(new Payload("\"0", 13));
    assertThat(run.run()).isEqualTo(run(id).withoutOutput());
    assertThat(ports.runs().runView(Given.id(), 2)).isEmpty();
  }

  @Test
  void eventsAreCutAsWell() {
    StoredEvent event = Given.event("shop/large", "{\"a\":\"0123456789\"}");
    Instant at = store(dispatch(event)).at();

    var cut = ports.runs().eventView(event.id(), 4).orElseThrow();
    assertThat(cut.data()).isEqualTo(new Payload("{\"a\"", 18));
    assertThat(cut.acceptedAt()).isEqualTo(at);
    assertThat(ports
            .runs()
            .eventViews(dev.stepwell.runtime.model.EventFilter.ALL, null, 10, 4)
            .events())
        .contains(cut);
    assertThat(ports.runs().eventView(event.id(), 18).orElseThrow().whole().event())
        .isEqualTo(event);
    assertThat(ports.runs().eventView("unknown", 4)).isEmpty();
  }

  @Test
  void errorsAreShortenedForDisplay() {
    String message = "\ud83d\ude00".repeat(299) + "a\u0000bc";
    ErrorInfo error = new ErrorInfo("a.B", message, "a trace", "pack", 4);
    UUID failed = startAndClaim(worker(ports, "a"), "a");
    end(new RunEnd.Failed(
        failed, error, false, dispatch(Given.event("stepwell/function.failed", "{}"))));
    UUID other = start(Given.run("a"));

    List<Run> views = ports.runs().runViews(RunFilter.ALL, null, 10, 2).runs();
    assertThat(views).extracting(Run::id).containsExactly(other, failed);
    assertThat(views.get(0).error()).isNull();
    assertThat(views.get(1).error())
        .isEqualTo(new ErrorInfo("a.B", "\ud83d\ude00\ud83d\ude00 …", null, "pack", 4));
    String shortened = "\ud83d\ude00".repeat(299) + "a …";
    assertThat(ports.runs().runViews(List.of(failed)))
        .extracting(run -> requireNonNull(run.error()).message())
        .containsExactly(shortened);
    assertThat(ports.runs().startedViews(List.of(run(failed).eventId())))
        .extracting(run -> requireNonNull(run.error()).message())
        .containsExactly(shortened);
  }

  @Test
  void errorsOfRetriesAreShortenedForDisplay() {
    UUID run = startAndClaim(worker(ports, "a"), "a");
    String message = "\ud83d\ude00".repeat(299) + "a\u0000bc";
    ErrorInfo error = new ErrorInfo("a.B", message, "a trace", null, 0);
    Instant due = now().plus(LONG).truncatedTo(ChronoUnit.MILLIS);
    StepRecord step = new StepRecord(
        "pack", StepKind.STEP, StepStatus.RETRYING, 1, null, null, error, due, now(), now(), null);
    FailedAttempt failed = new FailedAttempt("pack", 1, error, now(), now(), due);
    record(new StepWrite(run, step, failed, null, List.of()));

    for (int limit : new int[] {0, 1, 300}) {
      assertThat(ports.runs().retries(List.of(run), limit))
          .containsExactly(new Retry(run, "pack", 1, error.shortened(limit), due));
    }
  }

  @Test
  void listsLeaveLargeOutputsOut() {
    UUID large = startAndClaim(worker(ports, "a"), "a");
    end(new RunEnd.Completed(
        large, "\"" + "x".repeat(Runs.MAX_LISTED_OUTPUT - 1) + "\"", true, null));
    UUID small = startAndClaim(worker(ports, "a"), "a");
    end(new RunEnd.Completed(
        small, "\"" + "x".repeat(Runs.MAX_LISTED_OUTPUT - 2) + "\"", true, null));

    List<Run> listed = ports.runs().list(RunFilter.ALL, null, 10).runs();

    assertThat(listed).containsExactlyInAnyOrder(run(small), run(large).withoutOutput());
    Runs runs = ports.runs();
    List<UUID> ids = List.of(large, small);
    assertThat(runs.runViews(RunFilter.ALL, null, 10, 5).runs())
        .containsExactly(run(small).withoutOutput(), run(large).withoutOutput());
    assertThat(runs.runViews(ids)).extracting(Run::output).containsExactly(null, null);
    assertThat(runs.startedViews(List.of(run(large).eventId(), run(small).eventId())))
        .containsExactlyInAnyOrder(run(large).withoutOutput(), run(small).withoutOutput());
  }
}
