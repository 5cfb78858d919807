package dev.stepwell.processor.graph;

import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Remembers what methods and other named code contain, and cuts off code that calls itself. Each piece of code is read once, also in a
 * group whose members call each other: what a member contains then depends on the members that are open around it, and is
 * forgotten with the outermost of them.
 */
final class Followed {
  private static final int NONE = Integer.MAX_VALUE;

  private final List<Object> open = new ArrayList<>();
  private final Map<Key, Content> known = new HashMap<>();
  private final Set<Node> repeated = new HashSet<>();

  /** The position of the outermost open code to which a call leads back from what is being read. */
  private int outermost = NONE;

  private boolean isInStep;
  private boolean isCut;

  /**
   * A piece of code.
   *
   * @param isInStep whether a step calls it: other hazards are noted there
   */
  private record Key(Object use, boolean isInStep) {}

  /**
   * What it contains.
   *
   * @param outermost the position of the outermost open code that it calls; {@link #NONE} if it depends on none
   */
  private record Content(List<Node> nodes, int outermost) {}

  /** What marks a place where code calls itself. */
  static Node again(String name) {
    return StepGraph.unread(name + " calls itself");
  }

  /** Whether a piece of code has more nodes than a graph may have, so that some are left out. */
  boolean isCut() {
    return isCut;
  }

  /** Reads the code of a step. */
  void inStep(Runnable reading) {
    boolean around = isInStep;
    isInStep = true;
    reading.run();
    isInStep = around;
  }

  /**
   * What a piece of code contains.
   *
   * @param code a method, or the tree of a lambda
   * @param use the same with all that its content depends on
   * @param reading reads it
   */
  List<Node> of(Object code, Object use, String name, Supplier<List<Node>> reading) {
    int at = open.indexOf(code);
    if (at >= 0) {
      outermost = Math.min(outermost, at);
      repeated.add(again(name));
      return List.of(again(name));
    }
    Key key = new Key(use, isInStep);
    Content content = known.get(key);
    if (content == null) {
      content = read(code, reading);
      known.put(key, content);
    }
    outermost = Math.min(outermost, content.outermost());
    return content.nodes();
  }

  private Content read(Object code, Supplier<List<Node>> reading) {
    int around = outermost;
    outermost = NONE;
    open.add(code);
    List<Node> all = reading.get();
    int own = open.size() - 1;
    List<Node> nodes = own == 0 ? all : limited(all);
    open.remove(own);
    int reached = outermost;
    outermost = around;
    if (reached == NONE) {
      return new Content(nodes, NONE);
    } else if (reached < own) {
      known.replaceAll((key, content) ->
          content.outermost() == own ? new Content(content.nodes(), reached) : content);
      return new Content(nodes, reached);
    }
    known.values().removeIf(content -> content.outermost() != NONE && content.outermost() >= own);
    return new Content(Nodes.ifSteps(nodes, repeated.toArray(Node[]::new)), NONE);
  }

  private List<Node> limited(List<Node> nodes) {
    if (Nodes.count(nodes) <= Nodes.MAX) {
      return nodes;
    }
    isCut = true;
    return Nodes.leaves(nodes).limit(Nodes.MAX).toList();
  }
}
