package odd;

import dev.stepwell.Function;
import dev.stepwell.Step;
import dev.stepwell.WaitFor;
import java.io.IOException;
import java.util.Optional;

/** Graphs whose names are those of what is generated, and that wait for events that are generated beside them. */
@Function(id = "odd-graph", event = "odd/graph.wanted")
class Graphs extends GraphSteps {
  record Graph(int number) {}

  record Node(int number) {}

  record Steps(int number) {}

  @Step
  Graph graph(int event, String... steps) throws IOException {
    return new Graph(event + steps.length);
  }

  @Step
  Node[] node(Graph graph) {
    return new Node[0];
  }

  @Step
  int steps(Node[] node, Integer count) {
    return count;
  }

  @Step
  void event(int steps, Optional<String> note, java.util.List<Graph> graphs) {}

  @Step
  int answer(
      @WaitFor(event = "odd/answer.given", match = {"key", "count"}, timeout = "1h")
      OddAnswerGiven answer,
      String key,
      Optional<Float> share) {
    return 1;
  }
}

class GraphSteps {
  @Step
  protected int count(Graphs.Steps single) throws Exception {
    return 1;
  }

  int helper() {
    return 1;
  }
}

class Answers {
  @Function(id = "hear-answer", event = "odd/answer.given")
  void hear(String key, int count) {}
}
