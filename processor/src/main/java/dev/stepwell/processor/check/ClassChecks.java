package dev.stepwell.processor.check;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.OnFailureModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong within one class. */
public final class ClassChecks {
  private final ClassModel type;
  private final List<Fault> faults = new ArrayList<>();

  private ClassChecks(ClassModel type) {
    this.type = type;
  }

  /** All faults of this class, in the order of its source. */
  public static List<Fault> of(ClassModel type) {
    ClassChecks checks = new ClassChecks(type);
    checks.checkClass();
    checks.checkSteps();
    checks.checkFunctions();
    checks.checkFailures();
    return checks.faults;
  }

  private void checkClass() {
    String name = type.name();
    if (!type.kind().equals("class")) {
      faults.add(Fault.of(FaultKind.NOT_A_CLASS, type.address(), name, article(type.kind())));
      return;
    }
    when(type.modifiers().contains("final"), FaultKind.FINAL_CLASS, name);
    when(type.modifiers().contains("abstract"), FaultKind.ABSTRACT_CLASS, name);
    when(type.hidden(), FaultKind.HIDDEN_CLASS, name);
    when(type.inner(), FaultKind.INNER_CLASS, name);
    when(type.generic(), FaultKind.GENERIC_CLASS, name);
    boolean accessible = type.constructors().stream()
        .anyMatch(constructor -> !constructor.modifiers().contains("private"));
    when(!accessible && !type.hidden(), FaultKind.NO_CONSTRUCTOR, name);
  }

  private static String article(String kind) {
    return (kind.startsWith("i") || kind.startsWith("e") ? "an " : "a ") + kind;
  }

  private void when(boolean wrong, FaultKind kind, Object... names) {
    if (wrong) {
      faults.add(Fault.of(kind, type.address(), names));
    }
  }

  private void checkSteps() {
    Set<String> constants = new HashSet<>();
    for (StepModel step : type.steps()) {
      checkStepMethod(step.method());
      checkStepOptions(step, constants);
    }
  }

  private void checkStepMethod(MethodModel method) {
    when(method, "private", FaultKind.HIDDEN_STEP);
    when(method, "static", FaultKind.STATIC_STEP);
    when(method, "final", FaultKind.FINAL_STEP);
    when(method, "abstract", FaultKind.ABSTRACT_STEP);
    checkResult(method, FaultKind.GENERIC_STEP, FaultKind.STEP_RESULT);
    for (FieldModel parameter : method.parameters()) {
      if (FunctionModel.isSteps(parameter.type())) {
        faults.add(Fault.of(FaultKind.STEPS_IN_STEP, parameter.address(), method.name()));
      }
    }
  }

  private void checkStepOptions(StepModel step, Set<String> constants) {
    String name = step.method().name();
    if (step.id().isBlank()) {
      faults.add(Fault.of(FaultKind.BLANK_STEP_ID, step.idAddress(), name));
    } else if (!constants.add(PlannedFunction.constant(step.id()))) {
      faults.add(Fault.of(FaultKind.SAME_STEP_ID, step.idAddress(), type.name(), step.id()));
    }
    if (step.retries() < -1) {
      faults.add(Fault.of(FaultKind.STEP_RETRIES, step.retriesAddress(), name, step.retries()));
    }
  }

  private void when(MethodModel method, String modifier, FaultKind kind) {
    if (method.modifiers().contains(modifier)) {
      faults.add(Fault.of(kind, method.address(), method.name()));
    }
  }

  private void checkResult(MethodModel method, FaultKind generic, FaultKind result) {
    if (method.generic()) {
      faults.add(Fault.of(generic, method.address(), method.name()));
    } else if (method.resultFault() != null) {
      String returns = method.returns().words();
      faults.add(Fault.of(result, method.address(), method.name(), returns, method.resultFault()));
    }
  }

  private void checkFunctions() {
    for (FunctionModel function : type.functions()) {
      checkFunctionMethod(function.method());
      if (function.id().isBlank()) {
        faults.add(Fault.of(FaultKind.BLANK_FUNCTION_ID, function.idAddress()));
      }
      if (function.retries() < 0) {
        faults.add(Fault.of(
            FaultKind.FUNCTION_RETRIES,
            function.retriesAddress(),
            function.method().name(),
            function.retries()));
      }
    }
  }

  private void checkFunctionMethod(MethodModel method) {
    when(method, "private", FaultKind.HIDDEN_FUNCTION);
    when(method, "static", FaultKind.STATIC_FUNCTION);
    when(method, "abstract", FaultKind.ABSTRACT_FUNCTION);
    if (type.steps().stream().anyMatch(step -> step.method().address().equals(method.address()))) {
      faults.add(Fault.of(FaultKind.STEP_AND_FUNCTION, method.address(), method.name()));
    }
    checkResult(method, FaultKind.GENERIC_FUNCTION, FaultKind.FUNCTION_RESULT);
    long takesSteps = method.parameters().stream()
        .filter(parameter -> FunctionModel.isSteps(parameter.type()))
        .count();
    if (takesSteps > 1) {
      faults.add(Fault.of(FaultKind.TWO_STEPS, method.address(), method.name()));
    }
  }

  private void checkFailures() {
    Map<String, OnFailureModel> byFunction = new HashMap<>();
    for (OnFailureModel failure : type.failures()) {
      FunctionModel function = function(failure.functionId());
      if (function == null) {
        List<String> ids = type.functions().stream().map(FunctionModel::id).toList();
        String hint = Names.hint(failure.functionId(), ids);
        faults.add(Fault.of(
            FaultKind.FAILURE_WITHOUT_FUNCTION,
            failure.functionIdAddress(),
            failure.functionId(),
            type.name(),
            hint.isEmpty() ? "; its functions are " + ids : hint));
      } else {
        checkFailure(failure, function);
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

  private @Nullable FunctionModel function(String id) {
    return type.functions().stream()
        .filter(function -> function.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  private void checkFailure(OnFailureModel failure, FunctionModel function) {
    MethodModel method = failure.method();
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
    for (FieldModel parameter : method.parameters()) {
      boolean known = FunctionModel.isSteps(parameter.type())
          || FunctionModel.isFailure(parameter.type())
          || function.method().parameters().stream()
              .anyMatch(own ->
                  own.name().equals(parameter.name()) && own.type().equals(parameter.type()));
      if (!known) {
        faults.add(Fault.of(
            FaultKind.FAILURE_PARAMETER,
            parameter.address(),
            parameter.type().words() + " " + parameter.name(),
            method.name(),
            EventPlan.words(function.method().parameters())));
      }
    }
  }
}
