package dev.stepwell.testing.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.runtime.model.Run;
import dev.stepwell.runtime.model.StepRecord;
import dev.stepwell.runtime.model.StepStatus;
import dev.stepwell.testing.property.FaultPlan.Fault;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whenever workers die, races have the winners that they have without deaths, and leave nothing of the losers. */
class RandomRacesTest {
  private static final Arbitrary<String> IDS = Arbitraries.of("a", "b");

  @Provide
  Arbitrary<List<Op>> races() {
    return flows(2, 0, false);
  }

  @Provide
  Arbitrary<List<Op>> racesWithCalls() {
    return flows(2, 9, true);
  }

  /** With at most one winner per race where time stands still: several that complete at one time have no order. */
  private static Arbitrary<List<Op>> flows(int depth, int moreWinners, boolean invokes) {
    Arbitrary<Op> simple = Arbitraries.oneOf(
        Combinators.combine(IDS, Arbitraries.of(0, 0, 0, 1, 4)).as(Op.Step::new),
        Combinators.combine(IDS.map(id -> "sleep-" + id), Arbitraries.of(0, 5, 5, 60))
            .as(Op.Sleep::new),
        IDS.map(id -> new Op.Answer("answer-" + id)),
        Combinators.combine(IDS.map(id -> "wait-" + id), Arbitraries.of(0, 5, 60))
            .as(Op.WaitInVain::new));
    if (depth == 0) {
      return simple.list().ofMaxSize(2);
    }
    Arbitrary<List<Op>> inner = flows(depth - 1, moreWinners, invokes);
    Arbitrary<Op> race = Combinators.combine(
            IDS.map(id -> "race-" + id),
            Arbitraries.integers().between(0, moreWinners),
            inner.list().ofMinSize(1).ofMaxSize(3))
        .as((id, winners, branches) -> new Op.Race(id, 1 + winners % branches.size(), branches));
    Arbitrary<Op> parallel = inner.list().ofMaxSize(2).map(Op.Parallel::new);
    Arbitrary<Op> guarded = inner.map(Op.Try::new);
    Arbitrary<Op> called = invokes
        ? Combinators.combine(IDS.map(id -> "invoke-" + id), inner).as(Op.Invoke::new)
        : race;
    Arbitrary<Op> nested = Arbitraries.oneOf(race, race, parallel, guarded, called);
    return Arbitraries.frequencyOf(Tuple.of(1, simple), Tuple.of(2, nested))
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<Fault>> faults() {
    return RandomFaults.faults();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void deathsOfWorkersChangeNoOutcome(
      @ForAll("races") List<Op> flow, @ForAll("faults") List<Fault> faults) {
    World untroubled = new World();
    Run expected = worked(untroubled, flow, List.of(), -1);
    World world = new World();
    Run run = worked(world, flow, faults, -1);

    assertThat(run.status())
        .as("%s\n%s", run, world.store().runs().steps(run.id()))
        .isEqualTo(expected.status());
    assertThat(run.output()).isEqualTo(expected.output());
    assertNothingIsLeft(world);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void whatLosersHaveBegunIsCancelled(
      @ForAll("racesWithCalls") List<Op> flow,
      @ForAll("faults") List<Fault> faults,
      @ForAll @IntRange(max = 30) int cancelAfter) {
    World world = new World();
    Run unused = worked(world, flow, faults, cancelAfter < 15 ? cancelAfter : -1);

    assertNothingIsLeft(world);
  }

  private static Run worked(World world, List<Op> flow, List<Fault> faults, int cancelAfter) {
    UUID id = world.send(flow);
    new Crew(world, faults, Runnable::run).work(id, cancelAfter);
    return world.store().runs().run(id).orElseThrow();
  }

  private static void assertNothingIsLeft(World world) {
    assertThat(world.flow().changedOutcomes()).isEmpty();
    assertThat(world.flow().ranAgain()).isEmpty();
    List<Run> runs = world.store().runs().newest(null, 10_000);
    assertThat(runs).allMatch(run -> run.status().isEnded());
    for (Run run : runs) {
      if (run.cancelledBy() == null) {
        assertThat(world.store().runs().steps(run.id()))
            .extracting(StepRecord::status)
            .doesNotContain(StepStatus.WAITING, StepStatus.RETRYING);
      }
    }
  }
}
