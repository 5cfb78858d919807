package dev.stepwell.testing.property;

import dev.stepwell.Steps;
import dev.stepwell.contract.EventDefinition;
import dev.stepwell.contract.FunctionDefinition;
import dev.stepwell.contract.Types;
import dev.stepwell.testing.property.RandomFlow.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A function that executes a graph given as a list of nodes. */
final class RandomGraph {
  static final EventDefinition<Wanted> WANTED =
      new EventDefinition<>("property/graph.wanted", Wanted.class, "{\"type\":\"object\"}");
  static final FunctionDefinition<RandomGraph, Wanted, List<String>> FUNCTION =
      FunctionDefinition.<RandomGraph, Wanted, List<String>>of(
              "random-graph",
              RandomGraph.class,
              WANTED,
              Types.of(List.class, String.class),
              (self, event, steps) -> self.run(event.graph(), steps))
          .retries(ReferenceModel.RETRIES)
          .build();

  private final List<List<Vertex>> graphs = new ArrayList<>();
  private final List<String> ranAgain = Collections.synchronizedList(new ArrayList<>());
  private final List<String> ranEarly = Collections.synchronizedList(new ArrayList<>());
  private final World world;

  RandomGraph(World world) {
    this.world = world;
  }

  /** The graph to execute. */
  record Wanted(int graph) {}

  /** Stores a graph, and returns its number. */
  int keep(List<Vertex> graph) {
    for (int i = 0; i < graphs.size(); i++) {
      if (graphs.get(i) == graph) {
        return i;
      }
    }
    graphs.add(graph);
    return graphs.size() - 1;
  }

  /** The steps that ran after they had been recorded. */
  List<String> ranAgain() {
    return ranAgain;
  }

  /** The steps that ran before all their predecessors were recorded. */
  List<String> ranEarly() {
    return ranEarly;
  }

  private List<String> run(int graph, Steps steps) {
    return new GraphReplay(this, graphs.get(graph), steps).run();
  }

  /** Records that a step with these predecessors runs. */
  void runs(UUID run, String step, Set<String> earlier) {
    Set<String> recorded = world.recorded(run);
    if (recorded.contains(step)) {
      ranAgain.add(run + " " + step);
    }
    if (!recorded.containsAll(earlier)) {
      ranEarly.add(run + " " + step + " after " + earlier + ", recorded are " + recorded);
    }
  }

  /** Answers the nodes that wait for this one. */
  void say(Said said, int seconds) {
    world.say(said, seconds);
  }
}
