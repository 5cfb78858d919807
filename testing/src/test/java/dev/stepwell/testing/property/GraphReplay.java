package dev.stepwell.testing.property;

import dev.stepwell.Steps;
import dev.stepwell.contract.Durable;
import dev.stepwell.contract.Graph;
import dev.stepwell.contract.Node;
import dev.stepwell.contract.StepDefinition;
import dev.stepwell.contract.Types;
import dev.stepwell.testing.property.RandomFlow.Said;
import dev.stepwell.testing.property.Vertex.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A random graph in one replay of its run, with nodes like those that the processor generates. */
final class GraphReplay {
  private static final Duration LOOK_BACK = Duration.ofDays(10_000);

  private final RandomGraph function;
  private final List<Vertex> vertices;
  private final List<ExpectedGraph.Fate> fates;
  private final Steps steps;
  private final List<Node<List<String>>> nodes = new ArrayList<>();

  GraphReplay(RandomGraph function, List<Vertex> vertices, Steps steps) {
    this.function = function;
    this.vertices = vertices;
    this.fates = ExpectedGraph.fates(vertices);
    this.steps = steps;
  }

  /** Executes it, and returns the outcome of each node. */
  List<String> run() {
    Graph graph = new Graph();
    for (int number = 0; number < vertices.size(); number++) {
      Vertex vertex = vertices.get(number);
      nodes.add(graph
          .needs(nodes(vertex.nodes(Link.NEEDS)))
          .after(nodes(vertex.nodes(Link.MAY_TAKE, Link.AFTER)))
          .step(body(number, vertex)));
    }
    graph.execute();
    return nodes.stream().map(node -> String.valueOf(node.valueOrNull())).toList();
  }

  private Node<?>[] nodes(List<Integer> numbers) {
    return numbers.stream().map(nodes::get).toArray(Node<?>[]::new);
  }

  private Callable<? extends @Nullable List<String>> body(int number, Vertex vertex) {
    Vertex.Work work = vertex.work();
    if (work instanceof Vertex.Step step) {
      return () -> step(number, step);
    } else if (work instanceof Vertex.Each each) {
      return () -> each(number, each);
    } else if (work instanceof Vertex.WaitInVain wait) {
      return () -> waited(number, Duration.ofSeconds(wait.seconds()));
    }
    return () -> waited(number, patience(number));
  }

  /** Longer than all nodes before it can take, including waits for an answer that does not come. */
  private static Duration patience(int number) {
    return Duration.ofDays(2L << number);
  }

  private @Nullable List<String> waited(int number, Duration timeout) {
    return steps
        .waitForEvent("wait-for-n" + number, RandomFlow.match(key(number)), timeout, LOOK_BACK)
        .map(said -> List.of("n" + number + "()"))
        .orElse(null);
  }

  private String key(int number) {
    return steps.runId() + " n" + number;
  }

  private @Nullable List<String> step(int number, Vertex.Step step) {
    delay(number, step.delay());
    StepDefinition<@Nullable List<String>> definition =
        StepDefinition.of("n" + number, Types.of(List.class, String.class));
    return Durable.<@Nullable List<String>>step(definition, () -> {
      attempt(number, "n" + number, step.failures());
      answer(number);
      return step.elements() < 0
          ? null
          : IntStream.range(0, step.elements())
              .mapToObj(i -> Vertex.said("n" + number + "." + i, given(number)))
              .toList();
    });
  }

  @SuppressWarnings("NullAway") // the result of an element may be absent, as in what is generated
  private List<String> each(int number, Vertex.Each each) {
    delay(number, each.delay());
    List<String> elements =
        nodes.get(vertices.get(number).nodes(Link.NEEDS).get(0)).value();
    List<Integer> numbers = IntStream.range(0, elements.size()).boxed().toList();
    return Graph.present(
        steps.<Integer, @Nullable String>forEach(numbers, i -> element(number, each, elements, i)));
  }

  private @Nullable String element(int number, Vertex.Each each, List<String> elements, int i) {
    StepDefinition<@Nullable String> definition = StepDefinition.of("n" + number, String.class);
    return Durable.<@Nullable String>step(definition, () -> {
      boolean isLast = i == elements.size() - 1;
      attempt(number, i == 0 ? "n" + number : "n" + number + ":" + i, isLast ? each.failures() : 0);
      List<@Nullable List<String>> given = given(number);
      given.add(List.of(elements.get(i)));
      return each.gaps() && i % 2 == 1 ? null : Vertex.said("n" + number + "." + i, given);
    });
  }

  private void delay(int number, int seconds) {
    if (seconds > 0) {
      steps.sleep("before-n" + number, Duration.ofSeconds(seconds));
    }
  }

  private void attempt(int number, String id, int failures) {
    Set<String> earlier = vertices.get(number).inputs().stream()
        .flatMap(input -> fates.get(input.node()).stored().keySet().stream())
        .collect(Collectors.toSet());
    function.runs(steps.runId(), id, earlier);
    if (steps.attempt() <= failures) {
      throw new IllegalStateException("attempt " + steps.attempt());
    }
  }

  /** Sends the events that nodes after this one wait for. */
  private void answer(int asked) {
    for (int number = asked + 1; number < vertices.size(); number++) {
      if (vertices.get(number).work() instanceof Vertex.Answer answer && answer.asked() == asked) {
        function.say(new Said(key(number)), answer.seconds());
      }
    }
  }

  private List<@Nullable List<String>> given(int number) {
    List<@Nullable List<String>> given = new ArrayList<>();
    vertices.get(number).taken().forEach(node -> given.add(nodes.get(node).valueOrNull()));
    return given;
  }
}
