package dev.stepwell.runtime.engine;

import dev.stepwell.ChangedCodeException;
import dev.stepwell.NonRetriableException;
import dev.stepwell.StepCancelledException;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import dev.stepwell.runtime.codec.JsonException;
import dev.stepwell.runtime.codec.StoredJson;
import dev.stepwell.runtime.model.ErrorInfo;
import dev.stepwell.runtime.model.RaceDecision;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Journal.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The races of a run. The outcome of a race is a step: once it is stored, a replay executes only the branches that have it.
 *
 * <p>The work of losers is cancelled after the outcome: each of their unfinished steps is recorded as failed, so that a late outcome is
 * rejected. A worker that dies in between leaves that to the replay.
 */
final class Races {
  private final RunState state;
  private final StepExecutor steps;
  private final StoredJson json;

  Races(RunState state, StepExecutor steps) {
    this.state = state;
    this.steps = steps;
    this.json = new StoredJson(state.engine().json());
  }

  /** Like {@code Steps.race}. */
  <R> List<R> race(String id, int winners, Collection<? extends Callable<? extends R>> branches) {
    check(id, winners, branches.size());
    if (!state.engine().ports().journal().cancelsSteps()) {
      throw new NonRetriableException(
          "race " + id + " of " + state
              + " cannot cancel its losing branches on an Inngest server: run the function on Postgres, or use steps.all");
    }
    Branch parent = state.enter();
    String number = state.number(parent, id);
    StepRecord known = state.known(parent, number, StepKind.STEP);
    state.awaitRecorded(parent);
    if (known != null && known.status() == StepStatus.COMPLETED) {
      return replayed(parent, known, List.copyOf(branches));
    } else if (known != null && known.status() == StepStatus.FAILED) {
      throw Outcomes.exception(known);
    }
    Instant startedAt = state.now();
    RaceSection<R> section = new RaceSection<>(state, steps, parent, winners, branches);
    section.run(state.engine().threads());
    section.leaveUnlessOver();
    decide(parent, number, section, startedAt);
    section.awaitLosers();
    state.awaitRecorded(parent);
    return section.results();
  }

  private void check(String id, int winners, int branches) {
    if (branches == 0) {
      throw new IllegalArgumentException(
          "race " + id + " of " + state + " has no branches, so none can win: give at least one");
    }
    if (winners < 1 || winners > branches) {
      throw new IllegalArgumentException(
          "race " + id + " of " + state + " has " + branches + " branches, but is to have "
              + winners + " winners: give a number from 1 to " + branches);
    }
  }

  /** Stores the outcome, then cancels the work of the losers. */
  private <R> void decide(Branch parent, String number, RaceSection<R> section, Instant startedAt) {
    state.beginWork(parent);
    Map<String, Attempt> attempts = new HashMap<>(state.attempts());
    List<Racer> losers = section.losers();
    state.interrupts().abandon(losers);
    losers.forEach(Races::awaitWrites);
    attempts.putAll(state.attempts());
    Set<Integer> indexes = new HashSet<>();
    Set<String> reached = new TreeSet<>();
    for (Racer loser : losers) {
      indexes.add(loser.index());
      reached.addAll(loser.steps());
    }
    Set<String> ids = new TreeSet<>();
    section.racers().forEach(racer -> ids.addAll(racer.ids()));
    for (StepRecord step : state.stored()) {
      int index = section.indexOf(step.id());
      if (index >= 0) {
        ids.add(Branch.unnumbered(step.id()));
      }
      if (indexes.contains(index)) {
        reached.add(step.id());
      }
    }
    RaceDecision decision = section.decision(ids);
    section.join(decision);
    StepRecord decided = Outcomes.completed(
        number, StepKind.STEP, json.encode(decision), null, startedAt, state.now());
    parent.recordingToo(state.handOver(parent, StepWrite.of(state.run().id(), decided)));
    for (String step : reached) {
      cancel(parent, number, step, attempts.get(step));
    }
  }

  /** Waits for what was passed to the journal: a step must not be written twice in one group. */
  private static void awaitWrites(Racer loser) {
    for (CompletableFuture<Recorded> write : loser.writes()) {
      write.handle((recorded, failure) -> recorded).join();
    }
  }

  /** Records an unfinished step of a loser as failed. One that has ended in the meantime stays as it is. */
  private void cancel(Branch parent, String race, String step, @Nullable Attempt attempt) {
    StepRecord last = state.recent(step);
    if (last == null && attempt == null) {
      return;
    }
    if (last != null
        && last.status() != StepStatus.WAITING
        && last.status() != StepStatus.RETRYING) {
      return;
    }
    ErrorInfo error = new ErrorInfo(
        StepCancelledException.class.getName(),
        "step " + step + " was cancelled, because its branch lost the race " + race,
        null,
        null,
        0);
    StepRecord cancelled = Outcomes.cancelled(step, last, attempt, error, state.now());
    parent.recordingToo(state
        .settled(parent, StepWrite.of(state.run().id(), cancelled))
        .thenApply(
            recorded -> recorded == Recorded.ENDED_OTHERWISE ? Recorded.RECORDED : recorded));
  }

  /** Executes the branches that have the stored outcome, one after the other: their steps are stored. */
  private <R> List<R> replayed(
      Branch parent, StepRecord known, List<? extends Callable<? extends R>> bodies) {
    RaceDecision decision = decision(known);
    boolean hasFailed = decision.won().isEmpty();
    List<Integer> kept = hasFailed ? decision.failed() : decision.won();
    if (kept.stream().anyMatch(index -> index < 0 || index >= bodies.size())) {
      throw new ChangedCodeException(
          "race " + known.id() + " of " + state + " was decided for the branches " + kept
              + " in earlier code, but now has only " + bodies.size()
              + " branches: add branches at the end, or give the race another id");
    }
    cancelLeft(parent, known.id(), bodies.size(), decision);
    List<Branch> branches = parent.fork(bodies.size());
    List<@Nullable R> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int index : kept) {
      Branch branch = branches.get(index);
      try {
        results.add(RaceBranch.<R>call(state, steps, branch, bodies.get(index)));
      } catch (UncatchableSuspension left) {
        branch.leave();
      } catch (Throwable thrown) {
        failures.add(thrown);
      }
    }
    parent.joinRace(
        decision.ids(), bodies.size(), kept.stream().map(branches::get).toList());
    if (parent.hasLeft()) {
      throw parent.leave();
    }
    Failures.throwFirst(failures);
    if (hasFailed) {
      throw new ChangedCodeException(
          "race " + known.id() + " of " + state
              + " failed in earlier code, but the branches that failed then complete now: give the race another id");
    }
    return RaceSection.nonNull(results);
  }

  private RaceDecision decision(StepRecord known) {
    try {
      return json.race(Objects.requireNonNull(known.result()));
    } catch (JsonException e) {
      throw new ChangedCodeException(
          "step " + known.id() + " of " + state
              + " was stored by earlier code, but is a race now: give the race another id, then rerun the runs that failed for"
              + " this reason",
          e);
    }
  }

  /**
   * Cancels what a worker that died after the outcome was stored has left of the losers' work. Steps that no branch has called do not belong to
   * the race: those after it take their numbers.
   */
  private void cancelLeft(Branch parent, String race, int size, RaceDecision decision) {
    List<Integer> kept = decision.won().isEmpty() ? decision.failed() : decision.won();
    Set<String> ids = Set.copyOf(decision.ids());
    for (StepRecord step : state.stored()) {
      boolean isOpen = step.status() == StepStatus.WAITING || step.status() == StepStatus.RETRYING;
      if (isOpen && ids.contains(Branch.unnumbered(step.id()))) {
        int index = parent.indexOf(step.id(), size);
        if (index >= 0 && !kept.contains(index)) {
          cancel(parent, race, step.id(), null);
        }
      }
    }
  }
}
