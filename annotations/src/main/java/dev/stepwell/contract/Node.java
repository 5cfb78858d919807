package dev.stepwell.contract;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place of a {@link Graph}: what is done there once other nodes have ended, and what came of it.
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
   * What came of it.
   *
   * @throws IllegalStateException if that is absent
   */
  public T value() {
    if (value == null) {
      throw new IllegalStateException("a value was asked for that is absent, or not there as yet");
    }
    return value;
  }

  /** What came of it; null if that is absent. */
  public @Nullable T valueOrNull() {
    return value;
  }

  /** The nodes that it comes after. For the runtime. */
  public List<Node<?>> inputs() {
    return Stream.concat(needs.stream(), after.stream()).toList();
  }

  /**
   * Does what is done here, on this thread; if the value of a node that this one needs is absent, it does nothing and its own is
   * absent. All that it comes after have ended. For the runtime.
   */
  public void execute() throws Exception {
    if (needs.stream().allMatch(node -> node.value != null)) {
      value = body.call();
    }
  }
}
