package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepExecutor;
import dev.stepwell.runtime.engine.RaceBranch.Pass;
import dev.stepwell.runtime.model.RaceDecision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The branches of a race, until enough of them have completed, or too few can still complete. */
final class RaceSection<R> {
  private final RunState run;
  private final StepExecutor steps;
  private final Branch parent;
  private final int winners;
  private final List<RaceBranch<R>> branches = new ArrayList<>();
  private final List<RaceBranch<R>> won = new ArrayList<>();
  private final List<RaceBranch<R>> failed = new ArrayList<>();
  private @Nullable Throwable problem;
  private @Nullable RaceThreads<R> racing;

  RaceSection(
      RunState run,
      StepExecutor steps,
      Branch parent,
      int winners,
      Collection<? extends Callable<? extends R>> bodies) {
    this.run = run;
    this.steps = steps;
    this.parent = parent;
    this.winners = winners;
    bodies.forEach(body -> branches.add(new RaceBranch<>(parent, branches.size(), body)));
  }

  /**
   * Runs the branches until the race is decided or must leave. Branches that are complete without work, as far as is stored, decide it
   * before others begin.
   */
  void run(Executor threads) {
    collect();
    if (!isOver()) {
      run.beginWork(parent);
      racing = new RaceThreads<>(run, this, threads);
      racing.run(branches.stream().filter(branch -> !hasEnded(branch)).toList());
    }
  }

  /** Waits until the threads of losers have returned, or for a while. */
  void awaitLosers() {
    if (racing != null) {
      racing.awaitLosers();
    }
  }

  /** Executes all branches as far as they are stored; the order in which they completed is that of the times that are stored. */
  private void collect() {
    List<RaceBranch<R>> ended = new ArrayList<>();
    List<Pass> passes = new ArrayList<>();
    for (RaceBranch<R> branch : branches) {
      Pass pass = branch.execute(run, steps, parent, true);
      passes.add(pass);
      if (pass == Pass.BROKEN) {
        end(branch, pass);
      } else if (pass != Pass.LEFT) {
        ended.add(branch);
      }
    }
    ended.stream()
        .sorted(Comparator.comparing(branch -> branch.racer().completedAt()))
        .forEach(branch -> end(branch, passes.get(branch.racer().index())));
  }

  /** Executes a pass of a branch on this thread. */
  Pass execute(RaceBranch<R> branch) {
    return branch.execute(run, steps, parent, false);
  }

  /** Registers the outcome of a branch, unless the race is over. */
  synchronized void end(RaceBranch<R> branch, Pass pass) {
    if (isOver()) {
      return;
    }
    switch (pass) {
      case COMPLETED -> won.add(branch);
      case FAILED -> failed.add(branch);
      case BROKEN -> problem = branch.failure();
      case LEFT -> {}
    }
  }

  private synchronized boolean hasEnded(RaceBranch<R> branch) {
    return won.contains(branch) || failed.contains(branch);
  }

  /** Whether no branch needs to be executed any more. */
  synchronized boolean isOver() {
    return problem != null || isDecided();
  }

  private boolean isDecided() {
    return won.size() >= winners || hasFailed();
  }

  private boolean hasFailed() {
    return failed.size() > branches.size() - winners;
  }

  /** Whether the run must not continue here. */
  boolean mustLeave() {
    return parent.hasLeft() || run.interrupts().isRevoked();
  }

  /** Leaves until a branch can continue, if the race is not over. */
  synchronized void leaveUnlessOver() {
    if (problem != null) {
      run.interrupts().abandon(racers());
      Failures.throwFirst(List.of(problem));
    }
    if (isDecided()) {
      return;
    }
    for (RaceBranch<R> branch : branches) {
      if (!hasEnded(branch)) {
        run.parkOuter(parent, branch.racer());
      }
    }
    throw parent.leave();
  }

  /** The index of the branch to which a stored step belongs; −1 if it belongs to none. */
  int indexOf(String storedId) {
    return parent.indexOf(storedId, branches.size());
  }

  /** The branches whose work is cancelled. */
  synchronized List<Racer> losers() {
    List<RaceBranch<R>> kept = hasFailed() ? failed : won;
    return branches.stream()
        .filter(branch -> !kept.contains(branch))
        .map(RaceBranch::racer)
        .toList();
  }

  /** The outcome, with the ids of the steps of all branches, of which these steps are stored. */
  synchronized RaceDecision decision(Set<String> ids) {
    return hasFailed()
        ? new RaceDecision(List.of(), indexes(failed).stream().sorted().toList(), sorted(ids))
        : new RaceDecision(indexes(won), List.of(), sorted(ids));
  }

  private List<Integer> indexes(List<RaceBranch<R>> some) {
    return some.stream().map(branch -> branch.racer().index()).toList();
  }

  private static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }

  /** The racers of all branches. */
  List<Racer> racers() {
    return branches.stream().map(RaceBranch::racer).toList();
  }

  /** Merges the numbers and records of the branches whose outcome the race has. */
  synchronized void join(RaceDecision decision) {
    List<RaceBranch<R>> kept = hasFailed() ? failed : won;
    parent.joinRace(
        decision.ids(), branches.size(), kept.stream().map(RaceBranch::branch).toList());
  }

  /** The results of the winners in the order in which they completed. Throws the failure of the first branch if the race failed. */
  synchronized List<R> results() {
    if (hasFailed()) {
      Failures.throwFirst(failed.stream()
          .sorted(Comparator.comparing(branch -> branch.racer().index()))
          .map(branch -> Objects.requireNonNull(branch.failure()))
          .toList());
    }
    List<@Nullable R> results = new ArrayList<>();
    won.forEach(branch -> results.add(branch.result()));
    return nonNull(results);
  }

  /** A branch may return null, as a method may whose result is not annotated. */
  @SuppressWarnings({"unchecked", "NullAway"})
  static <R> List<R> nonNull(List<? extends @Nullable R> results) {
    return (List<R>) Collections.unmodifiableList(results);
  }
}
