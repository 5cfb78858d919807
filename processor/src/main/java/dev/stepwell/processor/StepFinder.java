package dev.stepwell.processor;

import dev.stepwell.processor.check.EventPlan;
import dev.stepwell.processor.model.BodyModel;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.EventModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.SchemaText;
import dev.stepwell.processor.model.StepGraph;
import dev.stepwell.processor.model.StepGraph.Kind;
import dev.stepwell.processor.model.StepGraph.Node;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.StoredStep;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the steps of step graphs, with their stored shapes. */
final class StepFinder {
  private final EventPlan plan;

  /** The steps of all classes by their ids, in the order of the classes. */
  private final Map<String, List<StepModel>> steps = new HashMap<>();

  private final Map<String, FunctionModel> functions = new HashMap<>();

  /** For graphs of these classes. */
  StepFinder(List<ClassModel> classes, EventPlan plan) {
    this.plan = plan;
    for (ClassModel type : classes) {
      type.steps()
          .forEach(
              step -> steps.computeIfAbsent(step.id(), id -> new ArrayList<>()).add(step));
      type.functions().forEach(function -> functions.putIfAbsent(function.storedId(), function));
    }
  }

  /** Whether all steps of a graph are known by their ids. */
  static boolean isComplete(StepGraph graph) {
    return flat(graph.nodes()).stream()
        .noneMatch(node -> node instanceof StepGraph.Unread
            || (node instanceof StepGraph.Step step && step.id() == null));
  }

  /** The steps of a body in source order; also all those of the class, if some may be missing. */
  List<StoredStep> steps(ClassModel type, BodyModel body) {
    Map<String, StoredStep> stored = new LinkedHashMap<>();
    for (Node node : flat(body.graph().nodes())) {
      if (node instanceof StepGraph.Step step && step.id() != null) {
        stored.putIfAbsent(step.id(), stored(type, body, step.id(), step));
      }
    }
    if (!isComplete(body.graph())) {
      type.steps().forEach(step -> stored.putIfAbsent(step.id(), stored(step)));
    }
    return List.copyOf(stored.values());
  }

  private static List<Node> flat(List<Node> nodes) {
    List<Node> flat = new ArrayList<>();
    for (Node node : nodes) {
      flat.add(node);
      if (node instanceof StepGraph.Choice choice) {
        choice.ways().forEach(way -> flat.addAll(flat(way.nodes())));
      } else if (node instanceof StepGraph.Loop loop) {
        flat.addAll(flat(loop.nodes()));
      } else if (node instanceof StepGraph.Parallel parallel) {
        parallel.branches().forEach(branch -> flat.addAll(flat(branch.nodes())));
      } else if (node instanceof StepGraph.Guarded guarded) {
        flat.addAll(flat(guarded.nodes()));
        guarded.handlers().forEach(handler -> flat.addAll(flat(handler.nodes())));
        flat.addAll(flat(guarded.after()));
      } else if (node instanceof StepGraph.Flow flow) {
        flow.parts().forEach(part -> flat.add(part.step()));
      } else if (!isLeaf(node)) {
        throw new IllegalStateException("no such node: " + node);
      }
    }
    return flat;
  }

  private static boolean isLeaf(Node node) {
    return node instanceof StepGraph.Step
        || node instanceof StepGraph.End
        || node instanceof StepGraph.Unread;
  }

  private StoredStep stored(ClassModel type, BodyModel body, String id, StepGraph.Step step) {
    String detail = step.detail();
    return switch (step.kind()) {
      case STEP -> step(type, body, id);
      case WAIT -> new StoredStep(id, Kind.WAIT, detail, event(detail), false, List.of());
      case INVOKE -> new StoredStep(id, Kind.INVOKE, detail, function(detail), false, List.of());
      case SLEEP, SEND -> new StoredStep(id, step.kind(), null, null, false, List.of());
    };
  }

  private StoredStep step(ClassModel type, BodyModel body, String id) {
    Optional<String> inline = body.inline().get(id);
    if (inline != null) {
      return new StoredStep(id, Kind.STEP, null, inline.orElse(null), true, List.of());
    }
    StepModel model = model(type, id);
    return model == null
        ? new StoredStep(id, Kind.STEP, null, null, false, List.of())
        : stored(model);
  }

  private static StoredStep stored(StepModel step) {
    return new StoredStep(
        step.id(),
        Kind.STEP,
        null,
        step.method().resultSchema(),
        false,
        step.was().stream().map(TextModel::text).toList());
  }

  /** The step of this id: the class's own, or else the only one of the classes that it may call. */
  private @Nullable StepModel model(ClassModel type, String id) {
    for (StepModel own : type.steps()) {
      if (own.id().equals(id)) {
        return own;
      }
    }
    List<StepModel> others = steps.getOrDefault(id, List.of());
    return others.size() == 1 ? others.get(0) : null;
  }

  private @Nullable String event(@Nullable String name) {
    EventModel event = name == null ? null : plan.event(name);
    return event == null ? null : SchemaText.stored(event);
  }

  private @Nullable String function(@Nullable String id) {
    FunctionModel function = functions.get(id);
    return function == null ? null : function.method().resultSchema();
  }
}
