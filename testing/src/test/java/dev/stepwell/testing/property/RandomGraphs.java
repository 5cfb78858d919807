package dev.stepwell.testing.property;

import dev.stepwell.testing.property.Vertex.Input;
import dev.stepwell.testing.property.Vertex.Link;
import dev.stepwell.testing.property.Vertex.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random graphs. */
final class RandomGraphs {
  private static final int MIN_NODES = 3;
  private static final int MAX_NODES = 9;
  private static final Arbitrary<Integer> BACK = Arbitraries.integers().between(0, MAX_NODES - 2);
  private static final Arbitrary<Integer> FAILURES = Arbitraries.frequency(
      Tuple.of(16, 0),
      Tuple.of(2, 1),
      Tuple.of(1, ReferenceModel.RETRIES),
      Tuple.of(1, ReferenceModel.RETRIES + 1));
  private static final Arbitrary<Integer> DELAY =
      Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(0)), Tuple.of(1, seconds(1)));

  private RandomGraphs() {}

  private static Arbitrary<Integer> seconds(int min) {
    return Arbitraries.integers().between(min, 900);
  }

  static Arbitrary<List<Vertex>> graphs() {
    return Combinators.combine(works(), inputs())
        .as(Vertex::new)
        .list()
        .ofMinSize(MIN_NODES)
        .ofMaxSize(MAX_NODES)
        .map(RandomGraphs::wired);
  }

  private static Arbitrary<Work> works() {
    Arbitrary<Integer> elements = Arbitraries.frequency(
        Tuple.of(2, -1), Tuple.of(1, 0), Tuple.of(3, 1), Tuple.of(4, 2), Tuple.of(4, 3));
    return Arbitraries.frequencyOf(
        Tuple.of(5, Combinators.combine(FAILURES, elements, DELAY).as(Vertex.Step::new)),
        Tuple.of(
            4,
            Combinators.combine(FAILURES, Arbitraries.of(false, true), DELAY).as(Vertex.Each::new)),
        Tuple.of(3, Combinators.combine(BACK, seconds(0)).as(Vertex.Answer::new)),
        Tuple.of(1, seconds(0).map(Vertex.WaitInVain::new)));
  }

  private static Arbitrary<List<Input>> inputs() {
    return Combinators.combine(
            BACK,
            Arbitraries.frequency(
                Tuple.of(4, Link.NEEDS), Tuple.of(1, Link.MAY_TAKE), Tuple.of(1, Link.AFTER)))
        .as(Input::new)
        .list()
        .ofMaxSize(3);
  }

  /** Builds a graph of nodes that refer to others by distance. */
  private static List<Vertex> wired(List<Vertex> loose) {
    List<Vertex> graph = new ArrayList<>();
    for (Vertex vertex : loose) {
      List<Input> inputs = inputs(vertex, graph.size());
      graph.add(new Vertex(work(vertex.work(), inputs, graph), inputs));
    }
    return List.copyOf(graph);
  }

  private static List<Input> inputs(Vertex vertex, int number) {
    Map<Integer, Input> inputs = new LinkedHashMap<>();
    if (number > 0) {
      for (Input input : vertex.inputs()) {
        int node = earlier(number, input.node());
        inputs.putIfAbsent(node, new Input(node, input.link()));
      }
    }
    return List.copyOf(inputs.values());
  }

  private static int earlier(int number, int back) {
    return number - 1 - back % number;
  }

  /** The kinds possible here: an element needs a list, and an answer needs a node that sends it. */
  private static Work work(Work work, List<Input> inputs, List<Vertex> before) {
    if (work instanceof Vertex.Each each
        && inputs.stream().noneMatch(input -> input.link() == Link.NEEDS)) {
      return new Vertex.Step(each.failures(), 1, each.delay());
    } else if (work instanceof Vertex.Answer answer) {
      int asked = before.isEmpty() ? -1 : earlier(before.size(), answer.asked());
      return asked >= 0 && before.get(asked).work() instanceof Vertex.Step
          ? new Vertex.Answer(asked, answer.seconds())
          : new Vertex.WaitInVain(answer.seconds());
    }
    return work;
  }
}
