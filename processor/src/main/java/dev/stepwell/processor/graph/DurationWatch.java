package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import dev.stepwell.processor.model.Hazard;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;
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
  private final Lookup lookup;
  private final Constants constants;
  private final Meanings meanings;
  private final Notes notes;
  private final @Nullable Duration limit;

  DurationWatch(
      Code code, Lookup lookup, Meanings meanings, Notes notes, @Nullable Duration limit) {
    this.code = code;
    this.lookup = lookup;
    this.constants = new Constants(lookup);
    this.meanings = meanings;
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
      Duration duration = duration(argument, frame);
      if (duration != null && duration.isNegative()) {
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
    Duration after =
        changed(Duration.ZERO, select.getIdentifier().toString(), call.getArguments(), frame);
    if (after != null && after.isNegative()) {
      notes.add(Hazard.NEGATIVE_SLEEP, call, frame, code.text(call, frame));
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
    if (tree instanceof MethodInvocationTree call) {
      return called(call, frame);
    }
    boolean isZero = tree instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("ZERO")
        && DURATION.equals(meanings.of(select.getExpression(), frame));
    return isZero ? Duration.ZERO : constant(tree, frame);
  }

  private @Nullable Duration constant(ExpressionTree tree, ReaderFrame frame) {
    VariableElement own = meanings.field(tree, frame);
    VariableElement field = own == null ? lookup.fieldOf(tree, frame) : own;
    ExpressionTree value = code.constant(field);
    ReaderFrame inside = value == null || field == null ? null : code.frame(field);
    return value == null || inside == null ? null : duration(value, inside);
  }

  private @Nullable Duration called(MethodInvocationTree call, ReaderFrame frame) {
    Target own =
        lookup.methods(call, frame).stream().filter(code::isOwn).findFirst().orElse(null);
    if (own != null) {
      return returned(own);
    }
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      String name = call.getMethodSelect().toString();
      return DURATION.equals(meanings.ofStatic(call, frame)) ? made(name, call, frame) : null;
    }
    String name = select.getIdentifier().toString();
    if (DURATION.equals(meanings.of(select.getExpression(), frame))) {
      Duration made = made(name, call, frame);
      if (made != null) {
        return made;
      }
    }
    Duration before = duration(select.getExpression(), frame);
    return before == null ? null : changed(before, name, call.getArguments(), frame);
  }

  /** What a method of the build returns, if that is all that it does. */
  private @Nullable Duration returned(Target target) {
    MethodTree source = code.source(target.method());
    return source != null
            && source.getParameters().isEmpty()
            && source.getBody().getStatements().size() == 1
            && source.getBody().getStatements().get(0) instanceof ReturnTree result
            && result.getExpression() instanceof MethodInvocationTree made
            && code.stepId(target.method()) == null
        ? duration(made, code.frame(target.method(), target.self(), false))
        : null;
  }

  /** The result of a method of a known duration; null if it is computed. */
  private @Nullable Duration changed(
      Duration before, String method, List<? extends ExpressionTree> arguments, ReaderFrame frame) {
    if (method.equals("negated")) {
      return before.negated();
    } else if (method.equals("abs")) {
      return before.abs();
    } else if (arguments.size() != 1) {
      return null;
    }
    Object number = constants.value(arguments.get(0), frame);
    Duration other = number == null ? duration(arguments.get(0), frame) : null;
    long amount = number instanceof Number known ? known.longValue() : 0;
    ChronoUnit unit = UNITS.get(method.replaceFirst("^(plus|minus)", "of"));
    try {
      if (unit != null && number instanceof Number) {
        return before.plus(method.startsWith("plus") ? amount : -amount, unit);
      } else if (method.equals("multipliedBy") && number instanceof Number) {
        return before.multipliedBy(amount);
      } else if (method.equals("dividedBy") && number instanceof Number && amount != 0) {
        return before.dividedBy(amount);
      }
      boolean isSum = other != null && method.matches("plus|minus");
      return !isSum ? null : method.equals("plus") ? before.plus(other) : before.minus(other);
    } catch (ArithmeticException wrong) {
      return null;
    }
  }

  private @Nullable Duration made(String method, MethodInvocationTree call, ReaderFrame frame) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    Object first = arguments.isEmpty() ? null : constants.value(arguments.get(0), frame);
    if (method.equals("of") && arguments.size() == 2 && first instanceof Number amount) {
      String unit = arguments.get(1).toString().replaceFirst(".*\\.", "");
      return Arrays.stream(ChronoUnit.values())
          .filter(known -> known.name().equals(unit) && !known.isDurationEstimated())
          .findFirst()
          .map(known -> Duration.of(amount.longValue(), known))
          .orElseGet(() -> unit.equals("DAYS") ? Duration.ofDays(amount.longValue()) : null);
    }
    return arguments.size() == 1 ? made(method, first) : null;
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
