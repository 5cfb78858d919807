package dev.stepwell.testing.property;

import java.util.ArrayList;
import java.util.List;

/** The outcome of a random flow without faults, computed without an engine. */
final class ReferenceModel {
  /** The number of retries of a step. */
  static final int RETRIES = 3;

  private int runs = 1;
  private int sends;
  private int steps;
  private final List<GraphOutcome> graphs = new ArrayList<>();

  /** Thrown for a step that failed permanently. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The expected outcome.
   *
   * @param output the result of the flow; empty if it fails
   * @param failed whether it fails
   * @param runs the number of runs of flows, including invoked ones
   * @param sends the number of events sent
   * @param steps the number of completed steps that run code
   * @param graphs the outcomes of the invoked graphs
   */
  record Expected(
      List<String> output,
      boolean failed,
      int runs,
      int sends,
      int steps,
      List<GraphOutcome> graphs) {}

  static Expected of(List<Op> flow) {
    ReferenceModel model = new ReferenceModel();
    List<String> output = new ArrayList<>();
    boolean failed = false;
    try {
      model.run(flow, output);
    } catch (Failed e) {
      failed = true;
      output.clear();
    }
    return new Expected(output, failed, model.runs, model.sends, model.steps, model.graphs);
  }

  private void run(List<Op> flow, List<String> output) throws Failed {
    for (Op op : flow) {
      run(op, output);
    }
  }

  private void run(Op op, List<String> output) throws Failed {
    if (op instanceof Op.Step step) {
      if (step.failures() > RETRIES) {
        throw new Failed();
      }
      steps++;
      output.add("step");
    } else if (op instanceof Op.Send) {
      sends++;
      output.add("sent");
    } else if (op instanceof Op.Answer) {
      sends++;
      output.add("answered");
    } else if (op instanceof Op.WaitInVain) {
      output.add("nothing");
    } else if (op instanceof Op.Invoke invoke) {
      runs++;
      List<String> inner = new ArrayList<>();
      run(invoke.flow(), inner);
      output.add(inner.toString());
    } else if (op instanceof Op.InvokeGraph invoke) {
      output.add(graph(invoke.graph()));
    } else if (op instanceof Op.Parallel parallel) {
      output.add(parallel(parallel).toString());
    } else if (op instanceof Op.Try tried) {
      List<String> inner = new ArrayList<>();
      try {
        run(tried.flow(), inner);
        output.add(inner.toString());
      } catch (Failed e) {
        output.add("caught");
      }
    }
  }

  private String graph(List<Vertex> graph) throws Failed {
    GraphOutcome outcome = ExpectedGraph.of(graph);
    graphs.add(outcome);
    if (outcome.failedIn() != null) {
      throw new Failed();
    }
    return "graph of " + graph.size();
  }

  /** All branches run to their ends, then the first failure is thrown. */
  private List<List<String>> parallel(Op.Parallel parallel) throws Failed {
    List<List<String>> results = new ArrayList<>();
    Failed first = null;
    for (List<Op> branch : parallel.branches()) {
      List<String> inner = new ArrayList<>();
      try {
        run(branch, inner);
      } catch (Failed e) {
        first = first == null ? e : first;
      }
      results.add(inner);
    }
    if (first != null) {
      throw first;
    }
    return results;
  }
}
