package dev.stepwell.testing.property;

import dev.stepwell.testing.property.FaultPlan.Fault;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random deaths of workers. */
final class RandomFaults {
  private RandomFaults() {}

  static Arbitrary<List<Fault>> faults() {
    return Combinators.combine(Arbitraries.integers().between(0, 12), Arbitraries.of(true, false))
        .as(Fault::new)
        .list()
        .ofMaxSize(12);
  }
}
