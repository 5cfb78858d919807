package dev.stepwell.testing.memory;

import dev.stepwell.MaxWaiting.WhenFull;
import dev.stepwell.contract.RateLimitDefinition;
import dev.stepwell.contract.SingletonDefinition;
import dev.stepwell.runtime.model.Dispatch;
import dev.stepwell.runtime.model.NewRun;
import dev.stepwell.runtime.model.SingletonState;
import dev.stepwell.runtime.model.SingletonState.Await;
import dev.stepwell.runtime.model.SingletonState.Decision;
import dev.stepwell.runtime.model.SingletonState.Live;
import dev.stepwell.runtime.model.SingletonState.Skip;
import dev.stepwell.runtime.model.SingletonState.Start;
import dev.stepwell.runtime.model.SkippedRun;
import dev.stepwell.runtime.model.SkippedRun.Rule;
import dev.stepwell.runtime.model.StartRules;
import dev.stepwell.runtime.model.StartRules.Bounded;
import dev.stepwell.runtime.model.StartRules.Keyed;
import dev.stepwell.runtime.store.EventLog.Accepted.BacklogFull;
import dev.stepwell.testing.memory.Rows.RuleKey;
import dev.stepwell.testing.memory.Rows.SingletonRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides on new runs to which rules on starts apply; within a transaction. */
final class StartDecisions {
  private final MemoryTables tables;

  StartDecisions(MemoryTables tables) {
    this.tables = tables;
  }

  /**
   * How a run is stored.
   *
   * @param waits whether it waits for the end of another run
   * @param skipped why it is skipped; null if it is not
   * @param replaced the runs that are skipped for it
   */
  record Outcome(boolean waits, @Nullable SkippedRun skipped, List<SkippedRun> replaced) {
    private static final Outcome DUE = new Outcome(false, null, List.of());

    private static Outcome skip(NewRun run, Rule rule, String key, @Nullable UUID successor) {
      return new Outcome(
          false, new SkippedRun(run.id(), run.functionId(), rule, key, successor), List.of());
    }
  }

  /** Decides on the run, and keeps that. */
  Outcome decide(NewRun run, @Nullable StartRules rules, Instant now) {
    if (rules == null) {
      return Outcome.DUE;
    }
    Keyed<RateLimitDefinition> limit = rules.rateLimit();
    if (limit != null && !accepts(run.functionId(), limit, now)) {
      return Outcome.skip(run, Rule.RATE_LIMIT, limit.key(), null);
    }
    Keyed<SingletonDefinition> singleton = rules.singleton();
    Outcome outcome = singleton == null ? Outcome.DUE : decide(run, singleton, now);
    Bounded bound = rules.maxWaiting();
    return bound == null || outcome.skipped() != null || rules.gathers()
        ? outcome
        : bound(run, bound, outcome);
  }

  /** How many runs wait for their first attempt under this bound, the oldest first. */
  private List<UUID> waiting(RuleKey key) {
    return tables.live().stream()
        .filter(row -> row.run().startedAt() == null)
        .map(row -> row.run().id())
        .filter(id -> key.equals(tables.counted.get(id)))
        .toList();
  }

  private Outcome bound(NewRun run, Bounded bound, Outcome outcome) {
    RuleKey key = new RuleKey(run.functionId(), bound.key());
    List<UUID> waiting = new ArrayList<>(waiting(key));
    outcome.replaced().forEach(replaced -> waiting.remove(replaced.runId()));
    List<SkippedRun> replaced = new ArrayList<>(outcome.replaced());
    boolean replaces = !outcome.replaced().isEmpty();
    if (!bound.exempt() && !replaces && waiting.size() >= bound.rule().limit()) {
      if (bound.rule().whenFull() != WhenFull.SKIP_OLDEST) {
        return Outcome.skip(run, Rule.MAX_WAITING, bound.key(), null);
      }
      replaced.add(new SkippedRun(
          waiting.get(0), run.functionId(), Rule.MAX_WAITING, bound.key(), run.id()));
    }
    tables.counted.put(run.id(), key);
    return new Outcome(outcome.waits(), null, replaced);
  }

  /**
   * The bound that an event exceeds, which is then not accepted; null if it exceeds none.
   *
   * @param added the runs of events that are stored before it, to which its runs are added
   */
  @Nullable
  BacklogFull full(Dispatch dispatch, Map<RuleKey, Integer> added) {
    for (NewRun run : dispatch.starts()) {
      StartRules rules = run.rules();
      Bounded bound = rules == null || rules.gathers() ? null : rules.maxWaiting();
      if (bound == null || bound.exempt() || bound.rule().whenFull() != WhenFull.REJECT) {
        continue;
      }
      RuleKey key = new RuleKey(run.functionId(), bound.key());
      if (waiting(key).size() + added.merge(key, 1, Integer::sum) > bound.rule().limit()) {
        return new BacklogFull(run.functionId(), bound.rule().limit(), bound.key());
      }
    }
    return null;
  }

  private boolean accepts(String functionId, Keyed<RateLimitDefinition> limit, Instant now) {
    List<Instant> accepted = tables.accepted.computeIfAbsent(
        new RuleKey(functionId, limit.key()), any -> new ArrayList<>());
    Instant from = now.minus(limit.rule().period());
    accepted.removeIf(at -> !at.isAfter(from));
    if (accepted.size() >= limit.rule().limit()) {
      return false;
    }
    accepted.add(now);
    return true;
  }

  private Outcome decide(NewRun run, Keyed<SingletonDefinition> singleton, Instant now) {
    RuleKey key = new RuleKey(run.functionId(), singleton.key());
    SingletonState state = state(tables.singletons.get(key));
    Decision decision = state.decide(singleton.rule().mode(), now);
    SingletonState after = state.after(decision, run.id(), now);
    boolean cancels = decision instanceof Await await && await.cancel();
    if (!after.equals(state)) {
      tables.singletons.put(key, row(after, cancels));
    }
    if (decision instanceof Await await && await.cancel()) {
      tables.singletonChanged(await.current(), now);
    }
    return outcome(run, singleton.key(), decision);
  }

  private static Outcome outcome(NewRun run, String key, Decision decision) {
    if (decision instanceof Skip skip) {
      return Outcome.skip(run, Rule.SINGLETON, key, skip.successor());
    }
    UUID replaced = decision instanceof Start start
        ? start.replaced()
        : decision instanceof Await await ? await.replaced() : null;
    return new Outcome(
        decision instanceof Await,
        null,
        replaced == null
            ? List.of()
            : List.of(new SkippedRun(replaced, run.functionId(), Rule.SINGLETON, key, run.id())));
  }

  private static SingletonRow row(SingletonState state, boolean cancelling) {
    Live current = state.current();
    Live next = state.next();
    if (current == null) {
      throw new IllegalStateException("no run of the singleton is live after one was created");
    }
    return new SingletonRow(current.runId(), next == null ? null : next.runId(), cancelling);
  }

  /** A run that has ended counts as live while its worker may still execute it, and while another waits for its end. */
  private SingletonState state(@Nullable SingletonRow row) {
    if (row == null) {
      return SingletonState.FREE;
    }
    Live next = live(row.next());
    Live current = live(row.current());
    if (current == null && (next != null || tables.stopping.containsKey(row.current()))) {
      current = new Live(row.current(), Instant.EPOCH, true);
    }
    return new SingletonState(current, next);
  }

  private @Nullable Live live(@Nullable UUID runId) {
    RunRow row = runId == null ? null : tables.live(runId);
    return row == null
        ? null
        : new Live(row.run().id(), row.run().createdAt(), row.run().startedAt() != null);
  }
}
