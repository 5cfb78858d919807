package dev.stepwell.runtime.engine;

import dev.stepwell.Steps;
import dev.stepwell.runtime.engine.RaceBranch.Pass;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.store.StoreException;
import dev.stepwell.runtime.time.Timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that execute the branches of a race. The thread of the flow waits for the race, so that a loser that ignores its
 * interrupt does not hold it; it executes branches too if there are not enough other threads, or if these need slots of limits.
 *
 * <p>A branch that waits holds no thread. While others are in progress, it is executed again when its time has come, or what it awaits
 * has ended. When all wait, the run parks.
 */
final class RaceThreads<R> {
  /** How often events and other runs are looked for that may end a wait while another branch is in progress. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** How long the flow waits for losers that ignore their interrupts. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final RunState run;
  private final RaceSection<R> race;
  private final Executor threads;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<RaceBranch<R>> ready = new ArrayDeque<>();
  private final Set<RaceBranch<R>> parked = new HashSet<>();
  private final List<Timer> wakes = new ArrayList<>();
  private volatile boolean assists;
  private boolean looking;
  private boolean closed;
  private boolean graceIsOver;
  private int executing;
  private int helpers;

  RaceThreads(RunState run, RaceSection<R> race, Executor threads) {
    this.run = run;
    this.race = race;
    this.threads = threads;
    this.assists = run.slots().areLimited();
  }

  /** Executes these branches until the race is over, or all that are left wait. */
  void run(Collection<RaceBranch<R>> all) {
    lock.lock();
    try {
      ready.addAll(all);
    } finally {
      lock.unlock();
    }
    do {
      startHelpers();
      RaceBranch<R> branch = assists ? poll() : null;
      if (branch != null) {
        execute(branch);
      }
    } while (awaitChange());
    lock.lock();
    try {
      wakes.forEach(Timer::stop);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a branch to execute, and returns true; or until no branch is left to execute. */
  private boolean awaitChange() {
    lock.lock();
    try {
      while (true) {
        if (race.isOver() || race.mustLeave()) {
          ready.clear();
        }
        if (race.isOver() || !isActive()) {
          closed = true;
          return false;
        }
        if (!ready.isEmpty() && (assists || helpers == 0)) {
          return true;
        }
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isActive() {
    return executing > 0 || !ready.isEmpty();
  }

  /** Starts threads for the branches that are ready, as far as slots are free. */
  private void startHelpers() {
    int wanted;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      int idle = Math.max(0, helpers - executing);
      wanted =
          Math.min(Steps.DEFAULT_PARALLELISM - helpers, ready.size() - idle - (assists ? 1 : 0));
    } finally {
      lock.unlock();
    }
    int taken = run.slots().take(wanted);
    change(taken);
    int started = Helpers.start(threads, this::help, taken);
    for (int i = started; i < taken; i++) {
      assists = true;
      leave();
    }
    if (taken < wanted) {
      Timer unused = after(BranchSlots.UNTIL_ASKED_AGAIN, this::startHelpers);
    }
  }

  private void help() {
    for (RaceBranch<R> branch = poll(); branch != null; branch = poll()) {
      execute(branch);
    }
    leave();
  }

  private void leave() {
    run.slots().release();
    change(-1);
  }

  private void change(int count) {
    lock.lock();
    try {
      helpers += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable RaceBranch<R> poll() {
    lock.lock();
    try {
      if (closed || race.isOver() || race.mustLeave()) {
        ready.clear();
      }
      RaceBranch<R> branch = ready.poll();
      executing += branch == null ? 0 : 1;
      return branch;
    } finally {
      lock.unlock();
    }
  }

  private void execute(RaceBranch<R> branch) {
    Pass pass = race.execute(branch);
    race.end(branch, pass);
    lock.lock();
    try {
      executing--;
      if (pass == Pass.LEFT && !race.isOver() && !race.mustLeave()) {
        park(branch);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void park(RaceBranch<R> branch) {
    Racer racer = branch.racer();
    if (racer.isToReload()) {
      return;
    }
    parked.add(branch);
    Instant wakeAt = racer.wakeAt();
    if (wakeAt != null && isActive()) {
      Duration delay = Duration.between(run.now(), wakeAt);
      wakes.add(after(delay.isNegative() ? Duration.ZERO : delay, () -> resume(List.of(branch))));
    }
    if (!racer.awaited().isEmpty() && !looking && isActive()) {
      looking = true;
      Timer unused = after(BETWEEN_LOOKS, this::look);
    }
  }

  /** Executes parked branches again. */
  private void resume(Collection<RaceBranch<R>> some) {
    lock.lock();
    try {
      if (!closed) {
        some.stream().filter(parked::remove).forEach(ready::add);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    startHelpers();
  }

  /** Looks whether waits of parked branches have ended; their branches continue. */
  private void look() {
    List<RaceBranch<R>> waiting;
    lock.lock();
    try {
      looking = false;
      waiting =
          parked.stream().filter(branch -> !branch.racer().awaited().isEmpty()).toList();
      if (closed || waiting.isEmpty() || race.isOver() || race.mustLeave()) {
        return;
      }
      looking = true;
    } finally {
      lock.unlock();
    }
    Timer unused = after(BETWEEN_LOOKS, this::look);
    Set<String> ended = ended(waiting);
    resume(waiting.stream()
        .filter(branch -> branch.racer().awaited().stream().anyMatch(ended::contains))
        .toList());
  }

  private Set<String> ended(List<RaceBranch<R>> waiting) {
    Set<String> awaited = new HashSet<>();
    waiting.forEach(branch -> awaited.addAll(branch.racer().awaited()));
    Set<String> ended = new HashSet<>();
    try {
      for (StepRecord step : run.engine().ports().waits().ended(run.run().id(), awaited)) {
        run.remember(step);
        ended.add(step.id());
      }
    } catch (StoreException e) {
      if (!e.isPassing()) {
        throw e;
      }
    }
    return ended;
  }

  /** Lets a thread do this after a delay, unless the worker stops. */
  private Timer after(Duration delay, Runnable task) {
    return run.engine().time().timers().after(delay, () -> {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException e) {
        // The worker stops, and the branches in progress end.
      }
    });
  }

  /** Waits for the threads that execute losers: for a while; with limits on concurrency, until all have returned. */
  void awaitLosers() {
    Timer timer = run.slots().areLimited()
        ? null
        : run.engine().time().timers().after(GRACE, () -> {
          lock.lock();
          try {
            graceIsOver = true;
            changed.signalAll();
          } finally {
            lock.unlock();
          }
        });
    lock.lock();
    try {
      while (executing > 0 && !graceIsOver) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
      if (timer != null) {
        timer.stop();
      }
    }
  }
}
