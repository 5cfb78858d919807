package dev.stepwell.processor.check;

import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.ConstructorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one class. */
public final class ClassChecks {
  private final ClassModel type;
  private final List<Fault> faults = new ArrayList<>();

  private ClassChecks(ClassModel type) {
    this.type = type;
  }

  /** All faults of this class. */
  public static List<Fault> of(ClassModel type) {
    ClassChecks checks = new ClassChecks(type);
    checks.checkClass();
    checks.checkConstructors();
    checks.faults.addAll(StepChecks.of(type));
    checks.faults.addAll(OrderChecks.of(type));
    checks.faults.addAll(FunctionChecks.of(type));
    checks.faults.addAll(FailureChecks.of(type));
    checks.faults.addAll(FlowChecks.of(type));
    checks.faults.addAll(KeyChecks.ofNoEvent(type));
    return checks.faults;
  }

  private void checkClass() {
    String name = type.name();
    if (!type.kind().equals("class")) {
      faults.add(Fault.of(FaultKind.NOT_A_CLASS, type.address(), name, article(type.kind())));
      return;
    }
    when(type.modifiers().contains("final"), FaultKind.FINAL_CLASS, name);
    when(type.modifiers().contains("sealed"), FaultKind.SEALED_CLASS, name);
    when(type.modifiers().contains("abstract"), FaultKind.ABSTRACT_CLASS, name);
    when(type.hidden(), FaultKind.PRIVATE_CLASS, name);
    when(type.inner(), FaultKind.INNER_CLASS, name);
    when(type.generic(), FaultKind.GENERIC_CLASS, name);
    boolean closed = type.constructors().stream().allMatch(ConstructorModel::isPrivate);
    when(closed && !type.hidden(), FaultKind.NO_CONSTRUCTOR, name);
  }

  private static String article(String kind) {
    return (kind.startsWith("i") || kind.startsWith("e") ? "an " : "a ") + kind;
  }

  private void when(boolean wrong, FaultKind kind, Object... names) {
    if (wrong) {
      faults.add(Fault.of(kind, type.address(), names));
    }
  }

  private void checkConstructors() {
    for (ConstructorModel constructor : type.constructors()) {
      Optional<String> hidden = constructor.parameters().stream()
          .flatMap(parameter -> parameter.type().hidden().stream())
          .findFirst();
      if (!constructor.isPrivate() && hidden.isPresent()) {
        faults.add(Fault.of(
            FaultKind.PRIVATE_TYPE,
            constructor.address(),
            "a constructor of " + type.name(),
            hidden.get()));
      }
    }
  }
}
