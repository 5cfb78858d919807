package dev.stepwell.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of a graph: a step, or a wait for an event. */
public sealed interface NodeModel {
  /** Its name in the generated flow. */
  String name();

  /** The id under which it is stored. */
  String id();

  /** Where its values come from. */
  List<InputModel> inputs();

  /** The names of the nodes that it takes values from, each once. */
  default List<String> takes() {
    return inputs().stream()
        .filter(InputModel::isOfNode)
        .map(InputModel::name)
        .distinct()
        .toList();
  }

  /** The names of all the nodes that it comes after, each once. */
  default List<String> behind() {
    return takes();
  }

  /**
   * A step.
   *
   * @param step the step
   * @param inputs the sources of its parameters, in order
   * @param after the names of predecessors that it takes no values from
   */
  record OfStep(String name, StepModel step, List<InputModel> inputs, List<String> after)
      implements NodeModel {
    @Override
    public String id() {
      return step.id();
    }

    @Override
    public List<String> behind() {
      return Stream.concat(takes().stream(), after.stream()).distinct().toList();
    }

    /** The node whose elements it takes one at a time; empty for a single step. */
    public Optional<String> over() {
      return inputs.stream()
          .filter(input -> input.kind() == InputModel.Kind.EACH)
          .map(InputModel::name)
          .findFirst();
    }

    /** What its node brings; {@code void} for nothing. */
    public TypeModel brings() {
      return over().isPresent() && !step.method().isVoid()
          ? TypeModel.Declared.list(step.method().returns().unwrapped())
          : step.method().returns().unwrapped();
    }

    /** The JSON schema of what its node brings. */
    public String schema() {
      String one = step.method().resultSchema();
      return over().isPresent() ? SchemaText.array(one) : one;
    }

    /** The id of the sleep before it. */
    public String sleepId() {
      return "before-" + step.id();
    }
  }

  /**
   * A wait.
   *
   * @param awaited the parameter that waits
   * @param inputs where the values of its matched fields come from, in their order
   */
  record OfWait(String name, WaitModel awaited, List<InputModel> inputs) implements NodeModel {
    @Override
    public String id() {
      return awaited.id();
    }
  }
}
