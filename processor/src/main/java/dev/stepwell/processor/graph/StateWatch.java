package dev.stepwell.processor.graph;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.stepwell.processor.model.Hazard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Watches for what is lost, changed or mixed up when a run is replayed: fields, results of steps, orders, the signal to leave. */
final class StateWatch {
  /** Methods that change a collection or map. */
  private static final Set<String> CHANGES = Set.of(
      "add",
      "addAll",
      "addFirst",
      "addLast",
      "clear",
      "merge",
      "put",
      "putAll",
      "putIfAbsent",
      "remove",
      "removeAll",
      "removeIf",
      "replaceAll",
      "retainAll",
      "set",
      "sort");

  /** Methods of {@code Collections} that change what they are given. */
  private static final Set<String> CHANGES_FIRST =
      Set.of("addAll", "fill", "reverse", "rotate", "shuffle", "sort", "swap");

  /** Methods that keep the order of that on which they are called. */
  private static final Set<String> KEEPS_ORDER = Set.of(
      "entrySet",
      "filter",
      "keySet",
      "map",
      "mapToObj",
      "parallelStream",
      "peek",
      "stream",
      "toList",
      "values");

  /** The methods that make sets and maps without an order, with the fewest arguments that give an order to lose. */
  private static final Map<String, Integer> UNORDERED = Map.of(
      "java.util.Set.of", 2,
      "java.util.Set.copyOf", 1,
      "java.util.Map.of", 4,
      "java.util.Map.ofEntries", 2,
      "java.util.Map.copyOf", 1);

  private static final TreeScanner<@Nullable MethodInvocationTree, @Nullable Void> FIRST_CALL =
      new TreeScanner<>() {
        @Override
        public @Nullable MethodInvocationTree visitMethodInvocation(
            MethodInvocationTree call, @Nullable Void nothing) {
          return call;
        }

        @Override
        public @Nullable MethodInvocationTree reduce(
            @Nullable MethodInvocationTree later, @Nullable MethodInvocationTree first) {
          return first == null ? later : first;
        }
      };

  private static final Pattern OF_TYPE =
      Pattern.compile("(?:java\\.util\\.)?((?:Hash)?(?:Set|Map))<([\\w.$]+).*>");

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Notes notes;

  StateWatch(Code code, Lookup lookup, Meanings meanings, Notes notes) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.notes = notes;
  }

  /** Notes that a field is set, if one is. */
  void assigned(ExpressionTree target, ReaderFrame frame) {
    ExpressionTree at = target;
    while (at instanceof ArrayAccessTree element) {
      at = element.getExpression();
    }
    VariableElement field = meanings.field(at, frame);
    if (field != null) {
      notes.add(Hazard.STATE, target, frame, field.getSimpleName().toString());
    }
  }

  /** Notes a handler that catches the suspension of a run and does not rethrow it. */
  void caught(TryTree tree, ReaderFrame frame) {
    for (CatchTree handler : tree.getCatches()) {
      VariableTree parameter = handler.getParameter();
      String type = suspension(parameter.getType(), frame);
      if (type != null) {
        String name = parameter.getName().toString();
        if (!throwsOn(name, handler.getBlock().getStatements())) {
          notes.add(Hazard.CAUGHT_SUSPENSION, parameter, frame, type, name);
        }
        return;
      }
    }
  }

  /**
   * Notes the first call in a finally block around steps that is not a step: it runs whenever the run leaves the flow.
   */
  void atLast(@Nullable BlockTree block, ReaderFrame frame) {
    MethodInvocationTree call = block == null ? null : FIRST_CALL.scan(block, null);
    if (call != null) {
      notes.add(Hazard.EARLY_FINALLY, call, frame, code.text(call, frame));
    }
  }

  /** The type among these that takes in the signal; null if none does. */
  private @Nullable String suspension(Tree caught, ReaderFrame frame) {
    List<? extends Tree> types =
        caught instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(caught);
    for (Tree type : types) {
      String name = meanings.named(type.toString(), frame);
      if (name != null && name.matches("java\\.lang\\..*|.*\\.UncatchableSuspension")) {
        return type.toString();
      }
    }
    return null;
  }

  private static boolean throwsOn(String name, List<? extends StatementTree> statements) {
    return !statements.isEmpty()
        && statements.get(statements.size() - 1) instanceof ThrowTree thrown
        && thrown.getExpression().toString().equals(name);
  }

  /** Notes a call that changes the result of a step. */
  void changed(MethodInvocationTree call, ReaderFrame frame) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return;
    }
    ExpressionTree receiver = select.getExpression();
    String name = select.getIdentifier().toString();
    boolean changesFirst = CHANGES_FIRST.contains(name)
        && !call.getArguments().isEmpty()
        && "java.util.Collections".equals(meanings.of(receiver, frame));
    ExpressionTree changed = changesFirst ? call.getArguments().get(0) : receiver;
    Variable variable = frame.variables().get(changed.toString());
    if (variable == null || !isResult(variable.value(), frame)) {
      return;
    }
    boolean isSetter = name.matches("set[A-Z]\\w*") && !call.getArguments().isEmpty();
    if (changesFirst
        || isSetter
        || (CHANGES.contains(name) && isCollection(changed, variable, frame))) {
      notes.add(Hazard.CHANGED_RESULT, call, frame, code.text(call, frame), changed.toString());
    }
  }

  private boolean isCollection(ExpressionTree tree, Variable variable, ReaderFrame frame) {
    String type = meanings.of(tree, frame);
    if (type == null && variable.value() instanceof MethodInvocationTree call) {
      type = lookup.methods(call, frame).stream()
          .map(target -> target.method().getReturnType().toString().replaceFirst("<.*", ""))
          .findFirst()
          .orElse("");
    }
    return type != null && Unstable.classes().contains(type) && type.matches("java\\.util\\.\\w+");
  }

  /** Whether this is the call of a step. */
  private boolean isResult(@Nullable ExpressionTree value, ReaderFrame frame) {
    if (value instanceof ParenthesizedTree parenthesized) {
      return isResult(parenthesized.getExpression(), frame);
    } else if (value instanceof TypeCastTree cast) {
      return isResult(cast.getExpression(), frame);
    }
    return value instanceof MethodInvocationTree call
        && (isInline(call, frame)
            || lookup.methods(call, frame).stream()
                .anyMatch(target -> !target.direct() && code.stepId(target.method()) != null));
  }

  private boolean isInline(MethodInvocationTree call, ReaderFrame frame) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().toString().matches("run|runInTransaction")
        && lookup.isSteps(select.getExpression(), frame);
  }

  /** Notes that steps are called for the elements of an unordered collection. */
  void ordered(ExpressionTree over, ReaderFrame frame) {
    if (isUnordered(over, frame)) {
      notes.add(Hazard.ORDER, over, frame, code.text(over, frame));
    }
  }

  /** Whether these are constants of an enum in a set or map that orders them by their hash codes, which differ in each process. */
  private boolean isOfEnum(ExpressionTree over, ReaderFrame frame) {
    Variable variable = frame.variables().get(over.toString());
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
            : of.group(1).equals("Set") && value == null);
    return isHashed && first != null && first.getKind() == ElementKind.ENUM;
  }

  private static String type(@Nullable Variable variable, @Nullable VariableElement field) {
    if (variable == null) {
      return field == null ? "" : field.asType().toString();
    }
    TypeMirror known = variable.type();
    return known != null && known.toString().contains("<") ? known.toString() : variable.typeName();
  }

  private boolean isUnordered(ExpressionTree over, ReaderFrame frame) {
    ExpressionTree at = over;
    while (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && KEEPS_ORDER.contains(select.getIdentifier().toString())) {
      at = select.getExpression();
    }
    if (isOfEnum(at, frame)) {
      return true;
    }
    if (at instanceof IdentifierTree identifier) {
      Variable variable = frame.variables().get(identifier.getName().toString());
      at = variable == null ? code.constant(meanings.field(at, frame), frame) : variable.value();
    }
    if (at instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      String made = meanings.of(select.getExpression(), frame) + "." + select.getIdentifier();
      return UNORDERED.getOrDefault(made, Integer.MAX_VALUE)
          <= call.getArguments().size();
    }
    return false;
  }
}
