package dev.stepwell.processor.check;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.MethodModel;
import dev.stepwell.processor.model.PlannedFunction;
import dev.stepwell.processor.model.RetriesModel;
import dev.stepwell.processor.model.StepModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the steps of a class. */
final class StepChecks {
  private final ClassModel type;
  private final Set<String> constants = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  private StepChecks(ClassModel type) {
    this.type = type;
  }

  static List<Fault> of(ClassModel type) {
    StepChecks checks = new StepChecks(type);
    WasChecks was = WasChecks.ofSteps(type);
    for (StepModel step : type.steps()) {
      checks.checkMethod(step.method());
      checks.checkId(step);
      checks.checkText(step);
      checks.checkRetries(step);
      checks.checkConnections(step);
      checks.faults.addAll(was.of("step " + step.method().name(), step.was()));
    }
    return checks.faults;
  }

  private void checkRetries(StepModel step) {
    RetriesModel retries = step.retries();
    if (retries.count() < -1) {
      faults.add(Fault.of(
          FaultKind.STEP_RETRIES, retries.countAddress(), step.method().name(), retries.count()));
    }
    String owner = "step " + step.method().name();
    faults.addAll(DurationChecks.backoffs(owner, retries));
    faults.addAll(DurationChecks.timeout(owner, "timeout", step.timeout()));
  }

  private void checkConnections(StepModel step) {
    String name = step.method().name();
    List<FieldModel> connections = step.connections();
    if (step.transactional() && connections.isEmpty()) {
      faults.add(Fault.of(FaultKind.NO_CONNECTION, step.method().address(), name));
    } else if (step.transactional() && connections.size() > 1) {
      faults.add(Fault.of(FaultKind.TWO_CONNECTIONS, connections.get(1).address(), name));
    } else if (!step.transactional() && !connections.isEmpty()) {
      faults.add(Fault.of(FaultKind.CONNECTION_IN_STEP, connections.get(0).address(), name));
    }
  }

  private void checkMethod(MethodModel method) {
    faults.addAll(MethodChecks.modifier(method, "private", FaultKind.PRIVATE_STEP));
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
      faultyId(step, FaultKind.BLANK_STEP_ID);
    } else if (step.id().contains(":")) {
      faultyId(step, FaultKind.STEP_COLON);
    } else if (!constants.add(PlannedFunction.constant(step.id()))) {
      faults.add(Fault.of(FaultKind.SAME_STEP_ID, step.idAddress(), type.name(), step.id()));
    }
  }

  private void checkText(StepModel step) {
    String fault = Identifiers.fault(step.id());
    if (fault != null && MethodChecks.isId(step.id())) {
      String owner = "step " + step.method().name();
      faults.add(Fault.of(FaultKind.UNSTORABLE_ID, step.idAddress(), owner, fault));
    }
  }

  private void faultyId(StepModel step, FaultKind kind) {
    faults.add(Fault.of(kind, step.idAddress(), step.method().name(), step.id()));
  }
}
