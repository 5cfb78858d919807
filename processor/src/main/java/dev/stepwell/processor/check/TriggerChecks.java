package dev.stepwell.processor.check;

import dev.stepwell.processor.model.FieldModel;
import dev.stepwell.processor.model.FunctionModel;
import dev.stepwell.processor.model.TextModel;
import dev.stepwell.processor.model.TriggersModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the triggers of a function, and the parameters and options that depend on them. */
final class TriggerChecks {
  private final FunctionModel function;
  private final String name;
  private final List<Fault> faults = new ArrayList<>();

  private TriggerChecks(FunctionModel function) {
    this.function = function;
    this.name = function.method().name();
  }

  static List<Fault> of(FunctionModel function) {
    TriggerChecks checks = new TriggerChecks(function);
    TriggersModel triggers = function.triggers();
    List<TextModel> key = function.options().idempotencyKey();
    if (function.hasCron() && !triggers.events().isEmpty()) {
      checks.faults.add(Fault.of(FaultKind.TWO_TRIGGERS, triggers.address(), checks.name));
    } else if (function.hasCron()) {
      checks.checkClocked(key);
    } else {
      checks.checkStarted(triggers);
    }
    checks.checkRepeated("the event", triggers.events());
    checks.checkRepeated("the idempotency field", key);
    checks.faults.addAll(CronChecks.of(function));
    return checks.faults;
  }

  private void checkClocked(List<TextModel> key) {
    for (FieldModel field : function.fields()) {
      faults.add(Fault.of(
          FaultKind.CRON_PARAMETER,
          field.address(),
          field.type().words() + " " + field.name(),
          name));
    }
    if (function.triggers().isConditional()) {
      faults.add(
          Fault.of(FaultKind.CRON_CONDITION, function.triggers().condition().address(), name));
    }
    if (!key.isEmpty()) {
      faults.add(Fault.of(FaultKind.CRON_KEY, key.get(0).address(), name));
    }
  }

  private void checkStarted(TriggersModel triggers) {
    if (triggers.events().isEmpty()) {
      faults.add(Fault.of(FaultKind.NO_TRIGGER, triggers.address(), name));
    }
    for (FieldModel parameter : function.method().parameters()) {
      if (FunctionModel.isTick(parameter.type())) {
        faults.add(Fault.of(FaultKind.TICK_WITHOUT_CRON, parameter.address(), name));
      }
    }
  }

  private void checkRepeated(String what, List<TextModel> texts) {
    Set<String> known = new HashSet<>();
    for (TextModel text : texts) {
      if (!known.add(text.text())) {
        faults.add(Fault.of(FaultKind.REPEATED, text.address(), name, what, text.text()));
      }
    }
  }
}
