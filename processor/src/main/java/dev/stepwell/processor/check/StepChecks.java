package dev.stepwell.processor.check;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is wrong with the steps of a class. */
final class StepChecks {
  private final ClassModel type;
  private final Set<String> constants = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  private StepChecks(ClassModel type) {
    this.type = type;
  }

  static List<Fault> of(ClassModel type) {
    StepChecks checks = new StepChecks(type);
    for (StepModel step : type.steps()) {
      checks.checkMethod(step.method());
      checks.checkId(step);
      if (step.retries() < -1) {
        checks.fault(step, FaultKind.STEP_RETRIES, step.retries());
      }
    }
    return checks.faults;
  }

  private void fault(StepModel step, FaultKind kind, Object name) {
    faults.add(Fault.of(
        kind,
        kind == FaultKind.STEP_RETRIES ? step.retriesAddress() : step.idAddress(),
        step.method().name(),
        name));
  }

  private void checkMethod(MethodModel method) {
    faults.addAll(MethodChecks.modifier(method, "private", FaultKind.HIDDEN_STEP));
    faults.addAll(MethodChecks.modifier(method, "static", FaultKind.STATIC_STEP));
    faults.addAll(MethodChecks.modifier(method, "final", FaultKind.FINAL_STEP));
    faults.addAll(MethodChecks.modifier(method, "abstract", FaultKind.ABSTRACT_STEP));
    faults.addAll(MethodChecks.result(method, FaultKind.GENERIC_STEP, FaultKind.STEP_RESULT));
    faults.addAll(MethodChecks.types("step", method));
    for (FieldModel parameter : method.parameters()) {
      if (FunctionModel.isSteps(parameter.type())) {
        faults.add(Fault.of(FaultKind.STEPS_IN_STEP, parameter.address(), method.name()));
      }
    }
  }

  private void checkId(StepModel step) {
    if (!MethodChecks.isId(step.id())) {
      fault(step, FaultKind.BLANK_STEP_ID, step.id());
    } else if (step.id().contains(":")) {
      fault(step, FaultKind.STEP_COLON, step.id());
    } else if (!constants.add(PlannedFunction.constant(step.id()))) {
      faults.add(Fault.of(FaultKind.SAME_STEP_ID, step.idAddress(), type.name(), step.id()));
    }
  }
}
