package dev.stepwell.processor.graph;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes calls that change the object on which they are called. */
final class Mutations {
  /** Methods that change a collection, map, builder or reference. */
  private static final Set<String> CHANGES = Set.of(
      "accumulateAndGet",
      "add",
      "addAll",
      "addAndGet",
      "addFirst",
      "addLast",
      "append",
      "clear",
      "compareAndSet",
      "compute",
      "computeIfAbsent",
      "computeIfPresent",
      "decrementAndGet",
      "getAndAdd",
      "getAndDecrement",
      "getAndIncrement",
      "getAndSet",
      "getAndUpdate",
      "incrementAndGet",
      "insert",
      "lazySet",
      "merge",
      "offer",
      "poll",
      "pop",
      "push",
      "put",
      "putAll",
      "putIfAbsent",
      "remove",
      "removeAll",
      "removeFirst",
      "removeIf",
      "removeLast",
      "replace",
      "replaceAll",
      "retainAll",
      "set",
      "setLength",
      "sort",
      "updateAndGet");

  /** Methods of {@code Collections} that change what they are given. */
  private static final Set<String> CHANGES_FIRST =
      Set.of("addAll", "fill", "reverse", "rotate", "shuffle", "sort", "swap");

  private final Meanings meanings;

  Mutations(Meanings meanings) {
    this.meanings = meanings;
  }

  /** The variable or field that a call changes; null if it changes no known one. */
  @Nullable
  ExpressionTree changed(MethodInvocationTree call, ReaderFrame frame) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return null;
    }
    ExpressionTree receiver = plain(select.getExpression());
    String name = select.getIdentifier().toString();
    if (CHANGES_FIRST.contains(name)
        && !call.getArguments().isEmpty()
        && "java.util.Collections".equals(meanings.of(receiver, frame))) {
      return plain(call.getArguments().get(0));
    }
    boolean isVariable = receiver instanceof IdentifierTree identifier
        && frame.variables().containsKey(identifier.getName().toString());
    if (isVariable && name.matches("set\\p{Lu}\\w*") && call.getArguments().size() == 1) {
      return isForeign(receiver, frame) ? null : receiver;
    }
    return CHANGES.contains(name) && isContainer(receiver, frame) ? receiver : null;
  }

  private static ExpressionTree plain(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree parenthesized
        ? plain(parenthesized.getExpression())
        : tree;
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

  boolean isThreadSafe(ExpressionTree tree, ReaderFrame frame) {
    String type = meanings.of(tree, frame);
    Variable variable = frame.variables().get(tree.toString());
    String value =
        variable == null || variable.value() == null ? "" : variable.value().toString();
    return (type != null && type.startsWith("java.util.concurrent."))
        || value.matches("(?s).*(Concurrent|CopyOnWrite|synchronized|Blocking).*");
  }
}
