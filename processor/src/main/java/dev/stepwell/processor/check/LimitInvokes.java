package dev.stepwell.processor.check;

import dev.stepwell.processor.model.AllowModel;
import dev.stepwell.processor.model.ConcurrencyModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.InvokeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds functions that wait for runs which need the slot that they hold. */
public final class LimitInvokes {
  private final Map<String, FunctionModel> functions;

  /** Judges these functions, by id. */
  public LimitInvokes(Map<String, FunctionModel> functions) {
    this.functions = new LinkedHashMap<>(functions);
  }

  /**
   * A fault of a function.
   *
   * @param functionId the function
   * @param fault the fault, whether it is allowed or not
   * @param invokes the invokes, at each of which it may be allowed
   */
  public record Finding(String functionId, Fault fault, List<InvokeModel> invokes) {
    /** What allows it. */
    public List<AllowModel> allows() {
      return invokes.stream()
          .flatMap(invoke -> invoke.allows().stream())
          .filter(allow -> allow.codes().contains(fault.kind().code()))
          .toList();
    }
  }

  /** The fault of a cycle in which a function holds a slot for each run; nothing if none does. */
  public Optional<Finding> ofCycle(InvokeChecks.Circle cycle) {
    return cycle.invokes().stream()
        .map(InvokeModel::functionId)
        .filter(id -> perRun(id).findAny().isPresent())
        .sorted()
        .findFirst()
        .map(holder -> {
          String path = Stream.concat(
                  Stream.of(cycle.functionId()),
                  cycle.invokes().stream().map(InvokeModel::functionId))
              .collect(Collectors.joining(" → "));
          Fault fault =
              Fault.of(FaultKind.LIMIT_CYCLE, cycle.invokes().get(0).address(), path, holder);
          return new Finding(cycle.functionId(), fault, cycle.invokes());
        });
  }

  /** The faults of functions that invoke others with which they share a limit on runs. */
  public List<Finding> shared(Map<String, List<InvokeModel>> invokes) {
    List<Finding> findings = new ArrayList<>();
    invokes.forEach((id, others) -> others.stream()
        .filter(invoke -> !invoke.functionId().equals(id))
        .forEach(invoke -> scope(id, invoke.functionId())
            .ifPresent(scope -> findings.add(new Finding(
                id,
                Fault.of(
                    FaultKind.LIMIT_INVOKE,
                    invoke.address(),
                    id,
                    invoke.functionId(),
                    scope,
                    invoke.functionId()),
                List.of(invoke))))));
    return findings;
  }

  private Optional<String> scope(String one, String other) {
    return perRun(one)
        .map(limit -> limit.scope().text())
        .filter(scope -> !scope.isEmpty())
        .filter(scope -> perRun(other).anyMatch(limit -> limit.scope().text().equals(scope)))
        .findFirst();
  }

  private Stream<ConcurrencyModel> perRun(String functionId) {
    return Stream.ofNullable(functions.get(functionId))
        .flatMap(function -> function.flow().concurrency().stream())
        .filter(ConcurrencyModel::perRun);
  }
}
