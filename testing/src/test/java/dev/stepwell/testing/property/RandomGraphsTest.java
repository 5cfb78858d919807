package dev.stepwell.testing.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.testing.property.ExpectedGraph.End;
import dev.stepwell.testing.property.FaultPlan.Fault;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Whatever a graph is, in whatever order its nodes execute, and whenever its workers die: each node has the outcome of
 * the model, no step runs before its predecessors, and no recorded step runs again.
 */
class RandomGraphsTest {
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

  /** The minimum number of graphs per hundred with each feature. */
  private static final int MIN = 3;

  @AfterContainer
  static void stop() {
    THREADS.shutdownNow();
  }

  @Provide
  Arbitrary<List<Vertex>> graphs() {
    return RandomGraphs.graphs();
  }

  @Provide
  Arbitrary<List<Fault>> faults() {
    return RandomFaults.faults();
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void aGraphComesToWhatTheModelSays(
      @ForAll("graphs") List<Vertex> graph, @ForAll("faults") List<Fault> faults) {
    World world = new World();
    UUID run = world.sendGraph(graph);
    new Crew(world, faults, THREADS).work(run, -1);

    assertThat(world.graphs()).containsExactly(ExpectedGraph.of(graph));
    assertThat(world.graph().ranAgain())
        .as("steps that ran after they were recorded")
        .isEmpty();
    assertThat(world.graph().ranEarly())
        .as("steps that ran before what they come after was recorded")
        .isEmpty();
    demandAllKinds(graph);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aGraphThatIsCancelledLeavesNothingThatLives(
      @ForAll("graphs") List<Vertex> graph,
      @ForAll("faults") List<Fault> faults,
      @ForAll @IntRange(max = 20) int cancelAfter) {
    World world = new World();
    UUID run = world.sendGraph(graph);
    new Crew(world, faults, THREADS).work(run, cancelAfter);

    assertThat(world.store().runs().newest(null, 10))
        .hasSize(1)
        .allMatch(one -> one.status().isEnded());
    assertThat(world.graph().ranAgain()).isEmpty();
    assertThat(world.graph().ranEarly()).isEmpty();
  }

  /** Without enough graphs of each kind the test would prove little. */
  private static void demandAllKinds(List<Vertex> graph) {
    List<ExpectedGraph.Fate> fates = ExpectedGraph.fates(graph);
    for (End end : End.values()) {
      demand(end.toString(), fates.stream().anyMatch(fate -> fate.end() == end));
    }
    List<String> stored =
        fates.stream().flatMap(fate -> fate.stored().values().stream()).toList();
    demand("answered", stored.contains("came"));
    demand("in vain", stored.contains("none"));
    demand("delayed", stored.contains("slept"));
    demand("several elements", fates.stream().anyMatch(RandomGraphsTest::hasElements));
  }

  private static boolean hasElements(ExpectedGraph.Fate fate) {
    return fate.stored().keySet().stream().anyMatch(step -> step.contains(":"));
  }

  private static void demand(String what, boolean isThere) {
    Statistics.label(what).collect(isThere);
    Statistics.label(what)
        .coverage(coverage -> coverage.check(true).percentage(share -> share >= MIN));
  }
}
