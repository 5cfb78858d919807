package dev.stepwell.polaris.github.standin;

import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Injected faults: each replaces the responses of the next matching requests by an error. */
final class Faults {
  private final CopyOnWriteArrayList<Fault> ordered = new CopyOnWriteArrayList<>();

  void order(
      boolean done, int times, StandInRefusal answer, Predicate<GithubStandIn.Request> which) {
    if (times < 0) {
      throw new IllegalArgumentException("A fault cannot happen " + times + " times");
    }
    ordered.add(new Fault(done, new AtomicInteger(times), answer, which));
  }

  void clear() {
    ordered.clear();
  }

  /**
   * Consumes and returns the fault for this request. {@code done} selects faults after the work instead of before it.
   */
  Optional<StandInRefusal> next(boolean done, GithubStandIn.Request request) {
    for (Fault fault : ordered) {
      if (fault.done == done
          && fault.which.test(request)
          && fault.left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return Optional.of(fault.answer);
      }
    }
    return Optional.empty();
  }

  private record Fault(
      boolean done,
      AtomicInteger left,
      StandInRefusal answer,
      Predicate<GithubStandIn.Request> which) {}
}
