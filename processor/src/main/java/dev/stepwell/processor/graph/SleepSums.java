package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.StepGraph.Choice;
import dev.stepwell.processor.model.StepGraph.End;
import dev.stepwell.processor.model.StepGraph.Guarded;
import dev.stepwell.processor.model.StepGraph.Loop;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Parallel;
import dev.stepwell.processor.model.StepGraph.Way;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sleeps of a function, and how long those take that every run has behind it which gets to a place. */
final class SleepSums {
  private final BigInteger limit;
  private final IdentityHashMap<Node, Sleep> known = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Long> counts = new IdentityHashMap<>();
  private @Nullable HazardModel excess;

  /** A sleep, and the hazard to note if it does not end within the limit. */
  private record Sleep(BigInteger nanos, HazardModel hazard) {}

  /**
   * Sums up the sleeps of a function.
   *
   * @param limit how long its runs may take, in nanoseconds
   */
  SleepSums(BigInteger limit) {
    this.limit = limit;
  }

  void add(Node sleep, BigInteger nanos, HazardModel hazard) {
    known.put(sleep, new Sleep(nanos, hazard));
  }

  /** Registers how often a loop repeats what it holds. */
  void repeated(Node loop, long count) {
    counts.put(loop, count);
  }

  /** The first sleep that ends after the limit because of those before it; null if there is none. */
  @Nullable
  HazardModel excess(List<Node> nodes) {
    after(nodes, BigInteger.ZERO);
    return excess;
  }

  /** How long runs have slept at least when these nodes are behind them; null if they never get there. */
  private @Nullable BigInteger after(List<Node> nodes, BigInteger before) {
    BigInteger slept = before;
    for (Node node : nodes) {
      slept = after(node, slept);
      if (slept == null) {
        return null;
      }
    }
    return slept;
  }

  private @Nullable BigInteger after(Node node, BigInteger before) {
    Sleep sleep = known.get(node);
    if (sleep != null) {
      return slept(sleep, before);
    } else if (node instanceof End) {
      return null;
    } else if (node instanceof Choice choice) {
      return choice.ways().stream()
          .map(way -> after(way.nodes(), before))
          .filter(Objects::nonNull)
          .min(BigInteger::compareTo)
          .orElse(null);
    } else if (node instanceof Loop loop) {
      return repeated(loop, before);
    } else if (node instanceof Parallel parallel) {
      parallel.branches().stream().map(Way::nodes).forEach(branch -> after(branch, before));
      return before;
    } else if (node instanceof Guarded guarded) {
      BigInteger attempted = after(guarded.nodes(), before);
      boolean mayFail = !guarded.handlers().isEmpty();
      return mayFail || attempted == null
          ? after(guarded.after(), before)
          : after(guarded.after(), attempted);
    }
    return before;
  }

  private BigInteger slept(Sleep sleep, BigInteger before) {
    if (sleep.nanos().signum() < 0 || sleep.nanos().compareTo(limit) >= 0) {
      return before;
    }
    BigInteger after = before.add(sleep.nanos());
    if (excess == null && after.compareTo(limit) >= 0) {
      excess = sleep.hazard();
    }
    return after;
  }

  private BigInteger repeated(Loop loop, BigInteger before) {
    BigInteger once = after(loop.nodes(), before);
    Long count = counts.get(loop);
    if (once == null || count == null || count < 1) {
      return before;
    }
    BigInteger others = once.subtract(before).multiply(BigInteger.valueOf(count - 1));
    after(loop.nodes(), before.add(others));
    return once.add(others);
  }
}
