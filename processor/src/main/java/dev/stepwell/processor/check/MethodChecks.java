package dev.stepwell.processor.check;

import dev.stepwell.processor.model.MethodModel;
import java.util.List;
import java.util.stream.Stream;

/** Finds what may be wrong with any method that generated code calls or overrides. */
final class MethodChecks {
  private MethodChecks() {}

  /** The fault of this kind, if the method has this modifier. */
  static List<Fault> modifier(MethodModel method, String modifier, FaultKind kind) {
    return method.modifiers().contains(modifier)
        ? List.of(Fault.of(kind, method.address(), method.name()))
        : List.of();
  }

  /** The faults of the types that the method names. */
  static List<Fault> types(String role, MethodModel method) {
    String name = role + " " + method.name();
    Stream<Fault> thrown = Stream.ofNullable(method.thrown())
        .map(type -> Fault.of(FaultKind.THROWN, method.address(), name, type));
    Stream<Fault> result = method.returns().hidden().stream()
        .map(type -> Fault.of(FaultKind.PRIVATE_TYPE, method.address(), name, type));
    Stream<Fault> parameters = method.parameters().stream()
        .flatMap(parameter -> parameter.type().hidden().stream()
            .map(type -> Fault.of(FaultKind.PRIVATE_TYPE, parameter.address(), name, type)));
    return Stream.of(thrown, result, parameters).flatMap(faults -> faults).toList();
  }

  /** The fault of a result that cannot be stored. */
  static List<Fault> result(MethodModel method, FaultKind generic, FaultKind result) {
    if (method.generic()) {
      return List.of(Fault.of(generic, method.address(), method.name()));
    }
    String fault = method.resultFault();
    return fault == null
        ? List.of()
        : List.of(
            Fault.of(result, method.address(), method.name(), method.returns().words(), fault));
  }

  /** Whether an id gives the name of a constant. */
  static boolean isId(String id) {
    return id.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
