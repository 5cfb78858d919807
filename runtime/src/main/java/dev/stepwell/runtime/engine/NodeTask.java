package dev.stepwell.runtime.engine;

import dev.stepwell.contract.Durable;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepExecutor;
import dev.stepwell.contract.UncatchableSuspension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a graph in a run, with its predecessors and successors. {@link GraphSection} guards it. */
final class NodeTask {
  private final Node<?> node;
  private final List<NodeTask> inputs;
  private final List<NodeTask> dependents = new ArrayList<>();
  private Branch branch = Branch.node(List.of());
  private @Nullable Throwable failure;
  private boolean stopped;
  private int awaited;

  NodeTask(Node<?> node, List<NodeTask> inputs) {
    this.node = node;
    this.inputs = inputs;
    this.awaited = inputs.size();
    inputs.forEach(input -> input.dependents.add(this));
  }

  /** Whether all its predecessors have ended. */
  boolean isReady() {
    return awaited == 0;
  }

  /** Registers that it has ended, and returns the nodes that are now ready. */
  List<NodeTask> end() {
    List<NodeTask> ready = new ArrayList<>();
    for (NodeTask dependent : dependents) {
      dependent.awaited--;
      if (dependent.isReady()) {
        ready.add(dependent);
      }
    }
    return ready;
  }

  /** Its branch, once it has ended. */
  Branch branch() {
    return branch;
  }

  /** Its exception; null if none. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /**
   * Executes the node on this thread. If a predecessor has left, it leaves too; if one has failed, it does not execute.
   */
  void run(RunState run, StepExecutor steps) {
    branch = Branch.node(inputs.stream().map(NodeTask::branch).toList());
    if (inputs.stream().anyMatch(input -> input.branch.hasLeft())) {
      branch.leave();
      return;
    }
    stopped = inputs.stream().anyMatch(input -> input.stopped || input.failure != null);
    if (stopped) {
      return;
    }
    try {
      Frame.<@Nullable Void>call(
          run,
          branch,
          Around.<@Nullable Void>branch(
              run,
              () -> Durable.<@Nullable Void>callWith(steps, () -> {
                node.execute();
                return null;
              })));
    } catch (UncatchableSuspension left) {
      branch.leave();
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }
}
