package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepGraph.Way;
import java.util.ArrayList;
import java.util.List;

/** Reads the calls of {@code Steps} that run code in parallel. */
final class ParallelReader {
  private final FlowReader flow;
  private final CallReader calls;
  private final Code code;
  private final StateWatch state;
  private final EffectWatch effects;

  ParallelReader(FlowReader flow, CallReader calls, Code code, Watches watches) {
    this.flow = flow;
    this.calls = calls;
    this.code = code;
    this.state = watches.state();
    this.effects = watches.effects();
  }

  /** Adds what is done for each element, in parallel. */
  void addForEach(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.size() > 1) {
      ExpressionTree body = arguments.get(arguments.size() - 1);
      flow.scan(arguments.subList(0, arguments.size() - 1), frame);
      List<Node> held = branch(body, frame);
      if (!held.isEmpty()) {
        state.ordered(arguments.get(0), frame);
      }
      flow.add(Nodes.parallel(code.text(arguments.get(0), frame), List.of(new Way("each", held))));
    }
  }

  private List<Node> branch(ExpressionTree body, ReaderFrame frame) {
    return effects
        .inBranch(frame, () -> calls.code(body, frame))
        .orElseGet(() -> List.of(elsewhere(body, frame)));
  }

  private Node elsewhere(ExpressionTree body, ReaderFrame frame) {
    return StepGraph.unread("the code to run is elsewhere: " + code.text(body, frame));
  }

  /** Adds branches. */
  void addAll(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.isEmpty()) {
      return;
    }
    ExpressionTree branches = arguments.get(0);
    List<Way> ways = new ArrayList<>();
    List<? extends ExpressionTree> listed = listed(branches);
    for (ExpressionTree branch : listed) {
      List<Node> held = branch(branch, frame);
      ways.add(new Way(String.valueOf(ways.size() + 1), held));
    }
    flow.add(listed.isEmpty() ? computed(branches, frame) : Nodes.parallel(null, ways));
    flow.scan(arguments.subList(1, arguments.size()), frame);
  }

  /** Adds the branches of a race. */
  void addRace(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.size() > 1) {
      int last = arguments.size() - 1;
      flow.scan(arguments.subList(0, last), frame);
      addAll(arguments.subList(last, last + 1), frame);
    }
  }

  /** The branches in {@code List.of(…)} and its like; none if they are given otherwise. */
  static List<? extends ExpressionTree> listed(ExpressionTree branches) {
    return branches instanceof MethodInvocationTree call
            && call.getMethodSelect()
                .toString()
                .matches("(.*\\.)?(List\\.of|Arrays\\.asList|Set\\.of)")
        ? call.getArguments()
        : List.of();
  }

  /** Branches that are made in the argument itself, one for each element of something. */
  private List<Node> computed(ExpressionTree branches, ReaderFrame frame) {
    List<Node> held = flow.collect(() -> flow.scan(branches, frame));
    if (held.size() == 1 && held.get(0) instanceof StepGraph.Loop loop) {
      return Nodes.parallel(loop.over(), List.of(new Way("each", loop.nodes())));
    }
    List<Node> each = held.isEmpty() ? List.of(elsewhere(branches, frame)) : held;
    return Nodes.parallel(code.text(branches, frame), List.of(new Way("each", each)));
  }
}
