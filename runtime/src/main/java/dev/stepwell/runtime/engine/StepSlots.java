package dev.stepwell.runtime.engine;

import dev.stepwell.contract.StepDefinition;
import dev.stepwell.runtime.model.DelayedStep;
import dev.stepwell.runtime.model.RunLimits;
import dev.stepwell.runtime.model.SlotRelease;
import dev.stepwell.runtime.model.StepNeeds;
import dev.stepwell.runtime.model.StepWrite;
import dev.stepwell.runtime.store.Slots;
import dev.stepwell.runtime.store.Slots.StepAnswer;
import dev.stepwell.runtime.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The slots that the steps of a run take of limits on these steps (ADR 102). A run of a function without such limits asks for nothing.
 *
 * <p>A step that gets none leaves, and the run waits for the slots when it parks. While another branch holds slots of the same keys, the step
 * waits for these instead: the run executes anyway.
 */
final class StepSlots {
  private static final Duration UNTIL_CLAIMED_AGAIN = Duration.ofMillis(500);

  private final RunState state;
  private final boolean areLimited;
  private final Lock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Map<String, List<RunLimits.Use>> limits = new HashMap<>();
  private final Map<String, StepNeeds> held = new HashMap<>();
  private final Map<String, StepNeeds> awaited = new LinkedHashMap<>();

  /** The steps that wait, by id, the longest waiting first. */
  private final Map<String, DelayedStep> delayed = new LinkedHashMap<>();

  StepSlots(RunState state, boolean areLimited) {
    this.state = state;
    this.areLimited = areLimited;
  }

  /**
   * Takes what an attempt of this step needs, and waits until the records of the branch are on disk, in one journey to the database. Leaves
   * if a limit does not admit the attempt now.
   *
   * @param id the id of the step in the run
   */
  void take(Branch branch, StepDefinition<?> step, String id) {
    if (!areLimited) {
      state.awaitRecorded(branch);
      return;
    }
    List<RunLimits.Use> uses = limits(step);
    StepNeeds needs = new StepNeeds(state.run().id(), id, uses);
    CompletableFuture<StepAnswer> asked = uses.isEmpty() ? null : ask(branch, needs);
    state.awaitRecorded(branch);
    while (asked != null) {
      StepAnswer answer = answer(asked);
      note(answer);
      asked = accept(branch, answer) ? null : ask(branch, needs);
    }
  }

  private void note(StepAnswer answer) {
    StepNeeds needs = answer.needs();
    lock.lock();
    try {
      if (answer.taken() == Slots.Taken.FULL) {
        delayed.computeIfAbsent(needs.stepId(), id -> new DelayedStep(needs, state.now()));
      } else {
        delayed.remove(needs.stepId());
      }
    } finally {
      lock.unlock();
    }
  }

  private List<RunLimits.Use> limits(StepDefinition<?> step) {
    lock.lock();
    try {
      return limits.computeIfAbsent(
          step.id(),
          id -> state
              .engine()
              .functions()
              .matching()
              .limitsOfStep(
                  state.run().functionId(),
                  id,
                  state.engine().json().opened(state.run().event().data())));
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<StepAnswer> ask(Branch branch, StepNeeds needs) {
    Slots slots = state.engine().ports().slots();
    CompletableFuture<StepAnswer> asked =
        state.interrupts().unlessRevoked(() -> slots.takeFor(needs));
    if (asked == null) {
      throw branch.leave();
    }
    return asked;
  }

  private static StepAnswer answer(CompletableFuture<StepAnswer> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Whether the step has its slots; if not, another branch has released some, and it can ask again. */
  private boolean accept(Branch branch, StepAnswer answer) {
    StepNeeds needs = answer.needs();
    switch (answer.taken()) {
      case GRANTED -> hold(needs);
      case FULL -> {
        if (isReleasedByOther(needs)) {
          return false;
        }
        await(needs);
        throw state.park(branch, null);
      }
      case UNBOUND -> throw state.park(branch, state.now().plus(UNTIL_CLAIMED_AGAIN));
      case NOT_HELD -> {
        state.interrupts().revoke();
        throw branch.leave();
      }
    }
    return true;
  }

  private void hold(StepNeeds needs) {
    lock.lock();
    try {
      held.put(needs.stepId(), needs);
    } finally {
      lock.unlock();
    }
  }

  /** Waits while other branches hold all slots of the run for these keys; false if none does. */
  private boolean isReleasedByOther(StepNeeds needs) {
    lock.lock();
    try {
      long before = holders(needs);
      while (before > 0 && !state.slots().areLimited() && !state.interrupts().isRevoked()) {
        released.awaitUninterruptibly();
        if (holders(needs) < before) {
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long holders(StepNeeds needs) {
    return held.values().stream()
        .filter(other -> other.uses().equals(needs.uses()))
        .count();
  }

  /** One step of equal needs waits: when it executes, the others ask again. */
  private void await(StepNeeds needs) {
    lock.lock();
    try {
      awaited.putIfAbsent(needs.line(), needs);
    } finally {
      lock.unlock();
    }
  }

  /** What steps of the run wait for, once it has left. */
  List<StepNeeds> awaited() {
    lock.lock();
    try {
      return new ArrayList<>(awaited.values());
    } finally {
      lock.unlock();
    }
  }

  /** The steps that have waited since before this time, one of equal needs. */
  List<DelayedStep> delayedSince(Instant before) {
    lock.lock();
    try {
      Map<String, DelayedStep> first = new LinkedHashMap<>();
      delayed.values().stream()
          .filter(step -> step.since().isBefore(before))
          .forEach(step -> first.putIfAbsent(step.needs().line(), step));
      return List.copyOf(first.values());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The outcome of an attempt, which releases what the attempt holds. It holds that until {@link #released}: the branch may not be allowed to
   * record the outcome.
   *
   * @param thrown its exception; null for none. A {@link dev.stepwell.RetryAfterException} holds back the next starts of others
   */
  StepWrite releasing(StepWrite write, @Nullable Throwable thrown) {
    if (!areLimited || !holds(write.step().id())) {
      return write;
    }
    Duration demanded = thrown == null ? null : RetryPolicy.demanded(thrown);
    Instant until = demanded == null ? null : TimeRange.after(state.now(), demanded);
    return write.releasing(new SlotRelease(until));
  }

  /** The outcome that releases what an attempt holds is passed to the journal. */
  void released(String stepId) {
    if (areLimited) {
      drop(stepId);
    }
  }

  private boolean holds(String stepId) {
    lock.lock();
    try {
      return held.containsKey(stepId);
    } finally {
      lock.unlock();
    }
  }

  /** Releases what an attempt holds that has ended without an outcome. */
  void leave(String stepId) {
    if (areLimited && drop(stepId)) {
      state.engine().ports().slots().releaseOf(state.run().id(), stepId);
    }
  }

  private boolean drop(String stepId) {
    lock.lock();
    try {
      released.signalAll();
      return held.remove(stepId) != null;
    } finally {
      lock.unlock();
    }
  }
}
