package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Recognizes calls that change the object on which they are called, or an argument. */
final class Mutations {
  /** Methods that change a collection, map, builder or reference. */
  private static final Set<String> CHANGES = Set.of(
      "accumulateAndGet",
      "add",
      "addAll",
      "addAndGet",
      "addElement",
      "addFirst",
      "addLast",
      "append",
      "clear",
      "compareAndExchange",
      "compareAndSet",
      "compute",
      "computeIfAbsent",
      "computeIfPresent",
      "decrement",
      "decrementAndGet",
      "delete",
      "deleteCharAt",
      "drainTo",
      "flip",
      "getAndAccumulate",
      "getAndAdd",
      "getAndDecrement",
      "getAndIncrement",
      "getAndSet",
      "getAndUpdate",
      "increment",
      "incrementAndGet",
      "insert",
      "insertElementAt",
      "lazySet",
      "merge",
      "offer",
      "offerFirst",
      "offerLast",
      "poll",
      "pollFirst",
      "pollLast",
      "pop",
      "print",
      "printf",
      "println",
      "push",
      "put",
      "putAll",
      "putFirst",
      "putIfAbsent",
      "putLast",
      "remove",
      "removeAll",
      "removeElement",
      "removeFirst",
      "removeIf",
      "removeLast",
      "replace",
      "replaceAll",
      "reset",
      "retainAll",
      "reverse",
      "set",
      "setAll",
      "setCharAt",
      "setElementAt",
      "setLength",
      "setPlain",
      "setProperty",
      "setRelease",
      "setValue",
      "sort",
      "sumThenReset",
      "updateAndGet",
      "write",
      "writeBytes");

  /** Static methods of the platform that change an argument, with its position. */
  private static final Map<String, Integer> CHANGES_ARGUMENT = Map.ofEntries(
      Map.entry("java.lang.System arraycopy", 2),
      Map.entry("java.util.Arrays fill", 0),
      Map.entry("java.util.Arrays parallelSort", 0),
      Map.entry("java.util.Arrays setAll", 0),
      Map.entry("java.util.Arrays sort", 0),
      Map.entry("java.util.Collections addAll", 0),
      Map.entry("java.util.Collections fill", 0),
      Map.entry("java.util.Collections replaceAll", 0),
      Map.entry("java.util.Collections reverse", 0),
      Map.entry("java.util.Collections rotate", 0),
      Map.entry("java.util.Collections shuffle", 0),
      Map.entry("java.util.Collections sort", 0),
      Map.entry("java.util.Collections swap", 0));

  /** Collections that keep the order in which several threads fill them. */
  private static final Pattern ORDERED = Pattern.compile(
      "(Blocking|ConcurrentLinked)(Queue|Deque)|Linked(Blocking|Transfer)|CopyOnWrite|synchronized(List|Collection)");

  private final Code code;
  private final Lookup lookup;
  private final Meanings meanings;
  private final Roots roots;
  private final MethodEffects effects;

  Mutations(Code code, Lookup lookup, Meanings meanings) {
    this.code = code;
    this.lookup = lookup;
    this.meanings = meanings;
    this.roots = new Roots(code, lookup, meanings, this);
    this.effects = new MethodEffects(code, meanings, this);
  }

  /** Where the objects are kept that are given out here. */
  Roots roots() {
    return roots;
  }

  /** The variables and fields whose content a call changes. */
  List<ExpressionTree> changed(MethodInvocationTree call, ReaderFrame frame) {
    ExpressionTree elements = CallReader.elementsGivenBy(call);
    if (elements != null
        && call.getArguments().stream().anyMatch(argument -> changesGiven(argument, frame))) {
      return List.of(roots.of(elements, frame));
    }
    return changedItself(call, frame);
  }

  /** Whether this is a method by reference, such as {@code Order::close}, that changes the object that it is given. */
  private boolean changesGiven(ExpressionTree tree, ReaderFrame frame) {
    return tree instanceof MemberReferenceTree reference
        && code.element(reference.getQualifierExpression(), frame) instanceof TypeElement
        && isChange(reference, 0, frame);
  }

  private List<ExpressionTree> changedItself(MethodInvocationTree call, ReaderFrame frame) {
    MemberSelectTree select =
        call.getMethodSelect() instanceof MemberSelectTree member ? member : null;
    List<Target> targets = lookup.methods(call, frame);
    if (targets.size() == 1 && code.isOwn(targets.get(0))) {
      return ofOwn(targets.get(0), select, call.getArguments(), frame);
    }
    String name = select == null
        ? call.getMethodSelect().toString()
        : select.getIdentifier().toString();
    String type = select == null
        ? meanings.ofStatic(call, frame)
        : meanings.of(select.getExpression(), frame);
    Integer argument = CHANGES_ARGUMENT.get(type + " " + name);
    if (argument != null && argument < call.getArguments().size()) {
      return List.of(roots.of(call.getArguments().get(argument), frame));
    }
    return select != null
            && changes(select.getExpression(), name, call.getArguments().size(), frame)
        ? List.of(roots.of(select.getExpression(), frame))
        : List.of();
  }

  /** The variable or field that a method by reference changes; empty if it changes no known one. */
  List<ExpressionTree> changed(MemberReferenceTree reference, ReaderFrame frame) {
    return isChange(reference, 1, frame)
        ? List.of(roots.of(reference.getQualifierExpression(), frame))
        : List.of();
  }

  private boolean isChange(MemberReferenceTree reference, int arguments, ReaderFrame frame) {
    List<Target> targets = lookup.methods(reference, frame);
    if (targets.size() == 1 && code.isOwn(targets.get(0))) {
      return !isStep(targets.get(0)) && effects.of(targets.get(0).method()).changesSelf();
    }
    String name = reference.getName().toString();
    return changes(reference.getQualifierExpression(), name, arguments, frame);
  }

  private boolean isStep(Target target) {
    return code.stepId(target.method()) != null;
  }

  private List<ExpressionTree> ofOwn(
      Target target,
      @Nullable MemberSelectTree select,
      List<? extends ExpressionTree> arguments,
      ReaderFrame frame) {
    List<ExpressionTree> changed = new ArrayList<>();
    if (isStep(target)) {
      return changed;
    }
    MethodEffects.Effects found = effects.of(target.method());
    for (int parameter : found.parameters()) {
      if (parameter < arguments.size()) {
        changed.add(roots.of(arguments.get(parameter), frame));
      }
    }
    if (found.changesSelf() && select != null) {
      changed.add(roots.of(select.getExpression(), frame));
    }
    return changed;
  }

  /** Whether a method of this name, whose source is not being compiled, changes its object. */
  private boolean changes(ExpressionTree receiver, String name, int arguments, ReaderFrame frame) {
    if (CHANGES.contains(name) && isContainer(receiver, frame)) {
      return true;
    }
    return name.matches("set\\p{Lu}\\w*")
        && arguments == 1
        && roots.of(receiver, frame) instanceof IdentifierTree root
        && frame.variables().containsKey(root.getName().toString())
        && !isForeign(receiver, frame);
  }

  private boolean isForeign(ExpressionTree receiver, ReaderFrame frame) {
    String type = meanings.of(receiver, frame);
    return type != null && !type.startsWith("java.util.") && !type.startsWith("java.lang.String");
  }

  /** Whether this is a collection, map, builder or reference of the platform. */
  boolean isContainer(ExpressionTree tree, ReaderFrame frame) {
    String type = meanings.of(tree, frame);
    return type != null && Unstable.isContainer(type);
  }

  /** Whether this may be changed by several threads at once, in any order: a reference, a counter, a map or a set. */
  boolean isUnordered(ExpressionTree tree, ReaderFrame frame) {
    String type = meanings.of(tree, frame);
    Variable variable = lookup.variable(tree, frame);
    String value =
        variable == null || variable.value() == null ? "" : variable.value().toString();
    boolean isThreadSafe = (type != null && type.startsWith("java.util.concurrent."))
        || value.matches("(?s).*(Concurrent|CopyOnWrite|synchronized|Blocking).*");
    return isThreadSafe && !ORDERED.matcher(type + " " + value).find();
  }
}
