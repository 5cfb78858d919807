package dev.stepwell.testing.property;

import dev.stepwell.testing.property.Vertex.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The outcome of a random graph without faults, computed without an engine: node by node, in order. */
final class ExpectedGraph {
  private final List<Fate> fates = new ArrayList<>();

  private ExpectedGraph() {}

  /** The outcome of a node. */
  enum End {
    DONE,
    SKIPPED,
    FAILED,
    NOT_BEGUN
  }

  /**
   * The result of a node.
   *
   * @param value its value; null if that is absent
   * @param stored its stored results by step id
   */
  record Fate(End end, @Nullable List<String> value, Map<String, String> stored) {
    private static Fate nothing(End end) {
      return new Fate(end, null, Map.of());
    }
  }

  /** The result of the graph. */
  static GraphOutcome of(List<Vertex> graph) {
    Map<String, String> stored = new TreeMap<>();
    List<String> output = new ArrayList<>();
    String failed = null;
    for (Fate fate : fates(graph)) {
      stored.putAll(fate.stored());
      output.add(String.valueOf(fate.value()));
      if (failed == null && fate.end() == End.FAILED) {
        failed = failedStep(fate);
      }
    }
    return new GraphOutcome(failed == null ? json(output) : null, failed, stored);
  }

  private static String failedStep(Fate fate) {
    return fate.stored().entrySet().stream()
        .filter(step -> step.getValue().equals("failed"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The result of each node. */
  static List<Fate> fates(List<Vertex> graph) {
    ExpectedGraph model = new ExpectedGraph();
    for (Vertex vertex : graph) {
      model.fates.add(model.fate(vertex));
    }
    return List.copyOf(model.fates);
  }

  private Fate fate(Vertex vertex) {
    List<End> before =
        vertex.inputs().stream().map(input -> fates.get(input.node()).end()).toList();
    if (before.contains(End.FAILED) || before.contains(End.NOT_BEGUN)) {
      return Fate.nothing(End.NOT_BEGUN);
    }
    if (vertex.nodes(Link.NEEDS).stream().anyMatch(node -> value(node) == null)) {
      return Fate.nothing(End.SKIPPED);
    }
    String id = "n" + fates.size();
    if (vertex.work() instanceof Vertex.Answer answer) {
      return waited(id, fates.get(answer.asked()).end() == End.DONE);
    } else if (vertex.work() instanceof Vertex.WaitInVain) {
      return waited(id, false);
    } else if (vertex.work() instanceof Vertex.Each each) {
      return each(id, each, vertex);
    }
    return step(id, (Vertex.Step) vertex.work(), vertex);
  }

  private static Fate waited(String id, boolean comes) {
    Map<String, String> stored = Map.of("wait-for-" + id, comes ? "came" : "none");
    return new Fate(End.DONE, comes ? List.of(id + "()") : null, stored);
  }

  private Fate step(String id, Vertex.Step step, Vertex vertex) {
    Map<String, String> stored = delayed(id, step.delay());
    if (step.failures() > ReferenceModel.RETRIES) {
      stored.put(id, "failed");
      return new Fate(End.FAILED, null, stored);
    }
    List<String> value = step.elements() < 0
        ? null
        : IntStream.range(0, step.elements())
            .mapToObj(i -> Vertex.said(id + "." + i, given(vertex)))
            .toList();
    stored.put(id, value == null ? "null" : json(value));
    return new Fate(End.DONE, value, stored);
  }

  private Fate each(String id, Vertex.Each each, Vertex vertex) {
    Map<String, String> stored = delayed(id, each.delay());
    List<String> elements =
        Objects.requireNonNull(value(vertex.nodes(Link.NEEDS).get(0)));
    List<String> value = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String step = i == 0 ? id : id + ":" + i;
      if (i == elements.size() - 1 && each.failures() > ReferenceModel.RETRIES) {
        stored.put(step, "failed");
        return new Fate(End.FAILED, null, stored);
      }
      List<@Nullable List<String>> given = new ArrayList<>(given(vertex));
      given.add(List.of(elements.get(i)));
      String said = Vertex.said(id + "." + i, given);
      boolean isGap = each.gaps() && i % 2 == 1;
      stored.put(step, isGap ? "null" : quoted(said));
      if (!isGap) {
        value.add(said);
      }
    }
    return new Fate(End.DONE, value, stored);
  }

  private List<@Nullable List<String>> given(Vertex vertex) {
    List<@Nullable List<String>> given = new ArrayList<>();
    vertex.taken().forEach(node -> given.add(value(node)));
    return given;
  }

  private @Nullable List<String> value(int node) {
    return fates.get(node).value();
  }

  private static Map<String, String> delayed(String id, int delay) {
    Map<String, String> stored = new TreeMap<>();
    if (delay > 0) {
      stored.put("before-" + id, "slept");
    }
    return stored;
  }

  private static String json(List<String> texts) {
    return texts.stream().map(ExpectedGraph::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
