package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import dev.stepwell.processor.model.Hazard;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches for sleeps and waits of a negative time, and for sleeps that are longer than the run may take. */
final class DurationWatch {
  private static final String DURATION = "java.time.Duration";

  private static final Map<String, ChronoUnit> UNITS = Map.of(
      "ofNanos", ChronoUnit.NANOS,
      "ofMillis", ChronoUnit.MILLIS,
      "ofSeconds", ChronoUnit.SECONDS,
      "ofMinutes", ChronoUnit.MINUTES,
      "ofHours", ChronoUnit.HOURS,
      "ofDays", ChronoUnit.DAYS);

  private final Code code;
  private final Constants constants;
  private final Meanings meanings;
  private final Notes notes;
  private final @Nullable Duration limit;

  DurationWatch(
      Code code, Lookup lookup, Meanings meanings, Notes notes, @Nullable Duration limit) {
    this.code = code;
    this.constants = new Constants(lookup);
    this.meanings = meanings;
    this.notes = notes;
    this.limit = limit;
  }

  /** Notes the hazards of the durations that this method of {@code Steps} is given. */
  void note(String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    switch (method) {
      case "sleep" -> {
        note(Hazard.NEGATIVE_SLEEP, arguments, 1, frame);
        noteLong(arguments, frame);
      }
      case "waitForEvent", "any" -> note(Hazard.NEGATIVE_WAIT, arguments, 2, frame);
      default -> {}
    }
  }

  private void note(
      Hazard hazard, List<? extends ExpressionTree> arguments, int from, ReaderFrame frame) {
    for (int i = from; i < arguments.size(); i++) {
      ExpressionTree argument = arguments.get(i);
      Duration duration = duration(argument, frame);
      if (duration != null && duration.isNegative()) {
        notes.add(hazard, argument, frame, code.text(argument, frame));
      }
    }
  }

  private void noteLong(List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    Duration duration = arguments.size() < 2 ? null : duration(arguments.get(1), frame);
    if (duration != null && limit != null && duration.compareTo(limit) >= 0) {
      ExpressionTree argument = arguments.get(1);
      String timeout = limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
      notes.add(Hazard.LONG_SLEEP, argument, frame, code.text(argument, frame), timeout);
    }
  }

  /** The duration that this is; null if it is computed. */
  private @Nullable Duration duration(ExpressionTree tree, ReaderFrame frame) {
    if (tree instanceof ParenthesizedTree parenthesized) {
      return duration(parenthesized.getExpression(), frame);
    }
    Variable variable = frame.variables().get(tree.toString());
    if (variable != null) {
      return variable.value() == null ? null : duration(variable.value(), frame);
    }
    ExpressionTree constant = code.constant(meanings.field(tree, frame), frame);
    if (constant != null) {
      return duration(constant, frame);
    }
    if (tree instanceof MethodInvocationTree call) {
      return called(call, frame);
    }
    boolean isZero = tree instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("ZERO")
        && DURATION.equals(meanings.of(select.getExpression(), frame));
    return isZero ? Duration.ZERO : null;
  }

  private @Nullable Duration called(MethodInvocationTree call, ReaderFrame frame) {
    String name;
    if (call.getMethodSelect() instanceof MemberSelectTree select) {
      name = select.getIdentifier().toString();
      if (!DURATION.equals(meanings.of(select.getExpression(), frame))) {
        Duration before = name.equals("negated") ? duration(select.getExpression(), frame) : null;
        return before == null ? null : before.negated();
      }
    } else {
      name = ((IdentifierTree) call.getMethodSelect()).getName().toString();
      if (!meanings.importedFrom(name, frame).contains(DURATION)) {
        return null;
      }
    }
    return call.getArguments().size() == 1
        ? made(name, constants.value(call.getArguments().get(0), frame))
        : null;
  }

  private static @Nullable Duration made(String method, @Nullable Object argument) {
    ChronoUnit unit = UNITS.get(method);
    try {
      if (unit != null && argument instanceof Number amount) {
        return Duration.of(amount.longValue(), unit);
      }
      return method.equals("parse") && argument instanceof String text
          ? Duration.parse(text)
          : null;
    } catch (ArithmeticException | DateTimeParseException wrong) {
      return null;
    }
  }
}
