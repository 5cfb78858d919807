package dev.stepwell.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import java.time.Duration;

/** The workflows that DBOS executes. It calls them through an interface. */
interface DbosFlows {
  /** Executes this many trivial steps. */
  int count(int steps);

  /** Sleeps. */
  void sleep(int days);

  /** The implementation of the interface. */
  final class OnDbos implements DbosFlows {
    private final DBOS dbos;
    private final BenchmarkProbe probe;

    OnDbos(DBOS dbos, BenchmarkProbe probe) {
      this.dbos = dbos;
      this.probe = probe;
    }

    @Override
    @Workflow(name = "count")
    public int count(int steps) {
      probe.begin();
      int sum = 0;
      for (int i = 0; i < steps; i++) {
        int number = i;
        sum += dbos.<Integer, RuntimeException>runStep(() -> number, "add");
      }
      probe.end();
      return sum;
    }

    @Override
    @Workflow(name = "sleep")
    public void sleep(int days) {
      dbos.sleep(Duration.ofDays(days));
    }
  }
}
