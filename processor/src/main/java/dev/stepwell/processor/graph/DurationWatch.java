package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.stepwell.processor.model.Hazard;
import java.util.List;

/** Watches for sleeps and waits of less than no time, where that is written out. */
final class DurationWatch {
  private static final String DURATION = "java.time.Duration";

  private final Code code;
  private final Constants constants;
  private final Notes notes;

  DurationWatch(Code code, Lookup lookup, Notes notes) {
    this.code = code;
    this.constants = new Constants(lookup);
    this.notes = notes;
  }

  /** Notes what is wrong with the durations that this method of {@code Steps} is given. */
  void note(String method, List<? extends ExpressionTree> arguments, Frame frame) {
    switch (method) {
      case "sleep" -> note(Hazard.NEGATIVE_SLEEP, arguments, 1, frame);
      case "waitForEvent" -> note(Hazard.NEGATIVE_WAIT, arguments, 2, frame);
      default -> {}
    }
  }

  private void note(
      Hazard hazard, List<? extends ExpressionTree> arguments, int from, Frame frame) {
    for (int i = from; i < arguments.size(); i++) {
      ExpressionTree duration = arguments.get(i);
      if (isNegative(duration, frame)) {
        notes.add(hazard, duration, frame, code.text(duration, frame));
      }
    }
  }

  private boolean isNegative(ExpressionTree duration, Frame frame) {
    return duration instanceof MethodInvocationTree call
        && call.getArguments().size() == 1
        && call.getMethodSelect() instanceof MemberSelectTree select
        && StepCalls.UNITS.containsKey(select.getIdentifier().toString())
        && isDuration(select.getExpression().toString(), frame)
        && constants.value(call.getArguments().get(0), frame) instanceof Number amount
        && amount.longValue() < 0;
  }

  private static boolean isDuration(String written, Frame frame) {
    return written.equals(DURATION)
        || (written.equals("Duration")
            && frame.file().getImports().stream()
                .anyMatch(
                    imported -> imported.getQualifiedIdentifier().toString().equals(DURATION)));
  }
}
