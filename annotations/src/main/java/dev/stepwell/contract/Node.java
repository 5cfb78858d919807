package dev.stepwell.contract;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Graph}: what it executes once other nodes have ended, and its value.
 *
 * @param <T> the type of its value
 */
public final class Node<T> {
  private final List<Node<?>> needs;
  private final List<Node<?>> after;
  private final Callable<? extends @Nullable T> body;
  private @Nullable T value;

  Node(List<Node<?>> needs, List<Node<?>> after, Callable<? extends @Nullable T> body) {
    this.needs = needs;
    this.after = after;
    this.body = body;
  }

  /**
   * The value.
   *
   * @throws IllegalStateException if the value is absent
   */
  public T value() {
    if (value == null) {
      throw new IllegalStateException("a value was asked for that is absent, or not there as yet");
    }
    return value;
  }

  /** What came of it; null if the value is absent. */
  public @Nullable T valueOrNull() {
    return value;
  }

  /** The nodes that it comes after. For the runtime. */
  public List<Node<?>> inputs() {
    return Stream.concat(needs.stream(), after.stream()).toList();
  }

  /**
   * Executes the node on this thread, once its predecessors have ended. If a value that it needs is absent, it does nothing and its own
   * value is absent. For the runtime.
   */
  public void execute() throws Exception {
    if (needs.stream().allMatch(node -> node.value != null)) {
      value = body.call();
    }
  }
}
