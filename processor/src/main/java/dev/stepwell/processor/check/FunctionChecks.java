package dev.stepwell.processor.check;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.processor.model.Address;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.Ending;
import dev.stepwell.processor.model.EndingModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.HistoryModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OptionsModel;
import dev.stepwell.processor.model.RetriesModel;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the functions of a class, except their events. */
final class FunctionChecks {
  private static final int HIGHEST_VERSION = 1000;

  private final List<Fault> faults = new ArrayList<>();

  static List<Fault> of(ClassModel type) {
    FunctionChecks checks = new FunctionChecks();
    for (FunctionModel function : type.functions()) {
      checks.checkMethod(function.method());
      checks.checkId(function);
      checks.checkOptions(function);
      checks.faults.addAll(TriggerChecks.of(function));
    }
    checks.checkRoles(type);
    return checks.faults;
  }

  private void checkMethod(MethodModel method) {
    faults.addAll(MethodChecks.modifier(method, "private", FaultKind.PRIVATE_FUNCTION));
    faults.addAll(MethodChecks.modifier(method, "static", FaultKind.STATIC_FUNCTION));
    faults.addAll(MethodChecks.modifier(method, "abstract", FaultKind.ABSTRACT_FUNCTION));
    faults.addAll(
        MethodChecks.result(method, FaultKind.GENERIC_FUNCTION, FaultKind.FUNCTION_RESULT));
    faults.addAll(MethodChecks.types("function", method));
    long takesSteps = method.parameters().stream()
        .filter(parameter -> FunctionModel.isSteps(parameter.type()))
        .count();
    if (takesSteps > 1) {
      faults.add(Fault.of(FaultKind.TWO_STEPS, method.address(), method.name()));
    }
  }

  private void checkId(FunctionModel function) {
    if (!MethodChecks.isId(function.id())) {
      faults.add(Fault.of(
          FaultKind.BLANK_FUNCTION_ID,
          function.idAddress(),
          function.method().name(),
          function.id()));
    } else if (function.id().contains("@")) {
      faults.add(Fault.of(
          FaultKind.FUNCTION_AT, function.idAddress(), function.method().name(), function.id()));
    }
    String fault = Identifiers.functionFault(function.id());
    if (fault != null && MethodChecks.isId(function.id())) {
      String owner = "function " + function.method().name();
      faults.add(Fault.of(FaultKind.UNSTORABLE_ID, function.idAddress(), owner, fault));
    }
    HistoryModel history = function.history();
    if (history.version() < 1 || history.version() > HIGHEST_VERSION) {
      faults.add(Fault.of(
          FaultKind.FUNCTION_VERSION,
          history.versionAddress(),
          function.method().name(),
          history.version()));
    }
  }

  private void checkOptions(FunctionModel function) {
    OptionsModel options = function.options();
    RetriesModel retries = options.retries();
    String name = function.method().name();
    if (retries.count() < 0) {
      faults.add(
          Fault.of(FaultKind.FUNCTION_RETRIES, retries.countAddress(), name, retries.count()));
    }
    String owner = "function " + name;
    faults.addAll(DurationChecks.backoffs(owner, retries));
    faults.addAll(DurationChecks.timeout(owner, "startTimeout", options.startTimeout()));
    faults.addAll(DurationChecks.timeout(owner, "finishTimeout", options.finishTimeout()));
  }

  /** A method is one of: step, function, failure handler. */
  private void checkRoles(ClassModel type) {
    List<MethodModel> functions =
        type.functions().stream().map(FunctionModel::method).toList();
    List<MethodModel> failures = handlers(type, Ending.FAILURE);
    List<MethodModel> cancellations = handlers(type, Ending.CANCELLATION);
    Set<Address> steps = type.steps().stream()
        .map(StepModel::method)
        .map(MethodModel::address)
        .collect(Collectors.toSet());
    both(functions, "@Function", steps, "@Step");
    both(failures, "@OnFailure", steps, "@Step");
    both(cancellations, "@OnCancel", steps, "@Step");
    Set<Address> calls = functions.stream().map(MethodModel::address).collect(Collectors.toSet());
    both(failures, "@OnFailure", calls, "@Function");
    both(cancellations, "@OnCancel", calls, "@Function");
    both(
        cancellations,
        "@OnCancel",
        failures.stream().map(MethodModel::address).collect(Collectors.toSet()),
        "@OnFailure");
  }

  private static List<MethodModel> handlers(ClassModel type, Ending ending) {
    return type.endings().stream()
        .filter(handler -> handler.ending() == ending)
        .map(EndingModel::method)
        .toList();
  }

  private void both(List<MethodModel> methods, String role, Set<Address> others, String other) {
    for (MethodModel method : methods) {
      if (others.contains(method.address())) {
        faults.add(Fault.of(FaultKind.TWO_ROLES, method.address(), method.name(), other, role));
      }
    }
  }
}
