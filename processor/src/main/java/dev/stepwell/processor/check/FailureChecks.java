package dev.stepwell.processor.check;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OnFailureModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what is wrong with the failure methods of a class. */
final class FailureChecks {
  private final ClassModel type;
  private final List<Fault> faults = new ArrayList<>();

  private FailureChecks(ClassModel type) {
    this.type = type;
  }

  static List<Fault> of(ClassModel type) {
    FailureChecks checks = new FailureChecks(type);
    checks.check();
    return checks.faults;
  }

  private void check() {
    Map<String, OnFailureModel> byFunction = new HashMap<>();
    for (OnFailureModel failure : type.failures()) {
      List<FunctionModel> versions = versions(failure.functionId());
      if (versions.isEmpty()) {
        List<String> ids = type.functions().stream()
            .map(FunctionModel::id)
            .filter(MethodChecks::isId)
            .toList();
        String hint = Names.hint(failure.functionId(), ids);
        faults.add(Fault.of(
            FaultKind.FAILURE_WITHOUT_FUNCTION,
            failure.functionIdAddress(),
            failure.functionId(),
            type.name(),
            hint.isEmpty() ? "; its functions are " + ids : hint));
      } else {
        checkMethod(failure.method());
        versions.forEach(function -> checkParameters(failure.method(), function));
      }
      OnFailureModel other = byFunction.put(failure.functionId(), failure);
      if (other != null) {
        faults.add(Fault.of(
            FaultKind.SAME_FAILURE,
            failure.functionIdAddress(),
            failure.functionId(),
            other.method().name(),
            failure.method().name()));
      }
    }
  }

  private List<FunctionModel> versions(String id) {
    return type.functions().stream()
        .filter(function -> function.id().equals(id))
        .toList();
  }

  private void checkMethod(MethodModel method) {
    for (String modifier : List.of("private", "static", "abstract")) {
      if (method.modifiers().contains(modifier)) {
        faults.add(Fault.of(FaultKind.FAILURE_METHOD, method.address(), method.name(), modifier));
      }
    }
    if (!method.isVoid()) {
      faults.add(Fault.of(
          FaultKind.FAILURE_METHOD,
          method.address(),
          method.name(),
          "not void but returns " + method.returns().words()));
    }
    faults.addAll(MethodChecks.types("failure method", method));
  }

  private void checkParameters(MethodModel method, FunctionModel function) {
    for (FieldModel parameter : method.parameters()) {
      boolean known = FunctionModel.isSteps(parameter.type())
          || FunctionModel.isFailure(parameter.type())
          || ((function.isClocked() || function.graph() != null)
              && function.isWhole(parameter.type()))
          || function.method().parameters().stream()
              .anyMatch(own ->
                  own.name().equals(parameter.name()) && own.type().equals(parameter.type()));
      if (!known) {
        faults.add(Fault.of(
            FaultKind.FAILURE_PARAMETER,
            parameter.address(),
            parameter.type().words() + " " + parameter.name(),
            method.name(),
            function.isClocked()
                ? "(CronTick tick)"
                : EventChecks.words(function.method().parameters())));
      }
    }
  }
}
