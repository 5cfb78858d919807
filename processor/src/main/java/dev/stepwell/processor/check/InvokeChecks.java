package dev.stepwell.processor.check;

import dev.stepwell.processor.model.InvokeModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds functions that invoke each other in a cycle. */
public final class InvokeChecks {
  private static final FaultKind KIND = FaultKind.INVOKE_CYCLE;

  private InvokeChecks() {}

  /**
   * Invokes that lead from a function back to itself.
   *
   * @param functionId the function
   * @param invokes one after the other
   */
  public record Circle(String functionId, List<InvokeModel> invokes) {
    /** The fault that this is, whether it is allowed or not. */
    public Fault fault() {
      String path = Stream.concat(
              Stream.of(functionId), invokes.stream().map(InvokeModel::functionId))
          .collect(Collectors.joining(" → "));
      return Fault.of(KIND, invokes.get(0).address(), path);
    }
  }

  /**
   * The shortest cycle of each function that is in one, each reported once.
   *
   * @param invokes the invocations by function id, in source order
   */
  public static List<Circle> cycles(Map<String, List<InvokeModel>> invokes) {
    List<Circle> cycles = new ArrayList<>();
    Set<Set<String>> told = new HashSet<>();
    for (String functionId : invokes.keySet()) {
      List<InvokeModel> path = wayBack(functionId, invokes);
      Set<String> around = path.stream().map(InvokeModel::functionId).collect(Collectors.toSet());
      if (!path.isEmpty() && told.add(around)) {
        cycles.add(new Circle(functionId, path));
      }
    }
    return cycles;
  }

  /** The shortest way from a function to itself; empty if there is none. */
  private static List<InvokeModel> wayBack(
      String functionId, Map<String, List<InvokeModel>> invokes) {
    Map<String, List<InvokeModel>> ways = new HashMap<>(Map.of(functionId, List.of()));
    Deque<String> reached = new ArrayDeque<>(List.of(functionId));
    while (!reached.isEmpty()) {
      String at = reached.remove();
      List<InvokeModel> way = ways.getOrDefault(at, List.of());
      for (InvokeModel invoke : invokes.getOrDefault(at, List.of())) {
        List<InvokeModel> further = new ArrayList<>(way);
        further.add(invoke);
        if (invoke.functionId().equals(functionId)) {
          return further;
        }
        if (ways.putIfAbsent(invoke.functionId(), further) == null) {
          reached.add(invoke.functionId());
        }
      }
    }
    return List.of();
  }
}
