package dev.stepwell.runtime.engine;

import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A parallel section of a flow: one branch per item with a maximum parallelism, each to its own end. */
final class ParallelSection<T, R> {
  private final RunState run;
  private final StepExecutor steps;
  private final Branch parent;
  private final List<T> items;
  private final Steps.Body<? super T, ? extends R> body;
  private final List<Branch> branches;
  private final @Nullable Object[] results;
  private final @Nullable Throwable[] failures;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch ended;
  private final SectionThreads helpers;

  ParallelSection(
      RunState run,
      StepExecutor steps,
      Branch parent,
      Collection<? extends T> items,
      Steps.Body<? super T, ? extends R> body) {
    this.run = run;
    this.steps = steps;
    this.parent = parent;
    this.items = new ArrayList<>(items);
    this.body = body;
    this.branches = parent.fork(this.items.size());
    this.results = new Object[this.items.size()];
    this.failures = new Throwable[this.items.size()];
    this.ended = new CountDownLatch(this.items.size());
    this.helpers = new SectionThreads(
        run.slots(), run.engine().time().timers(), () -> this.items.size() - next.get());
  }

  /**
   * Runs all branches and waits for all of them; a branch that leaves makes the parent leave. The parent's own thread is one of
   * those that run them, so that a section ends even if no other thread is to be had. Each of the others needs a slot of the run's limits.
   */
  @SuppressWarnings("unchecked")
  List<R> run(Executor threads, int parallelism) {
    helpers.startHelpers(threads, this::takeBranches, Math.min(parallelism, items.size()));
    takeBranches();
    awaitBranches();
    parent.join(branches);
    return Collections.unmodifiableList((List<R>) Arrays.asList(results));
  }

  private void takeBranches() {
    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      try {
        runBranch(i);
      } finally {
        ended.countDown();
      }
    }
    helpers.leave();
  }

  private void awaitBranches() {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void runBranch(int index) {
    Branch branch = branches.get(index);
    T item = items.get(index);
    try {
      results[index] = Frame.<R>call(
          run,
          branch,
          Around.<R>branch(run, () -> Durable.<R>callWith(steps, () -> body.run(item))));
    } catch (UncatchableSuspension left) {
      branch.leave();
    } catch (Throwable thrown) {
      failures[index] = thrown;
    }
  }

  /** Throws the failure of the first failed item, with those of the others suppressed in it. */
  void throwFirstFailure() {
    Failures.throwFirst(Arrays.asList(failures));
  }
}
