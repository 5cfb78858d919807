package dev.stepwell.runtime.engine;

import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The graph of a flow: each node has a branch, which begins when its predecessors have ended, and runs to its own end.
 */
final class GraphSection {
  private final RunState run;
  private final StepExecutor steps;
  private final Executor threads;
  private final List<NodeTask> tasks = new ArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<NodeTask> ready = new ArrayDeque<>();
  private int open;

  GraphSection(RunState run, StepExecutor steps, Executor threads, List<Node<?>> nodes) {
    this.run = run;
    this.steps = steps;
    this.threads = threads;
    Map<Node<?>, NodeTask> byNode = new HashMap<>();
    for (Node<?> node : nodes) {
      List<NodeTask> inputs =
          node.inputs().stream().map(byNode::get).map(Objects::requireNonNull).toList();
      NodeTask task = new NodeTask(node, inputs);
      byNode.put(node, task);
      tasks.add(task);
    }
    this.open = tasks.size();
  }

  /**
   * Runs all nodes and waits for all of them; a node that leaves makes the flow leave. The flow's own thread also runs
   * nodes, so that a graph ends even if no other thread is available.
   */
  void run(Branch flow) {
    begin(tasks.stream().filter(NodeTask::isReady).toList());
    for (NodeTask task = await(); task != null; task = await()) {
      execute(task);
    }
    flow.joinNodes(tasks.stream().map(NodeTask::branch).toList());
  }

  /** Throws the failure of the first failed node, with those of the others suppressed in it. */
  void throwFirstFailure() {
    List<@Nullable Throwable> failures = new ArrayList<>();
    tasks.forEach(task -> failures.add(task.failure()));
    Failures.throwFirst(failures);
  }

  /** Schedules these nodes: this thread takes the first next, and new threads take the others. */
  private void begin(List<NodeTask> some) {
    lock.lock();
    try {
      ready.addAll(some);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    int taken = run.slots().take(Math.max(some.size(), waiting()) - 1);
    for (int i = Helpers.start(threads, this::takeReady, taken); i < taken; i++) {
      run.slots().release();
    }
  }

  /** How many ready nodes wait for a slot; 0 in a run without limits, because each has a thread. */
  private int waiting() {
    lock.lock();
    try {
      return run.slots().areLimited() ? ready.size() : 0;
    } finally {
      lock.unlock();
    }
  }

  private void takeReady() {
    for (NodeTask task = poll(); task != null; task = poll()) {
      execute(task);
    }
    run.slots().release();
  }

  private void execute(NodeTask task) {
    task.run(run, steps);
    begin(end(task));
  }

  private List<NodeTask> end(NodeTask task) {
    lock.lock();
    try {
      open--;
      return task.end();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable NodeTask poll() {
    lock.lock();
    try {
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }

  /** The next node that is ready; null once all have ended. */
  private @Nullable NodeTask await() {
    lock.lock();
    try {
      while (ready.isEmpty() && open > 0) {
        changed.awaitUninterruptibly();
      }
      return ready.poll();
    } finally {
      lock.unlock();
    }
  }
}
