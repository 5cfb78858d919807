package dev.stepwell.testing.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.RunStatus;
import dev.stepwell.runtime.model.StepKind;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.testing.property.FaultPlan.Fault;
import dev.stepwell.testing.property.ReferenceModel.Expected;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever a flow does, and whenever its workers die, its outcome is that of the model, and no recorded step runs
 * again.
 */
class RandomFlowsTest {
  private static final Arbitrary<String> IDS = Arbitraries.of("a", "b", "c");

  @Provide
  Arbitrary<List<Op>> flows() {
    return flows(3);
  }

  private static Arbitrary<List<Op>> flows(int depth) {
    Arbitrary<Op> simple = Arbitraries.oneOf(
        Combinators.combine(
                IDS,
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(6, 0),
                    net.jqwik.api.Tuple.of(2, 1),
                    net.jqwik.api.Tuple.of(1, 3),
                    net.jqwik.api.Tuple.of(1, 4)))
            .as(Op.Step::new),
        Combinators.combine(IDS.map(id -> "sleep-" + id), Arbitraries.integers().between(0, 900))
            .as(Op.Sleep::new),
        IDS.map(id -> new Op.Send("send-" + id)),
        IDS.map(id -> new Op.Answer("answer-" + id)),
        Combinators.combine(IDS.map(id -> "wait-" + id), Arbitraries.integers().between(0, 900))
            .as(Op.WaitInVain::new));
    if (depth == 0) {
      return simple.list().ofMinSize(1).ofMaxSize(3);
    }
    Arbitrary<Op> nested = Arbitraries.lazyOf(
        () ->
            Combinators.combine(IDS.map(id -> "invoke-" + id), flows(depth - 1)).as(Op.Invoke::new),
        () -> Combinators.combine(IDS.map(id -> "invoke-" + id), RandomGraphs.graphs())
            .as(Op.InvokeGraph::new),
        () -> flows(depth - 1).list().ofMaxSize(3).map(Op.Parallel::new),
        () -> flows(depth - 1).map(Op.Try::new));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, simple), net.jqwik.api.Tuple.of(1, nested))
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Fault>> faults() {
    return RandomFaults.faults();
  }

  @Property(tries = 500)
  void aFlowComesToWhatTheModelSays(
      @ForAll("flows") List<Op> flow, @ForAll("faults") List<Fault> faults) {
    Expected expected = ReferenceModel.of(flow);
    World world = new World();
    UUID id = world.send(flow);
    new Crew(world, faults, Runnable::run).work(id, -1);

    Run run = world.store().runs().run(id).orElseThrow();
    assertThat(run.status()).isEqualTo(expected.failed() ? RunStatus.FAILED : RunStatus.COMPLETED);
    if (!expected.failed()) {
      assertThat(run.output()).isEqualTo(json(expected.output()));
    }
    assertThat(world.flow().ranAgain())
        .as("steps that ran after they were recorded")
        .isEmpty();
    List<Run> all = world.store().runs().newest(RandomFlow.FUNCTION.id(), 10_000);
    assertThat(all)
        .as("runs")
        .hasSize(expected.runs())
        .allMatch(one -> one.status().isEnded());
    assertThat(completed(world, all, StepKind.STEP)).isEqualTo(expected.steps());
    assertThat(completed(world, all, StepKind.SEND)).isEqualTo(expected.sends());
    assertThat(world.graphs()).containsExactlyInAnyOrderElementsOf(expected.graphs());
    assertThat(world.graph().ranAgain()).isEmpty();
    assertThat(world.graph().ranEarly()).isEmpty();
  }

  @Property(tries = 300)
  void aFlowThatIsCancelledLeavesNothingThatLives(
      @ForAll("flows") List<Op> flow,
      @ForAll("faults") List<Fault> faults,
      @ForAll @IntRange(max = 20) int cancelAfter) {
    World world = new World();
    UUID id = world.send(flow);
    new Crew(world, faults, Runnable::run).work(id, cancelAfter);

    assertThat(world.store().runs().newest(null, 10_000))
        .allMatch(run -> run.status().isEnded());
    assertThat(world.flow().ranAgain()).isEmpty();
    assertThat(world.graph().ranAgain()).isEmpty();
    assertThat(world.graph().ranEarly()).isEmpty();
  }

  private static String json(List<String> output) {
    return output.stream()
        .map(text -> "\"" + text + "\"")
        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
  }

  private static long completed(World world, List<Run> runs, StepKind kind) {
    return runs.stream()
        .flatMap(run -> world.store().runs().steps(run.id()).stream())
        .filter(step -> step.kind() == kind && step.status() == StepStatus.COMPLETED)
        .map(StepRecord::id)
        .count();
  }
}
