package dev.stepwell.processor.check;

import dev.stepwell.contract.Identifiers;
import dev.stepwell.processor.model.ClassModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.StepModel;
import dev.stepwell.processor.model.TextModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the former ids of steps and functions. */
public final class WasChecks {
  private final Set<String> present;
  private final Map<String, String> owners = new HashMap<>();

  private WasChecks(Stream<String> present) {
    this.present = present.collect(Collectors.toSet());
  }

  /** For the functions of these classes, which are compiled together. */
  public static WasChecks ofFunctions(List<ClassModel> classes) {
    return new WasChecks(
        classes.stream().flatMap(type -> type.functions().stream()).map(FunctionModel::storedId));
  }

  /** Checks those of steps. */
  static WasChecks ofSteps(ClassModel type) {
    return new WasChecks(type.steps().stream().map(StepModel::id));
  }

  /** The faults of this one's former ids; each is then registered as its own. */
  public List<Fault> of(String owner, List<TextModel> was) {
    List<Fault> faults = new ArrayList<>();
    for (TextModel id : was) {
      if (!MethodChecks.isId(id.text())) {
        faults.add(Fault.of(FaultKind.WAS_BLANK, id.address(), owner, id.text()));
      } else if (owner.startsWith("step ") && Identifiers.isNumbered(id.text())) {
        faults.add(Fault.of(FaultKind.NUMBERED_WAS, id.address(), owner, id.text()));
      } else if (present.contains(id.text())) {
        faults.add(Fault.of(FaultKind.WAS_PRESENT, id.address(), owner, id.text()));
      } else {
        String other = owners.put(id.text(), owner);
        if (other != null) {
          faults.add(Fault.of(FaultKind.WAS_TWICE, id.address(), id.text(), other, owner));
        }
      }
    }
    return faults;
  }
}
