package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.stepwell.processor.model.Hazard;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches for sleeps and waits of a negative time, and for sleeps that are longer than the run may take. */
final class DurationWatch {
  private final Code code;
  private final Lookup lookup;
  private final DurationValues values;
  private final Notes notes;
  private final @Nullable Duration limit;

  DurationWatch(
      Code code, Lookup lookup, Meanings meanings, Notes notes, @Nullable Duration limit) {
    this.code = code;
    this.lookup = lookup;
    this.values = new DurationValues(code, lookup, meanings);
    this.notes = notes;
    this.limit = limit;
  }

  /** Notes the hazards of the durations that this method of {@code Steps} is given. */
  void note(String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (notes.isOff()) {
      return;
    }
    switch (method) {
      case "sleep" -> {
        note(Hazard.NEGATIVE_SLEEP, arguments, 1, frame);
        noteLong(arguments, frame);
      }
      case "sleepUntil" -> notePast(arguments, frame);
      case "waitForEvent", "any" -> note(Hazard.NEGATIVE_WAIT, arguments, 2, frame);
      default -> {}
    }
  }

  private void note(
      Hazard hazard, List<? extends ExpressionTree> arguments, int from, ReaderFrame frame) {
    for (int i = from; i < arguments.size(); i++) {
      ExpressionTree argument = arguments.get(i);
      BigInteger duration = values.of(argument, frame);
      if (duration != null && duration.signum() < 0) {
        notes.add(hazard, argument, frame, code.text(argument, frame));
      }
    }
  }

  /** Notes a time before that of the run: {@code steps.now().minus(…)}. */
  private void notePast(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (arguments.size() < 2
        || !(arguments.get(1) instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)
        || !(select.getExpression() instanceof MethodInvocationTree now)
        || !(now.getMethodSelect() instanceof MemberSelectTree of)
        || !of.getIdentifier().contentEquals("now")
        || !lookup.isSteps(of.getExpression(), frame)) {
      return;
    }
    String method = select.getIdentifier().toString();
    BigInteger after = values.moved(method, call, frame);
    if (after != null && after.signum() < 0) {
      notes.add(Hazard.NEGATIVE_SLEEP, call, frame, code.text(call, frame));
    }
  }

  private void noteLong(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    BigInteger duration = arguments.size() < 2 ? null : values.of(arguments.get(1), frame);
    if (duration != null && limit != null && duration.compareTo(DurationValues.nanos(limit)) >= 0) {
      ExpressionTree argument = arguments.get(1);
      String timeout = limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
      notes.add(Hazard.LONG_SLEEP, argument, frame, code.text(argument, frame), timeout);
    }
  }
}
