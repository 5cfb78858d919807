package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Determines whether what is iterated has an order that differs in each process. */
final class HashOrders {
  private static final int MAX_HOPS = 8;

  /** Methods that keep the order of that on which they are called. */
  private static final Set<String> KEEPS_ORDER = Set.of(
      "entrySet",
      "filter",
      "iterator",
      "keySet",
      "limit",
      "map",
      "mapToObj",
      "parallelStream",
      "peek",
      "skip",
      "stream",
      "toArray",
      "toList",
      "values");

  /** The methods that make sets and maps without an order, with the fewest arguments that give an order to lose. */
  private static final Map<String, Integer> UNORDERED = Map.of(
      "java.util.Set.of", 2,
      "java.util.Set.copyOf", 1,
      "java.util.Map.of", 4,
      "java.util.Map.ofEntries", 2,
      "java.util.Map.copyOf", 1);

  private static final Pattern OF_TYPE =
      Pattern.compile("(?:java\\.util\\.)?((?:Hash)?(?:Set|Map))<([\\w.$]+).*>");

  /** Classes that order their elements by hash codes. */
  private static final Pattern HASHED = Pattern.compile(
      "(java\\.util\\.)?(concurrent\\.)?(Concurrent|Weak)?Hash(Set|Map|table)(<.*)?");

  private static final Pattern KEEPS_COPY = Pattern.compile(
      "(java\\.util\\.)?(ArrayList|ArrayDeque|LinkedList|LinkedHashSet|LinkedHashMap)(<.*)?");

  /** The variables whose lists were sorted. */
  private final Set<Variable> sorted = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;

  HashOrders(Code code, Lookup lookup, Meanings meanings) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
  }

  /** Registers a call that gives an order to the list or array in a variable, or may do so: a method of the build that gets it. */
  void called(MethodInvocationTree call, ReaderFrame frame) {
    boolean isSort = call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().toString().matches("sort|parallelSort");
    if (isSort && call.getMethodSelect() instanceof MemberSelectTree select) {
      sorted(select.getExpression(), frame);
    }
    if (isSort || lookup.methods(call, frame).stream().anyMatch(this::maySort)) {
      call.getArguments().forEach(argument -> sorted(argument, frame));
    }
  }

  private boolean maySort(Target target) {
    return code.source(target.method()) != null && code.stepId(target.method()) == null;
  }

  private void sorted(ExpressionTree list, ReaderFrame frame) {
    Variable variable = lookup.variable(list, frame);
    if (variable != null) {
      sorted.add(variable);
    }
  }

  /** What gives its first of several elements: {@code Set.of("a", "b").iterator().next()}; null if it is another call. */
  @Nullable
  ExpressionTree firstOf(MethodInvocationTree call, ReaderFrame frame) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return null;
    }
    ExpressionTree of = select.getExpression();
    boolean isFirst = switch (select.getIdentifier().toString()) {
      case "next" ->
        of instanceof MethodInvocationTree made
            && made.getMethodSelect().toString().endsWith(".iterator");
      case "findFirst", "findAny" -> true;
      default -> false;
    };
    // What a filter leaves may be a single element.
    return isFirst && !of.toString().contains(".filter(") && hasSeveral(of, frame, MAX_HOPS)
        ? of
        : null;
  }

  /** Whether this is certain to have no order and several elements: other sets may have a single one. */
  private boolean hasSeveral(ExpressionTree over, ReaderFrame frame, int hops) {
    ExpressionTree at = source(over, frame);
    if (hops == 0) {
      return false;
    }
    if (at instanceof MethodInvocationTree call) {
      return call.getArguments().size() > 1 && isMade(call, frame);
    }
    Variable variable = lookup.variable(at, frame);
    if (variable != null) {
      return variable.value() != null
          && !sorted.contains(variable)
          && hasSeveral(variable.value(), frame, hops - 1);
    }
    VariableElement field = meanings.field(at, frame);
    VariableElement any = field == null ? lookup.fieldOf(at, frame) : field;
    ExpressionTree value = code.constant(any);
    ReaderFrame inside = value == null || any == null ? null : code.frame(any);
    return value != null && inside != null && hasSeveral(value, inside, hops - 1);
  }

  boolean isUnordered(ExpressionTree over, ReaderFrame frame) {
    return isUnordered(over, frame, MAX_HOPS);
  }

  private boolean isUnordered(ExpressionTree over, ReaderFrame frame, int hops) {
    ExpressionTree at = source(over, frame);
    if (hops == 0 || isOfEnum(at, frame) || isHashed(at, at, frame)) {
      return hops > 0;
    }
    if (at instanceof MethodInvocationTree call) {
      return isMade(call, frame) || isReturned(call, frame, hops);
    }
    Variable variable = lookup.variable(at, frame);
    ExpressionTree value = variable == null ? null : variable.value();
    if (variable != null && value != null) {
      return !sorted.contains(variable)
          && (isHashed(at, value, frame) || isUnordered(value, frame, hops - 1));
    }
    return variable == null && isField(at, frame, hops);
  }

  private boolean isField(ExpressionTree at, ReaderFrame frame, int hops) {
    VariableElement field = meanings.field(at, frame);
    VariableElement any = field == null ? lookup.fieldOf(at, frame) : field;
    ExpressionTree value = code.constant(any);
    ReaderFrame inside = value == null || any == null ? null : code.frame(any);
    return value != null
        && inside != null
        && (isHashed(at, value, frame) || isUnordered(value, inside, hops - 1));
  }

  /** What gives its order to this: without calls and copies that keep it. */
  private ExpressionTree source(ExpressionTree over, ReaderFrame frame) {
    ExpressionTree at = over;
    while (true) {
      if (at instanceof ParenthesizedTree parenthesized) {
        at = parenthesized.getExpression();
      } else if (at instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree select
          && KEEPS_ORDER.contains(select.getIdentifier().toString())
          && meanings.named(select.getExpression().toString(), frame) == null) {
        at = select.getExpression();
      } else if (at instanceof MethodInvocationTree call
          && call.getArguments().size() == 1
          && call.getMethodSelect().toString().matches("(java\\.util\\.)?List\\.copyOf")) {
        at = call.getArguments().get(0);
      } else if (at instanceof NewClassTree made
          && made.getArguments().size() == 1
          && made.getClassBody() == null
          && KEEPS_COPY.matcher(made.getIdentifier().toString()).matches()) {
        at = made.getArguments().get(0);
      } else {
        return at;
      }
    }
  }

  /** Whether this makes a set or map without an order. */
  private boolean isMade(MethodInvocationTree call, ReaderFrame frame) {
    String made = call.getMethodSelect() instanceof MemberSelectTree select
        ? meanings.of(select.getExpression(), frame) + "." + select.getIdentifier()
        : meanings.ofStatic(call, frame) + "." + call.getMethodSelect();
    boolean isCollected = made.endsWith(".collect")
        && call.getArguments().size() == 1
        && call.getArguments().get(0) instanceof MethodInvocationTree collector
        && collector.getMethodSelect().toString().matches("(.*\\.)?toUnmodifiable(Set|Map)");
    return isCollected
        || UNORDERED.getOrDefault(made, Integer.MAX_VALUE)
            <= call.getArguments().size();
  }

  /** Whether a method of the build returns what has no order. */
  private boolean isReturned(MethodInvocationTree call, ReaderFrame frame, int hops) {
    for (Target target : lookup.methods(call, frame)) {
      MethodTree source = code.source(target.method());
      if (source != null
          && code.stepId(target.method()) == null
          && source.getBody().getStatements().size() == 1
          && source.getBody().getStatements().get(0) instanceof ReturnTree returned
          && returned.getExpression() != null) {
        return isUnordered(
            returned.getExpression(), code.frame(target.method(), target.self(), false), hops - 1);
      }
    }
    return false;
  }

  /** Whether the hash codes that order the elements differ in each process. */
  private boolean isHashed(ExpressionTree typed, ExpressionTree value, ReaderFrame frame) {
    TypeMirror type = code.type(typed, frame);
    if (type == null) {
      return false;
    }
    TypeMirror kept = value.equals(typed) ? null : code.type(value, frame);
    String all = type + " " + (kept == null ? "" : kept);
    if (all.contains("java.util.IdentityHashMap")) {
      return true;
    }
    boolean isHashed = HASHED.matcher(type.toString()).matches()
        || (kept != null && HASHED.matcher(kept.toString()).matches())
        || isCollected(value)
        || isStored(type, value, frame);
    return isHashed && code.isHashedByIdentity(Code.firstArgument(type));
  }

  private static boolean isCollected(ExpressionTree value) {
    return value instanceof MethodInvocationTree call
        && call.getMethodSelect().toString().endsWith(".collect")
        && call.getArguments().size() == 1
        && call.getArguments().get(0) instanceof MethodInvocationTree collector
        && ((collector.getMethodSelect().toString().matches("(.*\\.)?(toSet|groupingBy)")
                && collector.getArguments().size() < 3)
            || (collector.getMethodSelect().toString().matches("(.*\\.)?toMap")
                && collector.getArguments().size() < 4));
  }

  /** Whether this is a set that was read from JSON: the result of a step. */
  private boolean isStored(TypeMirror type, ExpressionTree value, ReaderFrame frame) {
    return type.toString().startsWith("java.util.Set<")
        && value instanceof MethodInvocationTree call
        && lookup.methods(call, frame).stream()
            .anyMatch(target -> !target.direct() && code.stepId(target.method()) != null);
  }

  /** Whether these are constants of an enum in a set or map that orders them by their hash codes, which differ in each process. */
  private boolean isOfEnum(ExpressionTree over, ReaderFrame frame) {
    Variable variable = lookup.variable(over, frame);
    VariableElement field = meanings.field(over, frame);
    @Nullable
    ExpressionTree value = variable != null ? variable.value() : code.constant(field, frame);
    String type = type(variable, field);
    if (over instanceof NewClassTree made) {
      type = made.getIdentifier().toString();
    } else if (type.isEmpty() && value instanceof NewClassTree made) {
      type = made.getIdentifier().toString();
    }
    Matcher of = OF_TYPE.matcher(type);
    if (!of.matches()) {
      return false;
    }
    TypeElement first = lookup.types().named(of.group(2), frame);
    boolean isHashed = of.group(1).startsWith("Hash")
        || (value instanceof NewClassTree made
            ? made.getIdentifier().toString().matches("(java\\.util\\.)?Hash(Set|Map)<.*")
            : of.group(1).equals("Set") && value == null && isParameter(variable, frame));
    return isHashed && first != null && first.getKind() == ElementKind.ENUM;
  }

  /** Whether this is a parameter of the function, which comes from JSON. */
  private static boolean isParameter(@Nullable Variable variable, ReaderFrame frame) {
    return variable != null
        && variable.modifiers() == null
        && variable.elementOf() == null
        && frame.endsFunction();
  }

  private static String type(@Nullable Variable variable, @Nullable VariableElement field) {
    if (variable == null) {
      return field == null ? "" : field.asType().toString();
    }
    TypeMirror known = variable.type();
    return known != null && known.toString().contains("<") ? known.toString() : variable.typeName();
  }
}
