package dev.stepwell.processor.check;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.Ending;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the methods that handle how runs end. */
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
    Map<String, EndingModel> byFunction = new HashMap<>();
    for (EndingModel failure : type.endings()) {
      List<FunctionModel> versions = versions(failure.functionId());
      if (versions.isEmpty()) {
        List<String> ids = type.functions().stream()
            .map(FunctionModel::id)
            .filter(MethodChecks::isId)
            .toList();
        String hint = SimilarNames.hint(failure.functionId(), ids);
        faults.add(Fault.of(
            FaultKind.FAILURE_WITHOUT_FUNCTION,
            failure.functionIdAddress(),
            failure.ending().annotation(),
            failure.functionId(),
            type.name(),
            hint.isEmpty() ? "; its functions are " + ids : hint));
      } else {
        checkMethod(failure);
        versions.forEach(function -> checkParameters(failure, function));
      }
      EndingModel other = byFunction.put(failure.ending() + failure.functionId(), failure);
      if (other != null) {
        faults.add(Fault.of(
            FaultKind.SAME_FAILURE,
            failure.functionIdAddress(),
            failure.ending().word(),
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

  private void checkMethod(EndingModel handler) {
    MethodModel method = handler.method();
    String word = handler.ending().word();
    for (String modifier : List.of("private", "static", "abstract")) {
      if (method.modifiers().contains(modifier)) {
        faults.add(
            Fault.of(FaultKind.FAILURE_METHOD, method.address(), word, method.name(), modifier));
      }
    }
    if (!method.isVoid()) {
      faults.add(Fault.of(
          FaultKind.FAILURE_METHOD,
          method.address(),
          word,
          method.name(),
          "not void but returns " + method.returns().words()));
    }
    faults.addAll(MethodChecks.types(word + " handler", method));
  }

  private void checkParameters(EndingModel handler, FunctionModel function) {
    MethodModel method = handler.method();
    for (FieldModel parameter : method.parameters()) {
      boolean known = FunctionModel.isSteps(parameter.type())
          || (handler.ending() == Ending.FAILURE
              ? FunctionModel.isFailure(parameter.type())
              : FunctionModel.isCancellation(parameter.type()))
          || ((function.hasCron() || function.graph() != null)
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
            function.hasCron()
                ? "(CronTick tick)"
                : EventChecks.words(function.method().parameters()),
            handler.ending().type()));
      }
    }
  }
}
