package dev.stepwell.testing.property;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of a random graph; all its predecessors precede it. Its value is a list of texts, or absent.
 *
 * @param inputs its predecessors, each node once
 */
record Vertex(Work work, List<Input> inputs) {
  /** The kind of a node. */
  sealed interface Work {}

  /**
   * A step.
   *
   * @param failures how often it fails before it returns
   * @param elements the number of elements of its result; negative if it is absent
   * @param delay seconds to sleep before; 0 for none
   */
  record Step(int failures, int elements, int delay) implements Work {}

  /**
   * A step per element of the first required input.
   *
   * @param failures how often the step of the last element fails before it returns
   * @param gaps whether the result of every second step is absent
   * @param delay seconds to sleep before; 0 for none
   */
  record Each(int failures, boolean gaps, int delay) implements Work {}

  /** A wait for the event that comes this many seconds after the step of another node has returned. */
  record Answer(int asked, int seconds) implements Work {}

  /** A wait for an event that never comes. */
  record WaitInVain(int seconds) implements Work {}

  /** The kind of a dependency. */
  enum Link {
    /** Skipped if the predecessor's value is absent. */
    NEEDS,
    /** Optional. */
    MAY_TAKE,
    /** Order only, without a value. */
    AFTER
  }

  /** A predecessor of another node. */
  record Input(int node, Link link) {}

  /** The predecessors with one of these kinds. */
  List<Integer> nodes(Link... links) {
    return inputs.stream()
        .filter(input -> List.of(links).contains(input.link()))
        .map(Input::node)
        .toList();
  }

  /** The predecessors whose values it takes. */
  List<Integer> taken() {
    return nodes(Link.NEEDS, Link.MAY_TAKE);
  }

  /** The text of a step, from its input values. The part before the parenthesis is unique. */
  static String said(String by, List<@Nullable List<String>> given) {
    return given.stream().map(Vertex::names).collect(Collectors.joining(" ", by + "(", ")"));
  }

  private static String names(@Nullable List<String> value) {
    return value == null
        ? "-"
        : value.stream()
            .map(text -> text.substring(0, text.indexOf('(')))
            .collect(Collectors.joining("+", "[", "]"));
  }
}
