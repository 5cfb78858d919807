package dev.stepwell.testing.memory;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import dev.stepwell.runtime.model.Bucket;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.FailureGroup;
import dev.stepwell.runtime.model.FailureGroups;
import dev.stepwell.runtime.model.FunctionCounts;
import dev.stepwell.runtime.model.Percentiles;
import dev.stepwell.runtime.model.Queue;
import dev.stepwell.runtime.model.RetryingRuns;
import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunCounts;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StoredFunction;
import dev.stepwell.runtime.model.UnattendedFunction;
import dev.stepwell.runtime.model.WorkerInfo;
import dev.stepwell.runtime.store.Insights;
import dev.stepwell.runtime.time.Clock;
import dev.stepwell.runtime.time.TimeRange;
import dev.stepwell.testing.memory.Rows.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the statistics of functions from the stored runs. */
final class MemoryInsights implements Insights {
  private final MemoryTables tables;
  private final Clock clock;

  MemoryInsights(MemoryTables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** The key of a group of similar failures. */
  private record Likeness(String functionId, @Nullable String stepId, String type) {}

  @Override
  public RunCounts counts(Instant from, Instant to, Duration bucket) {
    if (bucket.isNegative() || bucket.isZero()) {
      throw new IllegalArgumentException("runs cannot be counted by spans of " + bucket);
    }
    Map<String, List<Run>> byFunction = grouped(created(from, to), Run::functionId);
    List<FunctionCounts> functions = new ArrayList<>();
    byFunction.forEach((id, runs) -> functions.add(counts(id, runs, bucket)));
    return new RunCounts(functions, true);
  }

  private List<Run> created(Instant from, Instant to) {
    return tables.transaction(() -> tables.runs.values().stream()
        .map(RunRow::run)
        .filter(run -> !run.createdAt().isBefore(from) && run.createdAt().isBefore(to))
        .toList());
  }

  private static <K> Map<K, List<Run>> grouped(List<Run> runs, Function<Run, K> by) {
    return runs.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
  }

  private static FunctionCounts counts(String functionId, List<Run> runs, Duration bucket) {
    List<Bucket> buckets = new ArrayList<>();
    grouped(runs, run -> start(run.createdAt(), bucket))
        .forEach((at, created) -> buckets.add(new Bucket(
            at,
            created.size(),
            count(created, RunStatus.COMPLETED),
            count(created, RunStatus.FAILED),
            count(created, RunStatus.CANCELLED),
            count(created, RunStatus.SKIPPED))));
    return new FunctionCounts(
        functionId,
        runs.size(),
        count(runs, RunStatus.COMPLETED),
        count(runs, RunStatus.FAILED),
        count(runs, RunStatus.CANCELLED),
        count(runs, RunStatus.SKIPPED),
        runs.stream().filter(run -> !run.status().isEnded()).count(),
        percentiles(runs, Run::startedAt, Run::endedAt),
        percentiles(runs, Run::createdAt, Run::startedAt),
        buckets);
  }

  private static Instant start(Instant time, Duration bucket) {
    long length = Math.max(1, TimeRange.nanos(bucket) / 1_000);
    long micros = TimeRange.micros(time);
    return Instant.EPOCH.plus(Math.floorDiv(micros, length) * length, ChronoUnit.MICROS);
  }

  private static long count(List<Run> runs, RunStatus status) {
    return runs.stream().filter(run -> run.status() == status).count();
  }

  private static Percentiles percentiles(
      List<Run> runs, Function<Run, @Nullable Instant> from, Function<Run, @Nullable Instant> to) {
    List<Duration> times = new ArrayList<>();
    for (Run run : runs) {
      Instant start = from.apply(run);
      Instant end = to.apply(run);
      if (start != null && end != null) {
        times.add(Duration.between(start, end));
      }
    }
    times.sort(naturalOrder());
    return times.isEmpty()
        ? Percentiles.NONE
        : new Percentiles(percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99));
  }

  private static Duration percentile(List<Duration> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  /** A run that failed, or whose step failed and is retried. */
  private record Failure(Run run, @Nullable String stepId, ErrorInfo error, Instant at) {
    boolean isRetrying() {
      return !run.status().isEnded();
    }

    Likeness likeness() {
      return new Likeness(
          run.functionId(),
          stepId == null ? null : stepId.replaceFirst(":[0-9]+([.][0-9]+)*$", ""),
          error.type());
    }
  }

  @Override
  public FailureGroups failures(Instant from, Instant to) {
    Stream<Failure> failed = created(from, to).stream()
        .filter(run -> run.status() == RunStatus.FAILED)
        .map(MemoryInsights::failure);
    Collection<List<Failure>> alike = Stream.concat(failed, retried().stream())
        .sorted(
            comparing(Failure::at).thenComparing(failure -> failure.run().id()).reversed())
        .collect(Collectors.groupingBy(Failure::likeness))
        .values();
    return FailureGroups.of(
        alike.stream()
            .map(MemoryInsights::group)
            .sorted(comparing(FailureGroup::lastSeen, Comparator.reverseOrder())
                .thenComparing(FailureGroup::functionId)
                .thenComparing(FailureGroup::stepId, nullsLast(naturalOrder()))
                .thenComparing(FailureGroup::type))
            .toList(),
        true);
  }

  private static Failure failure(Run run) {
    ErrorInfo error = Objects.requireNonNull(run.error());
    return new Failure(run, error.stepId(), error, Objects.requireNonNull(run.endedAt()));
  }

  private List<Failure> retried() {
    return tables.transaction(() -> tables.live().stream()
        .map(RunRow::run)
        .flatMap(run -> tables
            .retriedSteps(run.id())
            .map(step ->
                new Failure(run, step.id(), Objects.requireNonNull(step.error()), step.endedAt())))
        .toList());
  }

  /** Groups similar failures, latest first, with the latest failure of each run. */
  private static FailureGroup group(List<Failure> all) {
    Map<UUID, Failure> ofRuns = new LinkedHashMap<>();
    all.forEach(failure -> ofRuns.putIfAbsent(failure.run().id(), failure));
    List<Failure> alike = List.copyOf(ofRuns.values());
    Failure last = alike.get(0);
    Likeness likeness = last.likeness();
    String message = last.error().message();
    return new FailureGroup(
        likeness.functionId,
        likeness.stepId,
        likeness.type,
        message == null ? "" : message.replace('\0', '\ufffd'),
        alike.stream().filter(failure -> !failure.isRetrying()).count(),
        alike.stream().filter(Failure::isRetrying).count(),
        alike.get(alike.size() - 1).at(),
        last.at(),
        alike.stream()
            .map(failure -> failure.run().id())
            .limit(FailureGroup.MAX_RUNS)
            .toList());
  }

  @Override
  public List<RetryingRuns> retrying() {
    Map<String, Long> counts = new TreeMap<>();
    retried().stream()
        .map(Failure::run)
        .distinct()
        .forEach(run -> counts.merge(run.functionId(), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(entry -> new RetryingRuns(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public List<WorkerInfo> workers() {
    return tables.transaction(() -> tables.workers.values().stream()
        .sorted(comparing(Worker::startedAt))
        .map(this::info)
        .toList());
  }

  private WorkerInfo info(Worker worker) {
    return new WorkerInfo(
        worker.id(),
        worker.name(),
        worker.functionIds().stream().sorted().toList(),
        worker.startedAt(),
        worker.heartbeatAt(),
        !worker.leaseUntil().isBefore(clock.now()),
        tables.live().stream().filter(row -> row.isHeldBy(worker.id())).count());
  }

  @Override
  public List<UnattendedFunction> unattended(Instant since) {
    return tables.transaction(() -> tables.functions.keySet().stream()
        .filter(id -> tables.workersOf(id, clock.now()).isEmpty())
        .map(id -> new UnattendedFunction(id, attendedAt(id), waiting(id)))
        .filter(function -> !function.since().isAfter(since))
        .sorted(comparing(UnattendedFunction::id))
        .toList());
  }

  private Instant attendedAt(String functionId) {
    return Objects.requireNonNull(tables.attendedAt.get(functionId));
  }

  private int waiting(String functionId) {
    Set<String> ids = Set.of(functionId, functionId + StoredFunction.ON_FAILURE);
    return Math.toIntExact(tables.live().stream()
        .map(RunRow::run)
        .filter(run -> run.dueAt() != null && ids.contains(run.functionId()))
        .limit(Queue.MAX)
        .count());
  }

  @Override
  public Queue queue() {
    return tables.transaction(() -> {
      Instant now = clock.now();
      List<RunRow> live = tables.live();
      long running =
          live.stream().filter(row -> row.run().status() == RunStatus.RUNNING).count();
      long due = live.stream().filter(row -> row.isDue(now)).count();
      return Queue.of(due, live.size() - running - due, running);
    });
  }
}
