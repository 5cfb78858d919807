package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Evaluates durations, in nanoseconds: a constant may be larger than a {@code Duration} can be. */
final class DurationValues {
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

  /**
   * What variables, fields and methods are found to be in one evaluation; empty for what is computed, and for what is being evaluated, which
   * is therefore set to itself.
   */
  private final Map<Object, Optional<BigInteger>> known = new HashMap<>();

  DurationValues(Code code, Lookup lookup, Meanings meanings) {
    this.code = code;
    this.lookup = lookup;
    this.constants = new Constants(lookup);
    this.meanings = meanings;
  }

  static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(BigInteger.valueOf(Duration.ofSeconds(1).toNanos()))
        .add(BigInteger.valueOf(duration.getNano()));
  }

  /** The duration that this is; null if it is computed. */
  @Nullable
  BigInteger of(ExpressionTree tree, ReaderFrame frame) {
    known.clear();
    return duration(tree, frame);
  }

  /** By how much this method of a time moves it; null if that is computed. */
  @Nullable
  BigInteger moved(String method, MethodInvocationTree call, ReaderFrame frame) {
    known.clear();
    return changed(BigInteger.ZERO, call, method, frame);
  }

  /** The result of this method of a duration; null if it is computed. */
  private @Nullable BigInteger changed(
      BigInteger before, MethodInvocationTree call, String method, ReaderFrame frame) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (arguments.isEmpty()) {
      return switch (method) {
        case "negated" -> before.negate();
        case "abs" -> before.abs();
        default -> null;
      };
    }
    BigInteger number = number(arguments.get(0), frame);
    boolean isMinus = method.startsWith("minus");
    if (isMinus || method.startsWith("plus")) {
      BigInteger other = added(method, number, arguments, frame);
      return other == null ? null : before.add(isMinus ? other.negate() : other);
    } else if (number == null || arguments.size() > 1) {
      return null;
    }
    return switch (method) {
      case "multipliedBy" -> before.multiply(number);
      case "dividedBy" -> number.signum() == 0 ? null : before.divide(number);
      default -> null;
    };
  }

  private @Nullable BigInteger added(
      String method,
      @Nullable BigInteger number,
      List<? extends ExpressionTree> arguments,
      ReaderFrame frame) {
    if (number == null) {
      return arguments.size() == 1 && method.matches("plus|minus")
          ? duration(arguments.get(0), frame)
          : null;
    }
    return arguments.size() == 1
        ? times(number, UNITS.get(method.replaceFirst("^(plus|minus)", "of")))
        : times(number, unit(arguments));
  }

  private @Nullable BigInteger duration(ExpressionTree tree, ReaderFrame frame) {
    if (tree instanceof ParenthesizedTree parenthesized) {
      return duration(parenthesized.getExpression(), frame);
    } else if (tree instanceof MethodInvocationTree call) {
      return called(call, frame);
    }
    Variable variable = lookup.variable(tree, frame);
    if (variable != null) {
      ExpressionTree value = variable.value();
      return value == null ? null : once(value, () -> duration(value, frame));
    }
    boolean isZero = tree instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("ZERO")
        && DURATION.equals(meanings.of(select.getExpression(), frame));
    return isZero ? BigInteger.ZERO : constant(tree, frame);
  }

  private @Nullable BigInteger once(Object of, Supplier<@Nullable BigInteger> evaluation) {
    Optional<BigInteger> before = known.putIfAbsent(of, Optional.empty());
    if (before == null) {
      before = Optional.ofNullable(evaluation.get());
      known.put(of, before);
    }
    return before.orElse(null);
  }

  private @Nullable BigInteger constant(ExpressionTree tree, ReaderFrame frame) {
    VariableElement own = meanings.field(tree, frame);
    VariableElement field = own == null ? lookup.fieldOf(tree, frame) : own;
    ExpressionTree value = code.constant(field);
    ReaderFrame inside = value == null || field == null ? null : code.frame(field);
    return value == null || inside == null ? null : once(value, () -> duration(value, inside));
  }

  private @Nullable BigInteger called(MethodInvocationTree call, ReaderFrame frame) {
    Target own =
        lookup.methods(call, frame).stream().filter(code::isOwn).findFirst().orElse(null);
    if (own != null) {
      return once(own, () -> returned(own));
    }
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      String name = call.getMethodSelect().toString();
      return DURATION.equals(meanings.ofStatic(call, frame)) ? made(name, call, frame) : null;
    }
    String name = select.getIdentifier().toString();
    if (DURATION.equals(meanings.of(select.getExpression(), frame))) {
      BigInteger made = made(name, call, frame);
      if (made != null) {
        return made;
      }
    }
    BigInteger before = duration(select.getExpression(), frame);
    return before == null ? null : changed(before, call, name, frame);
  }

  /** What a method of the build returns, if that is all that it does. */
  private @Nullable BigInteger returned(Target target) {
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

  private @Nullable BigInteger made(String method, MethodInvocationTree call, ReaderFrame frame) {
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (arguments.isEmpty()) {
      return null;
    }
    BigInteger number = number(arguments.get(0), frame);
    if (number != null) {
      ChronoUnit unit = arguments.size() == 1 ? UNITS.get(method) : unit(arguments);
      return times(number, arguments.size() == 1 || method.equals("of") ? unit : null);
    }
    String text = method.equals("parse") ? constants.text(arguments.get(0), frame) : null;
    return text == null ? null : parsed(text);
  }

  private static @Nullable BigInteger parsed(String text) {
    try {
      return nanos(Duration.parse(text));
    } catch (DateTimeParseException wrong) {
      return null;
    }
  }

  private @Nullable BigInteger number(ExpressionTree tree, ReaderFrame frame) {
    return constants.value(tree, frame) instanceof Number number
        ? BigInteger.valueOf(number.longValue())
        : null;
  }

  private static @Nullable BigInteger times(BigInteger number, @Nullable ChronoUnit unit) {
    return unit == null ? null : nanos(unit.getDuration()).multiply(number);
  }

  /** The unit that is the second of these arguments; null if it has no certain length. */
  private static @Nullable ChronoUnit unit(List<? extends ExpressionTree> arguments) {
    String name = arguments.get(1).toString().replaceFirst(".*\\.", "");
    return Arrays.stream(ChronoUnit.values())
        .filter(unit -> unit.name().equals(name))
        .filter(unit -> !unit.isDurationEstimated() || unit == ChronoUnit.DAYS)
        .findFirst()
        .orElse(null);
  }
}
