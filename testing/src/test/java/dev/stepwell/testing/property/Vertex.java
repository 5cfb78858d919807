package dev.stepwell.testing.property;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of a random graph, in the order of which all that it comes after is before it. What comes of it is a list of texts, or absent.
 *
 * @param inputs what it comes after, each node once
 */
record Vertex(Work work, List<Input> inputs) {
  /** What a node does. */
  sealed interface Work {}

  /**
   * A step.
   *
   * @param failures how often it fails before it returns
   * @param elements how many elements its result has; negative if it is absent
   * @param delay so many seconds it sleeps before; 0 for not at all
   */
  record Step(int failures, int elements, int delay) implements Work {}

  /**
   * A step for each element of the first input that the node needs.
   *
   * @param failures how often the step of the last element fails before it returns
   * @param gaps whether the result of each second step is absent
   * @param delay so many seconds it sleeps before; 0 for not at all
   */
  record Each(int failures, boolean gaps, int delay) implements Work {}

  /** A wait for the event that comes so many seconds after the step of another node has returned. */
  record Answer(int asked, int seconds) implements Work {}

  /** A wait for an event that never comes. */
  record WaitInVain(int seconds) implements Work {}

  /** How a node comes after another. */
  enum Link {
    /** It is skipped if that one's value is absent. */
    NEEDS,
    /** It can do without. */
    MAY_TAKE,
    /** It takes nothing of it. */
    AFTER
  }

  /** A node that another one comes after. */
  record Input(int node, Link link) {}

  /** The nodes that it comes after in one of these ways. */
  List<Integer> nodes(Link... links) {
    return inputs.stream()
        .filter(input -> List.of(links).contains(input.link()))
        .map(Input::node)
        .toList();
  }

  /** The nodes whose values it takes. */
  List<Integer> taken() {
    return nodes(Link.NEEDS, Link.MAY_TAKE);
  }

  /** What a step says, by the values that it is given. What stands before the parenthesis tells that from all else that is said. */
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
