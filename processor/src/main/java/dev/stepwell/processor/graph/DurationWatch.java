package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.stepwell.processor.model.Hazard;
import dev.stepwell.processor.model.HazardModel;
import dev.stepwell.processor.model.StepGraph.Node;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Watches for sleeps and waits of a negative time, and for sleeps and waits that are longer than the run may take. */
final class DurationWatch {
  private final Code code;
  private final Lookup lookup;
  private final DurationValues values;
  private final Notes notes;
  private final @Nullable Duration limit;
  private final @Nullable SleepSums sleeps;

  DurationWatch(
      Code code, Lookup lookup, Meanings meanings, Notes notes, @Nullable Duration limit) {
    this.code = code;
    this.lookup = lookup;
    this.values = new DurationValues(code, lookup, meanings);
    this.notes = notes;
    this.limit = limit;
    this.sleeps = limit == null ? null : new SleepSums(DurationValues.nanos(limit));
  }

  /**
   * Notes the hazards of the durations that this method of {@code Steps} is given.
   *
   * @param step the step that it is; null if it is none
   */
  void note(
      String method,
      List<? extends ExpressionTree> arguments,
      @Nullable Node step,
      ReaderFrame frame) {
    if (notes.isOff() || arguments.size() < 2) {
      return;
    }
    switch (method) {
      case "sleep" -> {
        note(Hazard.NEGATIVE_SLEEP, arguments, 1, frame);
        noteSleep(arguments.get(1), values.of(arguments.get(1), frame), step, frame);
      }
      case "sleepUntil" -> {
        BigInteger after = afterNow(arguments.get(1), frame);
        if (after != null && after.signum() < 0) {
          ExpressionTree time = arguments.get(1);
          notes.add(Hazard.NEGATIVE_SLEEP, time, frame, code.text(time, frame));
        }
        boolean isFromHere = arguments.get(1) instanceof MethodInvocationTree;
        noteSleep(arguments.get(1), after, isFromHere ? step : null, frame);
      }
      case "waitForEvent", "any" -> {
        note(Hazard.NEGATIVE_WAIT, arguments, 2, frame);
        if (arguments.size() > 2) {
          noteLong(Hazard.LONG_WAIT, arguments.get(2), values.of(arguments.get(2), frame), frame);
        }
      }
      default -> {}
    }
  }

  /** Registers how often a loop of the function repeats what it holds. */
  void repeated(List<Node> loop, long count) {
    if (sleeps != null && loop.size() == 1) {
      sleeps.repeated(loop.get(0), count);
    }
  }

  /** Notes a sleep that ends after the limit because of those before it. */
  void end(List<Node> nodes) {
    HazardModel excess = sleeps == null ? null : sleeps.excess(nodes);
    if (excess != null) {
      notes.put(excess);
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

  /** How long after the present a time such as {@code steps.now().plus(…)} is; null if unknown. */
  private @Nullable BigInteger afterNow(ExpressionTree time, ReaderFrame frame) {
    Variable variable = lookup.variable(time, frame);
    if (!((variable == null ? time : variable.value()) instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)
        || !(select.getExpression() instanceof MethodInvocationTree now)
        || !(now.getMethodSelect() instanceof MemberSelectTree of)
        || !of.getIdentifier().contentEquals("now")
        || !lookup.isSteps(of.getExpression(), frame)) {
      return null;
    }
    return values.moved(select.getIdentifier().toString(), call, frame);
  }

  private void noteSleep(
      ExpressionTree argument,
      @Nullable BigInteger duration,
      @Nullable Node step,
      ReaderFrame frame) {
    noteLong(Hazard.LONG_SLEEP, argument, duration, frame);
    if (sleeps != null && step != null && duration != null) {
      String text = code.text(argument, frame) + ", together with those before it,";
      List<String> words = List.of(text, timeout());
      sleeps.add(step, duration, notes.model(Hazard.LONG_SLEEP, argument, frame, words));
    }
  }

  private void noteLong(
      Hazard hazard, ExpressionTree argument, @Nullable BigInteger duration, ReaderFrame frame) {
    if (duration != null && limit != null && duration.compareTo(DurationValues.nanos(limit)) >= 0) {
      notes.add(hazard, argument, frame, code.text(argument, frame), timeout());
    }
  }

  private String timeout() {
    return String.valueOf(limit).substring(2).toLowerCase(Locale.ROOT);
  }
}
